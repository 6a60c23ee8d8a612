import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Measure } from './measure.entity.js';

/**
 * Question: which measure is calculated from which, by any version?
 * Parameters: $1 coalition.
 * Columns: measure_id, code; operand_id, operand (its code).
 * Why: by any version, since two that name each other in different years are a puzzle to whoever reads them.
 */
const edgesSql = `
  SELECT DISTINCT v.measure_id, m.code, o.operand_id, p.code AS operand
    FROM measure_operand o
    JOIN measure_version v ON v.coalition_id = o.coalition_id AND v.id = o.measure_version_id
    JOIN measure m ON m.coalition_id = o.coalition_id AND m.id = v.measure_id
    JOIN measure p ON p.coalition_id = o.coalition_id AND p.id = o.operand_id
   WHERE o.coalition_id = $1`;

interface EdgeRow {
  measure_id: string;
  code: string;
  operand_id: string;
  operand: string;
}

/** The codes of a way from a measure back to itself, with the operands that it and others would have. */
export async function findCycle(
  manager: EntityManager,
  coalitionId: string,
  measure: Measure,
  drafted: ReadonlyMap<string, readonly { operandId: string }[]>,
  draftedCodes: ReadonlyMap<string, string>,
): Promise<string[] | null> {
  const rows = await run<EdgeRow>(manager, edgesSql, [coalitionId]);
  const codes = new Map([
    ...draftedCodes,
    ...rows.flatMap(
      (row) =>
        [
          [row.measure_id, row.code],
          [row.operand_id, row.operand],
        ] as const,
    ),
  ]);
  const edges = new Map<string, Set<string>>();
  const add = (from: string, to: string) => edges.set(from, (edges.get(from) ?? new Set()).add(to));
  for (const row of rows) add(row.measure_id, row.operand_id);
  for (const [id, operands] of drafted) for (const { operandId } of operands) add(id, operandId);
  const seen = new Set<string>();
  const wayFrom = (id: string): string[] | null => {
    for (const next of edges.get(id) ?? []) {
      if (next === measure.id) return [id];
      if (seen.has(next)) continue;
      seen.add(next);
      const way = wayFrom(next);
      if (way) return [id, ...way];
    }
    return null;
  };
  const way = wayFrom(measure.id);
  return way && [...way, measure.id].map((id) => (id === measure.id ? measure.code : (codes.get(id) ?? id)));
}
