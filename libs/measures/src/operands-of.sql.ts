import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: from the figures of which reported measures does a calculated measure come, whenever?
 * Parameters: $1 coalition.
 * Columns: measure_id, from_date (NULL: from ever; the rows of the latest one not after a report period's first day
 * govern it), operand_id (a reported measure, never a calculated one), optional (without its number there may be one).
 * Why: calculated operands are already put in their place, so that one look is enough: what would give an operand away
 * is to be hidden with it.
 */
export const operandsSql = `
  SELECT c.measure_id, c.from_date, o.operand_id, o.optional
    FROM calculation c
    JOIN calculation_operand o ON o.coalition_id = c.coalition_id AND o.calculation_id = c.id
   WHERE c.coalition_id = $1`;

/** Which reported measures stand behind each of these measures? Behind a reported one, itself. */
export async function operandsOf(
  manager: EntityManager,
  coalitionId: string,
  measureIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const text = `SELECT DISTINCT measure_id, operand_id FROM (${operandsSql}) AS operand WHERE measure_id = ANY ($2::uuid[])`;
  const rows = await run<{ measure_id: string; operand_id: string }>(manager, text, [coalitionId, measureIds]);
  const operands = new Map<string, Set<string>>(measureIds.map((id) => [id, new Set()]));
  for (const row of rows) operands.get(row.measure_id)?.add(row.operand_id);
  for (const [id, ofMeasure] of operands) if (ofMeasure.size === 0) ofMeasure.add(id);
  return operands;
}
