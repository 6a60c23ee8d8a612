/**
 * What are the figures just inserted read with?
 * $1 coalition_id uuid, $2 report_id uuid.
 * One row: coalition {code, name, timeZone, figuresFrom}; requested_by text; columns [{code, name, categories: {code:
 * name}}], the dimensions that occur in a figure; organizations_expected int, the most of any figure.
 */
export const reportCircumstances = `
WITH occurring AS (
  SELECT DISTINCT code FROM report_figure CROSS JOIN LATERAL jsonb_object_keys(cell) AS dimension (code)
  WHERE report_id = $2::uuid
)
SELECT
  jsonb_build_object('code', coalition.code, 'name', coalition.name, 'timeZone', coalition.time_zone,
    'figuresFrom', figures_from)
    AS coalition,
  coalesce(person.name, '') AS requested_by,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('code', dimension.code, 'name', dimension.name, 'categories', (
      SELECT coalesce(jsonb_object_agg(category.code, category.name), '{}') FROM category WHERE dimension_id = dimension.id
    )) ORDER BY dimension.code COLLATE "C")
    FROM dimension WHERE coalition_id = $1::uuid AND code IN (SELECT code FROM occurring)), '[]') AS columns,
  (SELECT coalesce(max(organizations_expected), 0) FROM report_figure WHERE report_id = $2::uuid) AS organizations_expected
FROM report
JOIN coalition ON coalition.id = report.coalition_id
LEFT JOIN person ON person.id = report.requested_by_id
WHERE report.id = $2::uuid AND report.coalition_id = $1::uuid`;
