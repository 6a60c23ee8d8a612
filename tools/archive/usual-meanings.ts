/** What columns of these names mean wherever they stand; a comment of the database comes first. */
const meanings: [name: RegExp, meaning: string][] = [
  [/^id$/, 'the key of the row'],
  [/^coalition_id$/, 'the coalition that the row belongs to'],
  [/^(position|place)$/, 'its place in the order of reading'],
  [/^code$/, 'what files and people name it by'],
  [/^name$/, 'its name'],
  [/^title$/, 'its title'],
  [/^description$/, 'what it is, in words'],
  [/^reason$|_reason$/, 'why, in the words of whoever did it'],
  [/^created_at$/, 'when the row was made'],
  [/^request_id$/, 'the request that did it'],
  [/^key_id$|_by_key_id$/, 'the API key that spoke for the person, if one did'],
  [/^person_id$|_by$|_by_id$/, 'the person who did it, as in person.id'],
  [/_at$/, 'when that happened'],
  [/^frequency$/, 'how long the periods are: WEEK, MONTH, QUARTER, HALF_YEAR or YEAR'],
  [/period_start$|^first_start$|^last_start$/, 'the first day of the period'],
  [/_date$|_on$/, 'the day of it'],
  [/^revision$/, 'counts from 1 whenever the cell is written'],
  [/^batch_id$/, 'with what it was written, as in measurement_batch.id'],
  [/^unit$/, 'the unit, in words'],
  [/^denominator$/, 'the denominator of a ratio'],
  [/_ids$/, 'the keys of the rows that are meant'],
];

export function usualMeaning(column: string): string {
  return meanings.find(([name]) => name.test(column))?.[1] ?? '';
}
