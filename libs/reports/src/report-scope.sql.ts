/**
 * What does a report cover, in the order of its figures?
 * $1 coalition_id uuid, $2 measure_ids uuid[].
 * One row: dimensions, the codes of the coalition's dimensions; measures, [{id, code, name, unit, numberKind, factor,
 * direction, level, aspect, description, breaks, additive, references, goals, baseline, method, versions, expression,
 * zeros}] by code, each with the definition that governs now and without what it has not; cells, about how many values it is made of.
 */
export const reportScope = `
SELECT
  coalesce((SELECT array_agg(code ORDER BY code COLLATE "C") FROM dimension WHERE coalition_id = $1::uuid), '{}') AS dimensions,
  coalesce((
    SELECT jsonb_agg(
      jsonb_strip_nulls(jsonb_build_object('id', measure.id, 'code', measure.code, 'name', name, 'unit', unit,
        'numberKind', number_kind, 'factor', factor, 'direction', direction, 'level', level, 'aspect', aspect,
        'description', description, 'breaks', breaks, 'additive', additive,
        'references', nullif(catalogue_references, '[]'), 'goals', goals, 'baseline', baseline,
        'method', jsonb_build_object('frequency', measure.frequency, 'ofPeople', of_people, 'timeRule', time_rule,
          'denominatorTimeRule', CASE number_kind WHEN 'RATIO' THEN denominator_time_rule END, 'partnerRule', partner_rule,
          'overlap', overlap), 'versions', versions))
        || CASE WHEN expression IS NULL THEN '{}' ELSE jsonb_build_object('expression', expression, 'zeros', (
             SELECT coalesce(jsonb_agg(operand.code ORDER BY named.position), '[]')
             FROM measure_operand AS named JOIN measure AS operand ON operand.id = named.operand_id
             WHERE named.measure_version_id = definition.id AND named.treat_missing_as = 'ZERO')) END
      ORDER BY measure.code COLLATE "C")
    FROM measure
    CROSS JOIN LATERAL (
      SELECT id, unit, number_kind, factor, expression, of_people, time_rule, denominator_time_rule, partner_rule, overlap,
        CASE WHEN number_kind <> 'RATIO' AND time_rule = 'SUM' AND partner_rule = 'SUM' AND expression IS NULL THEN true END AS additive
      FROM measure_version WHERE measure_id = measure.id ORDER BY number DESC LIMIT 1
    ) AS definition
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('number', number, 'from', first_period_start, 'comparability', comparability,
        'reason', reason) ORDER BY number) AS versions
      FROM measure_version WHERE measure_id = measure.id
    ) AS history
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(first_period_start ORDER BY first_period_start) AS breaks FROM measure_version
      WHERE measure_id = measure.id AND comparability = 'BREAK' AND first_period_start IS NOT NULL
    ) AS broken
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('code', goal.code, 'statement', statement) ORDER BY goal.code COLLATE "C") AS goals
      FROM goal WHERE goal.coalition_id = $1::uuid AND goal.id = ANY (measure.goal_ids)
    ) AS served
    CROSS JOIN LATERAL (
      SELECT (SELECT jsonb_build_object('frequency', frequency, 'periodStart', period_start, 'value', value::text) FROM baseline
        WHERE baseline.coalition_id = $1::uuid AND baseline.measure_id = measure.id AND value IS NOT NULL
          AND period_start IS NOT NULL
        LIMIT 1) AS baseline
    ) AS begun
    WHERE measure.coalition_id = $1::uuid AND measure.id = ANY ($2::uuid[])), '[]') AS measures,
  (SELECT count(*) FROM submission WHERE coalition_id = $1::uuid)::float8 * cardinality($2::uuid[]) AS cells`;
