import { InvalidState, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Measure } from './measure.entity.js';

/**
 * Question: which measures in use are calculated from this one, by their latest version?
 * Parameters: $1 coalition; $2 measure.
 * Columns: code.
 */
const calculatedFrom = `
  SELECT m.code
    FROM measure_operand o
    JOIN measure_version v ON v.coalition_id = o.coalition_id AND v.id = o.measure_version_id
    JOIN measure m ON m.coalition_id = o.coalition_id AND m.id = v.measure_id AND m.retired_at IS NULL
   WHERE o.coalition_id = $1 AND o.operand_id = $2
     AND v.number = (SELECT max(number) FROM measure_version l WHERE l.coalition_id = $1 AND l.measure_id = m.id)
   ORDER BY m.code`;

/** A measure that others live on is not retired: their figures would end without a word. */
export async function refuseNeeded(manager: EntityManager, { coalitionId, id, code }: Measure): Promise<void> {
  const rows = await run<{ code: string }>(manager, calculatedFrom, [coalitionId, id]);
  if (rows.length === 0) return;
  const names = rows.map((row) => `"${row.code}"`).join(', ');
  const message = `${names} ${rows.length === 1 ? 'is' : 'are'} calculated from "${code}": revise or retire ${rows.length === 1 ? 'it' : 'them'} first.`;
  throw new InvalidState('measure.operand', message, 'INVALID_STATE', ['id']);
}
