const dimensions = `(SELECT string_agg(key, ',' ORDER BY key COLLATE "C") FROM jsonb_object_keys(cell) AS key)`;
const numbers = (row: string) => `(${row}.value, ${row}.low, ${row}.high, ${row}.numerator, ${row}.denominator)`;

/**
 * Question: which figures of a report are others in `now`, a SELECT of position, measure_code, period_start, cell, value,
 * low, high, numerator, denominator?
 * Parameters: those of `now`; further `old`, the report_id uuid; `oldKeys` and `nowKeys`, the sets of dimensions that were
 * asked for, text[] or NULL for all; `most` rows.
 * Columns: as RestatedRow.
 * Why: a total stands in a report for each of its measures and periods, so what both hold is what has a total in both. A
 * part that stands in one only has come or gone, unless the other was not asked for it.
 */
export const restatedFigures = (now: string, { old, oldKeys, nowKeys, most }: Record<string, string>) => `
WITH o AS (
  SELECT position, measure_code, period_start, cell, value, low, high, numerator, denominator FROM report_figure WHERE report_id = ${old}::uuid
), n AS (${now}
), both_hold AS (
  SELECT o.measure_code, o.period_start FROM o JOIN n USING (measure_code, period_start) WHERE o.cell = '{}' AND n.cell = '{}'
), changed AS (
  SELECT coalesce(o.measure_code, n.measure_code) AS measure_code, coalesce(o.period_start, n.period_start) AS period_start,
    coalesce(o.cell, n.cell) AS cell, o.position AS old_position, n.position, o.value AS before, n.value AS now,
    o.low AS before_low, o.high AS before_high, n.low AS now_low, n.high AS now_high,
    o.numerator AS before_numerator, o.denominator AS before_denominator, n.numerator, n.denominator,
    o.cell IS NULL AS is_new, n.cell IS NULL AS is_gone
  FROM o FULL JOIN n ON o.measure_code = n.measure_code AND o.period_start = n.period_start AND o.cell = n.cell
  WHERE ${numbers('o')} IS DISTINCT FROM ${numbers('n')}
)
SELECT measure_code AS measure, period_start::text AS start, cell, old_position AS "previousFigure", position AS figure, before, now,
  before_low AS "beforeLow", before_high AS "beforeHigh", now_low AS "nowLow", now_high AS "nowHigh",
  before_numerator AS "beforeNumerator", before_denominator AS "beforeDenominator", numerator AS "nowNumerator",
  denominator AS "nowDenominator"
FROM changed
WHERE (measure_code, period_start) IN (SELECT * FROM both_hold)
  AND (NOT is_new OR ${oldKeys}::text[] IS NULL OR ${dimensions} = ANY (${oldKeys}::text[]))
  AND (NOT is_gone OR ${nowKeys}::text[] IS NULL OR ${dimensions} = ANY (${nowKeys}::text[]))
ORDER BY measure_code COLLATE "C", period_start, cell <> '{}', cell::text COLLATE "C" LIMIT ${most}::int`;

export interface RestatedRow {
  measure: string;
  start: string;
  cell: Record<string, string>;
  previousFigure: number | null;
  figure: number | null;
  before: string | null;
  now: string | null;
  beforeLow: string | null;
  beforeHigh: string | null;
  nowLow: string | null;
  nowHigh: string | null;
  beforeNumerator: string | null;
  beforeDenominator: string | null;
  nowNumerator: string | null;
  nowDenominator: string | null;
}

const figureColumns = 'position, measure_code, period_start, cell, value, low, high, numerator, denominator';

/** Against another report: $1 the old one, $2 and $3 the sets of dimensions, $4 the most, $5 the other report. */
export const restatedByReport = restatedFigures(
  `SELECT ${figureColumns} FROM report_figure WHERE report_id = $5::uuid`,
  {
    ...{ old: '$1', oldKeys: '$2', nowKeys: '$3', most: '$4' },
  },
);

/** Against what figures are now, $1 to $7 as theirs: $8 the old report, $7 its sets of dimensions, $9 the most. */
export const restatedSince = (figuresSql: string) =>
  restatedFigures(
    `
  SELECT NULL::int AS position, m.code AS measure_code, f.period_start, f.cell, f.value, f.low, f.high, f.numerator, f.denominator
  FROM (${figuresSql}) f JOIN measure m ON m.coalition_id = $1 AND m.id = f.measure_id`,
    { old: '$8', oldKeys: '$7', nowKeys: '$7', most: '$9' },
  );

const stood = (row: string) =>
  `(${row}.written_as <= $3::bigint AND (${row}.written_on <> $4::bigint OR pg_visible_in_snapshot(${row}.written_in, $5::pg_snapshot)))`;

/**
 * Question: which writes since a watermark stand behind changed figures?
 * Parameters: $1 coalition_id uuid; $2 the figures, [{n, measures (ids), start, until, cell}]; $3 number, $4 server and $5
 * snapshot of the watermark; $6 APPROVED or SUBMITTED: which submissions count.
 * Columns: n, kind, text, count.
 * Why: a write stands behind a figure when it is of one of its measures, in its period, and its cell is the figure's or a
 * part of it. An approval or a return is one of all cells of the submission.
 */
export const reasonsSince = `
WITH figure AS (
  SELECT n, measure_id, start, until, cell
  FROM jsonb_to_recordset($2::jsonb) AS f (n int, measures uuid[], start date, until date, cell jsonb) CROSS JOIN unnest(measures) AS measure_id
), later_batch AS (
  SELECT id, through, reason FROM measurement_batch b WHERE coalition_id = $1::uuid AND NOT ${stood('b')}
), later_revision AS (
  SELECT r.submission_id, r.measure_id, r.combination_id, b.through, b.reason
  FROM measurement_revision r JOIN later_batch b ON b.id = r.batch_id WHERE r.coalition_id = $1::uuid
), later_state AS (
  SELECT DISTINCT submission_id, state FROM submission_state h
  WHERE coalition_id = $1::uuid AND NOT ${stood('h')} AND (state = 'APPROVED' OR ($6 = 'SUBMITTED' AND state = 'RETURNED'))
), placed AS (
  SELECT id, CASE frequency WHEN 'WEEK' THEN period_start + 3 ELSE period_start END AS day FROM submission WHERE coalition_id = $1::uuid
)
SELECT f.n, CASE r.through WHEN 'CORRECTION' THEN 'CORRECTION' ELSE 'REPORTED' END AS kind,
  CASE r.through WHEN 'CORRECTION' THEN r.reason END AS text, count(DISTINCT (r.submission_id, r.measure_id, r.combination_id))::int AS count
FROM later_revision r
JOIN placed s ON s.id = r.submission_id
JOIN combination k ON k.coalition_id = $1::uuid AND k.id = r.combination_id
JOIN figure f ON f.measure_id = r.measure_id AND s.day >= f.start AND s.day < f.until AND k.cell @> f.cell
GROUP BY 1, 2, 3
UNION ALL
SELECT f.n, h.state, NULL, count(DISTINCT h.submission_id)::int
FROM later_state h
JOIN placed s ON s.id = h.submission_id
JOIN figure f ON s.day >= f.start AND s.day < f.until
WHERE EXISTS (
  SELECT 1 FROM measurement m JOIN combination k ON k.coalition_id = $1::uuid AND k.id = m.combination_id
  WHERE m.submission_id = h.submission_id AND m.measure_id = f.measure_id AND k.cell @> f.cell)
GROUP BY 1, 2
ORDER BY 1, 2, 3`;
