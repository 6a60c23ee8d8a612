/**
 * Question: which totals have been answered, with a number or with a partner's non-value?
 * Parameters: $1 coalition. Needs CTEs `requested (measure_id, frequency)` and `slot (organization_id, frequency, start,
 * until)` before it.
 * Columns: of `received` id, organization_id, frequency, start, first_submitted_at; of `answered` organization_id, start,
 * measure_id, has_number.
 * Why: SUBMITTED and APPROVED values have been received; a draft has not, and one that was returned is owed again. A
 * total without an own answer has the number that its parts make up (measurement.md, section 2): where an additive
 * breakdown of the version that governs has a part with a number. Zero is a number.
 */
export const answeredSql = `
  received AS (
    SELECT s.id, s.organization_id, s.frequency, s.period_start AS start, s.first_submitted_at
      FROM slot
      JOIN submission s ON s.coalition_id = $1 AND s.organization_id = slot.organization_id
       AND s.frequency = slot.frequency AND s.period_start = slot.start AND s.state IN ('SUBMITTED', 'APPROVED')
  ), whole AS (
    SELECT id FROM combination WHERE coalition_id = $1 AND key = ''
  ), told AS (
    SELECT r.id AS submission_id, r.organization_id, r.start, m.measure_id, m.non_value IS NULL AS has_number
      FROM received r
      JOIN measurement m ON m.submission_id = r.id AND m.combination_id = (SELECT id FROM whole)
     WHERE m.measure_id IN (SELECT measure_id FROM requested)
  ), additive_part AS (
    SELECT r.measure_id, p.start, k.id AS combination_id
      FROM requested r
      JOIN (SELECT DISTINCT frequency, start FROM slot) AS p USING (frequency)
     CROSS JOIN LATERAL (
             SELECT v.id FROM measure_version v
              WHERE v.coalition_id = $1 AND v.measure_id = r.measure_id
                AND (v.first_period_start IS NULL OR v.first_period_start <= p.start)
              ORDER BY v.number DESC LIMIT 1) AS v
      JOIN breakdown b ON b.coalition_id = $1 AND b.measure_version_id = v.id AND b.additive
      JOIN combination k ON k.coalition_id = $1 AND k.dimension_key = b.dimension_key AND k.key <> ''
  ), answered AS (
    SELECT organization_id, start, measure_id, has_number FROM told
    UNION ALL
    SELECT DISTINCT r.organization_id, r.start, m.measure_id, true
      FROM received r
      JOIN measurement m ON m.submission_id = r.id AND m.non_value IS NULL
      JOIN additive_part a ON a.measure_id = m.measure_id AND a.start = r.start AND a.combination_id = m.combination_id
     WHERE NOT EXISTS (SELECT 1 FROM told t WHERE t.submission_id = r.id AND t.measure_id = m.measure_id)
  )`;
