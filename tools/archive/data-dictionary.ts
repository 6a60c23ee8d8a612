import { stringify } from 'csv-stringify/sync';
import type { ArchivedTable } from './read-catalogue.js';
import { usualMeaning } from './usual-meanings.js';

const columns = ['table', 'column', 'type', 'required', 'key', 'refers_to', 'meaning', 'rules'];

/** What each column of each table is, as the database itself says it. A line without a column is of the table. */
export function dataDictionary(tables: ArchivedTable[]): string {
  const lines = tables
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, comment, key, columns: own, checks }) => [
      [name, '', '', '', '', '', comment ?? '', checks.map(ruleOf).join('; ')],
      ...own.map((column) => [
        name,
        column.name,
        column.type,
        column.required ? 'yes' : 'no',
        key.includes(column.name) ? 'yes' : '',
        column.refersTo ?? '',
        column.comment ?? usualMeaning(column.name),
        checks
          .filter((check) => mentions(check, column.name))
          .map(ruleOf)
          .join('; '),
      ]),
    ]);
  return stringify([columns, ...lines]);
}

const ruleOf = (check: string) => check.replace(/^CHECK \((.*)\)$/s, '$1');

/** Of the names in a rule, those outside of its texts. */
function mentions(check: string, column: string): boolean {
  const names: readonly string[] = check.replace(/'[^']*'/g, '').match(/\w+/g) ?? [];
  return names.includes(column);
}
