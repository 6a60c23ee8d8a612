import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: which cells do category mergers make of the coalition's cells that are not mapped yet?
 * Parameters: $1 coalition.
 * Columns: combination_id, key (of the cell that it becomes), steps (mergers on the way), first_period_start (the first
 * day that all of them govern, NULL from ever), since (when the last of them was made).
 * Why: a category has one merger at most, so whichever way they are taken in turn, a cell comes to the same cells.
 */
const unmappedCombinations = `
  WITH RECURSIVE edge AS (
    SELECT d.code AS dimension, f.code AS source, i.code AS target, m.first_period_start, m.made_at
      FROM category_merger m
      JOIN category f ON f.coalition_id = $1 AND f.id = m.from_category_id
      JOIN category i ON i.coalition_id = $1 AND i.id = m.into_category_id
      JOIN dimension d ON d.coalition_id = $1 AND d.id = f.dimension_id
     WHERE m.coalition_id = $1
  ), way AS (
    SELECT id AS combination_id, cell, 0 AS steps, NULL::date AS first_period_start, NULL::timestamptz AS since
      FROM combination
     WHERE coalition_id = $1
    UNION
    SELECT w.combination_id, w.cell || jsonb_build_object(e.dimension, e.target), w.steps + 1,
           greatest(w.first_period_start, e.first_period_start), greatest(w.since, e.made_at)
      FROM way w
      JOIN edge e ON w.cell ->> e.dimension = e.source
  ), named AS (
    SELECT w.combination_id, w.steps, w.first_period_start, w.since,
           (SELECT string_agg(p.key || '=' || p.value, ';' ORDER BY (p.key || '=' || p.value) COLLATE "C")
              FROM jsonb_each_text(w.cell) p) AS key
      FROM way w
     WHERE w.steps > 0
  )
  SELECT n.combination_id, n.key, n.steps, n.first_period_start::text, n.since
    FROM named n
   WHERE NOT EXISTS (
           SELECT 1 FROM combination_merger m
             JOIN combination k ON k.coalition_id = $1 AND k.id = m.into_id AND k.key = n.key
            WHERE m.coalition_id = $1 AND m.combination_id = n.combination_id)`;

/** Question: none; it keeps these ways. Parameters: $1 coalition; $2 … $6 side by side: the columns above, by ids. */
const keepMapped = `
  INSERT INTO combination_merger (coalition_id, combination_id, into_id, steps, first_period_start, since)
  SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::date[], $6::timestamptz[])
      ON CONFLICT DO NOTHING`;

const lockKey = `hashtextextended('category merger ' || $1::text, 0)`;

export interface MappedCombination {
  combination_id: string;
  key: string;
  steps: number;
  first_period_start: string | null;
  since: Date;
}

/**
 * Whether cells that are not there yet need a mapping. Who writes one waits for who merges its category (and the other
 * way round), so that none is left without: the lock is a statement of its own, because the next one must see what came.
 */
export async function mergesCategories(manager: EntityManager, coalitionId: string): Promise<boolean> {
  await run(manager, `SELECT pg_advisory_xact_lock_shared(${lockKey})`, [coalitionId]);
  const text = 'SELECT id FROM category_merger WHERE coalition_id = $1 LIMIT 1';
  return (await run<{ id: string }>(manager, text, [coalitionId])).length > 0;
}

export async function lockNewCombinations(manager: EntityManager, coalitionId: string): Promise<void> {
  await run(manager, `SELECT pg_advisory_xact_lock(${lockKey})`, [coalitionId]);
}

export function findUnmapped(manager: EntityManager, coalitionId: string): Promise<MappedCombination[]> {
  return run<MappedCombination>(manager, unmappedCombinations, [coalitionId]);
}

export async function keepMappings(
  manager: EntityManager,
  coalitionId: string,
  mapped: MappedCombination[],
  ids: Map<string, string>,
): Promise<void> {
  await run(manager, keepMapped, [
    coalitionId,
    mapped.map((one) => one.combination_id),
    mapped.map((one) => ids.get(one.key)),
    mapped.map((one) => one.steps),
    mapped.map((one) => one.first_period_start),
    mapped.map((one) => one.since),
  ]);
}
