/**
 * Question: which numbers of people hang together with a report's?
 * Parameters: $1 coalition_id uuid; $2 report_id uuid.
 * Columns: measure_id, part, year_start_month, rows.
 * Why: as insert-system.sql.ts keeps them.
 */
export const systemOfReport = `
SELECT measure_id AS "measureId", part, year_start_month AS "yearStartMonth", rows FROM report_system
WHERE coalition_id = $1::uuid AND report_id = $2::uuid`;

/**
 * Question: which figures do these measures have in a report?
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 measure ids uuid[]; $4 whether those without a number too.
 * Columns: measure_id, figures, a JSON array of [position, first day, cell].
 * Why: packed, since there may be 100,000.
 */
export const figuresOfReport = `
SELECT measure.id AS "measureId", json_agg(json_build_array(position, period_start, cell)) AS figures
FROM report_figure AS figure
JOIN measure ON measure.coalition_id = figure.coalition_id AND measure.code = figure.measure_code
WHERE figure.coalition_id = $1::uuid AND figure.report_id = $2::uuid AND measure.id = ANY ($3::uuid[])
  AND ($4::boolean OR coalesce(figure.value, figure.high, figure.numerator) IS NOT NULL)
GROUP BY measure.id`;

/**
 * Question: for which audiences is it decided already what they see of a report?
 * Parameters: $1 coalition_id uuid; $2 report_id uuid.
 * Columns: audience.
 * Why: what an audience received stays as it was, also when it is published to it again.
 */
export const decidedAudiences = `
SELECT audience FROM report_suppression WHERE coalition_id = $1::uuid AND report_id = $2::uuid`;

/**
 * Question: none; keeps what an audience does not see of a report.
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 audience; $4 positions int[]; $5 those that no agreement lets it
 * see int[]; $6 the agreements by which it sees the others uuid[]; $7 the partners that it is told of jsonb.
 * Columns: none.
 * Why: a row also where nothing is hidden: without one, nothing is shown.
 */
export const keepSuppression = `
INSERT INTO report_suppression (coalition_id, report_id, audience, positions, withheld, agreement_ids, partners)
VALUES ($1::uuid, $2::uuid, $3, $4::int[], $5::int[], $6::uuid[], $7::jsonb)`;
