import { InvalidInput, newId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import {
  mostSteps,
  resolveCalculations,
  TooManySteps,
  type Calculation,
  type DependedVersion,
} from './resolve-calculations.js';

/**
 * Question: which measures do these depend on, through calculated ones, however far; or which depend on them?
 * Parameters: $1 coalition; $2 measures.
 * Columns: id; those of $2 are in it.
 */
const walk = (from: string, to: string) => `
  WITH RECURSIVE edge AS (
    SELECT DISTINCT v.measure_id AS calculated, o.operand_id AS operand
      FROM measure_operand o
      JOIN measure_version v ON v.coalition_id = o.coalition_id AND v.id = o.measure_version_id
     WHERE o.coalition_id = $1
  ), reached AS (
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT edge.${to} FROM reached JOIN edge ON edge.${from} = reached.id
  )
  SELECT id FROM reached`;
const dependencies = walk('calculated', 'operand');
const dependents = walk('operand', 'calculated');

/**
 * Question: by which definitions are these measures calculated, and what they depend on?
 * Parameters: $1 coalition; $2 measures.
 * Columns: of `DependedVersion`, the oldest first.
 */
const dependedVersions = `
  SELECT v.measure_id AS "measureId", v.first_period_start::text AS "firstPeriodStart", v.comparability, v.expression,
         (SELECT coalesce(json_agg(json_build_object('code', m.code, 'operandId', o.operand_id, 'treatMissingAs', o.treat_missing_as)
                                   ORDER BY o.position), '[]')
            FROM measure_operand o JOIN measure m ON m.coalition_id = o.coalition_id AND m.id = o.operand_id
           WHERE o.coalition_id = v.coalition_id AND o.measure_version_id = v.id) AS operands
    FROM measure_version v
   WHERE v.coalition_id = $1 AND v.measure_id = ANY ($2::uuid[])
   ORDER BY v.measure_id, v.number`;

/** Question: none; it writes the calculations $3 (as JSON) of the measures $2 in place of those kept. $1 coalition. */
const forget = 'DELETE FROM calculation WHERE coalition_id = $1 AND measure_id = ANY ($2::uuid[])';
const keep = `
  INSERT INTO calculation (id, coalition_id, measure_id, from_date, comparability, steps)
  SELECT id, $1, measure_id, from_date, comparability, steps
    FROM jsonb_to_recordset($2::jsonb) AS made (id uuid, measure_id uuid, from_date date, comparability text, steps text[])`;
const keepOperands = `
  INSERT INTO calculation_operand (coalition_id, calculation_id, place, operand_id, optional)
  SELECT $1, calculation_id, place, operand_id, optional
    FROM jsonb_to_recordset($2::jsonb) AS made (calculation_id uuid, place integer, operand_id uuid, optional boolean)`;

/** Before definitions are checked against each other: two at once could close a cycle that neither sees. */
export async function lockCalculations(manager: EntityManager, coalitionId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`calculations ${coalitionId}`]);
}

/** The measures that these are calculated from, through calculated ones, however far; themselves among them. */
export async function dependenciesOf(manager: EntityManager, coalitionId: string, measureIds: string[]) {
  return (await run<{ id: string }>(manager, dependencies, [coalitionId, measureIds])).map(({ id }) => id);
}

/**
 * Works out anew what depends on these measures, after their definitions changed. `paths` are the fields to complain
 * about, by measure: of a dependent, the expression that makes it too long is that of what changed.
 */
export async function renewCalculations(
  manager: EntityManager,
  coalitionId: string,
  paths: Map<string, string[]>,
): Promise<void> {
  const changed = [...paths.keys()];
  const reached = (await run<{ id: string }>(manager, dependents, [coalitionId, changed])).map(({ id }) => id);
  const needed = await dependenciesOf(manager, coalitionId, reached);
  const versions = await run<DependedVersion>(manager, dependedVersions, [coalitionId, needed]);
  const resolved = resolveOrRefuse(versions, paths);
  const renewed = reached.filter((id) => resolved.has(id));
  if (renewed.length === 0) return;
  const made = renewed.flatMap((id) =>
    resolved.get(id)!.map((one) => ({ id: newId(), measure_id: id, ...rowOf(one) })),
  );
  await run(manager, forget, [coalitionId, renewed]);
  await run(manager, keep, [coalitionId, JSON.stringify(made)]);
  const operands = made.flatMap(({ id, operands }) =>
    operands.map(({ operandId, optional }, i) => {
      return { calculation_id: id, place: i + 1, operand_id: operandId, optional };
    }),
  );
  await run(manager, keepOperands, [coalitionId, JSON.stringify(operands)]);
}

const rowOf = ({ from, ...rest }: Calculation) => ({ ...rest, from_date: from });

function resolveOrRefuse(versions: DependedVersion[], paths: Map<string, string[]>): Map<string, Calculation[]> {
  try {
    return resolveCalculations(versions);
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    const path = paths.get(error.measureId) ?? [...paths.values()][0] ?? [];
    const message = `With its calculated operands put in their place, a calculation would have more than ${mostSteps} steps: name fewer of them, or measure something in between.`;
    throw InvalidInput.at([...path, 'expression'], 'TOO_MANY', message);
  }
}
