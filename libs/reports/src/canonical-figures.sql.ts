import { seenFigures } from './report-figures.sql.js';

const text = (value: string) => `coalesce(to_json(${value})::text, 'null')`;
const number = (column: string) => `coalesce('"' || ${column}::text || '"', 'null')`;
const fields = (column: string, value: string) => `
  CASE WHEN ${column} = '{}' THEN '{}' ELSE (
    SELECT '{' || string_agg(to_json(key)::text || ':' || ${value}, ',' ORDER BY key COLLATE "C") || '}' FROM jsonb_each(${column})) END`;

/**
 * Question: what are the figures of a report in the one form of RFC 8785, as a reader sees them?
 * Parameters: $1 report_id uuid; $2 the position after which and $3 up to which; $4 as in `seenFigures`.
 * Columns: text, the figures one after the other as in the list of the report's JSON; NULL where there are none.
 * Why: written here, because a figure that passes through Node on its way to a hash costs as much as its compiling. The
 * names are in the order of their letters; the codes of dimensions and the kinds of non-values are plain letters.
 */
export const canonicalFigures = `
WITH ${seenFigures('position > $2::int AND position <= $3::int')}
SELECT string_agg(
  '{"cell":' || ${fields('cell', 'value::text')}
  || ',"cellsExpected":' || cells_expected || ',"cellsReported":' || cells_reported
  || ',"denominator":' || ${number('denominator')} || ',"derived":' || derived::text
  || CASE WHEN low IS NULL THEN '' ELSE ',"high":"' || high || '","low":"' || low || '"' END
  || ',"measure":' || ${text('measure_code')} || ',"nonValues":' || ${fields('non_values', 'value::text')}
  || ',"numerator":' || ${number('numerator')} || ',"organizationsExpected":' || organizations_expected
  || ',"organizationsReported":' || organizations_reported || ',"period":' || ${text('period')}
  || ',"status":' || ${text(`nullif(status, '')`)} || ',"target":' || ${number('target')}
  || ',"unit":' || ${text('unit')} || ',"value":' || ${number('value')} || '}', ',' ORDER BY position) AS text
FROM shown`;
