/**
 * What does a report cover, in the order of its figures?
 * $1 coalition_id uuid, $2 measure_ids uuid[].
 * One row: dimensions, the codes of the coalition's dimensions; measures, [{id, code, name, unit, numberKind, factor,
 * direction}] by code, each with the definition that governs now, a calculated one with expression and zeros; cells, about how many values it is made of.
 */
export const reportScope = `
SELECT
  coalesce((SELECT array_agg(code ORDER BY code COLLATE "C") FROM dimension WHERE coalition_id = $1::uuid), '{}') AS dimensions,
  coalesce((
    SELECT jsonb_agg(
      jsonb_build_object('id', measure.id, 'code', code, 'name', name, 'unit', unit, 'numberKind', number_kind,
        'factor', factor, 'direction', direction)
        || CASE WHEN expression IS NULL THEN '{}' ELSE jsonb_build_object('expression', expression, 'zeros', (
             SELECT coalesce(jsonb_agg(operand.code ORDER BY named.position), '[]')
             FROM measure_operand AS named JOIN measure AS operand ON operand.id = named.operand_id
             WHERE named.measure_version_id = definition.id AND named.treat_missing_as = 'ZERO')) END
      ORDER BY code COLLATE "C")
    FROM measure
    CROSS JOIN LATERAL (
      SELECT id, unit, number_kind, factor, expression FROM measure_version WHERE measure_id = measure.id ORDER BY number DESC LIMIT 1
    ) AS definition
    WHERE coalition_id = $1::uuid AND measure.id = ANY ($2::uuid[])), '[]') AS measures,
  (SELECT count(*) FROM submission WHERE coalition_id = $1::uuid)::float8 * cardinality($2::uuid[]) AS cells`;
