/**
 * Question: what is known of a measure beside its numbers: its definitions, what it should reach, what was forecast and
 * what was signed?
 * Parameters: $1 measure.
 * Columns: story, one JSON object: versions and their dimensions, targets, baseline, forecasts, resolutions (each the
 * newest first, versions the oldest first), categories (of each dimension, in their order). Numbers are texts.
 * Why: nested JSON out of SQL in one round trip; a loader for each list took 2.8 × as long (performance.md, 4).
 */
export const measureStorySql = `
  SELECT jsonb_build_object(
    'versions', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'id', v.id, 'number', v.number, 'firstPeriodStart', v.first_period_start, 'numberKind', v.number_kind,
               'factor', v.factor, 'unit', v.unit, 'comparability', v.comparability, 'reason', v.reason,
               'dimensions', ARRAY(SELECT DISTINCT d FROM breakdown b, unnest(string_to_array(b.dimension_key, ',')) d
                                    WHERE b.coalition_id = v.coalition_id AND b.measure_version_id = v.id ORDER BY d)
             ) ORDER BY v.number), '[]')
        FROM measure_version v WHERE v.coalition_id = m.coalition_id AND v.measure_id = m.id),
    'targets', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'frequency', t.frequency, 'periodStart', t.period_start, 'cell', coalesce(k.cell, '{}'), 'value', t.value::text,
               'tolerance', t.tolerance::text, 'source', t.source) ORDER BY t.period_start NULLS LAST, k.key NULLS FIRST), '[]')
        FROM target t LEFT JOIN combination k ON k.id = t.combination_id
       WHERE t.coalition_id = m.coalition_id AND t.measure_id = m.id),
    'baseline', (
      SELECT jsonb_build_object('frequency', b.frequency, 'periodStart', b.period_start, 'value', b.value::text,
               'notApplicableReason', b.not_applicable_reason)
        FROM baseline b WHERE b.coalition_id = m.coalition_id AND b.measure_id = m.id),
    'resolutions', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'measureId', m.id, 'frequency', o.frequency, 'firstPeriodStart', o.first_period_start,
               'lastPeriodStart', o.last_period_start, 'method', o.method, 'rate', o.rate::text, 'exact', o.exact::text,
               'signedBy', o.signed_by, 'signedOn', o.signed_on, 'source', o.source, 'madeAt', o.made_at
             ) ORDER BY o.made_at DESC, o.id DESC), '[]')
        FROM overlap_resolution o WHERE o.coalition_id = m.coalition_id AND o.measure_id = m.id),
    'forecasts', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'number', f.number, 'method', f.method, 'firstStart', f.first_start, 'lastStart', f.last_start,
               'points', f.points, 'slope', f.slope::text, 'intercept', f.intercept::text, 'lowest', f.lowest::text,
               'highest', f.highest::text, 'tolerance', f.tolerance::text, 'reason', f.reason, 'madeBy', f.made_by,
               'madeAt', f.made_at) ORDER BY f.number DESC), '[]')
        FROM measure_forecast f WHERE f.coalition_id = m.coalition_id AND f.measure_id = m.id),
    'categories', (
      SELECT coalesce(jsonb_object_agg(code, categories), '{}')
        FROM (SELECT d.code, jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name, 'retiredAt', c.retired_at)
                                       ORDER BY c.position, c.code) AS categories
                FROM dimension d JOIN category c ON c.coalition_id = d.coalition_id AND c.dimension_id = d.id
               WHERE d.coalition_id = m.coalition_id
                 AND d.code IN (SELECT DISTINCT unnest(string_to_array(b.dimension_key, ','))
                                  FROM breakdown b JOIN measure_version v ON v.id = b.measure_version_id
                                 WHERE v.measure_id = m.id)
               GROUP BY d.code) AS used)
  ) AS story
    FROM measure m
   WHERE m.id = $1`;
