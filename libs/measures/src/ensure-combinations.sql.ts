import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { findUnmapped, keepMappings, mergesCategories } from './map-merged-combinations.sql.js';

/**
 * Question: which id has each of these category combinations? Missing ones are made, with the coarser cells that they
 * are a part of.
 * Parameters: $1 coalition; $2 keys ("age_band=15_to_17;sex=f"), margins of every key included.
 * Columns: key, id, dimension_key.
 * Why: one combination is one row for ever, so that a cell is four ids wide; two writers that need the same new one
 * meet at the unique key.
 */
const ensureCombinations = `
  WITH wanted AS (
    SELECT key,
           (SELECT coalesce(jsonb_object_agg(split_part(pair, '=', 1), split_part(pair, '=', 2)), '{}')
              FROM unnest(string_to_array(nullif(key, ''), ';')) pair) AS cell,
           (SELECT coalesce(string_agg(split_part(pair, '=', 1), ',' ORDER BY split_part(pair, '=', 1) COLLATE "C"), '')
              FROM unnest(string_to_array(nullif(key, ''), ';')) pair) AS dimension_key
      FROM unnest($2::text[]) key
     ORDER BY key
  ), made AS (
    INSERT INTO combination (id, coalition_id, key, dimension_key, cell)
    SELECT uuidv7(), $1, key, dimension_key, cell FROM wanted
        ON CONFLICT (coalition_id, key) DO UPDATE SET key = excluded.key
    RETURNING id, key, dimension_key, cell
  ), margins AS (
    INSERT INTO combination_margin (coalition_id, combination_id, margin_id)
    SELECT $1, part.id, whole.id
      FROM made part JOIN made whole ON part.cell @> whole.cell AND part.id <> whole.id
        ON CONFLICT DO NOTHING
  )
  SELECT key, id, dimension_key FROM made`;

export interface CombinationRow {
  key: string;
  id: string;
  dimension_key: string;
}

export async function findOrMakeCombinations(
  manager: EntityManager,
  coalitionId: string,
  keys: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(keys)];
  const known = await run<CombinationRow>(
    manager,
    'SELECT key, id, dimension_key FROM combination WHERE coalition_id = $1 AND key = ANY ($2::text[])',
    [coalitionId, wanted],
  );
  const missing = new Set(wanted);
  known.forEach(({ key }) => missing.delete(key));
  if (missing.size === 0) return new Map(known.map(({ key, id }) => [key, id]));
  const merges = await mergesCategories(manager, coalitionId);
  const made = await makeCombinations(manager, coalitionId, missing);
  if (merges) await mapMergedCombinations(manager, coalitionId);
  return new Map([...known, ...made].map(({ key, id }) => [key, id]));
}

/** Maps every cell whose categories were merged to the cells that it is counted in, which are made where they lack. */
export async function mapMergedCombinations(manager: EntityManager, coalitionId: string): Promise<void> {
  for (;;) {
    const unmapped = await findUnmapped(manager, coalitionId);
    if (unmapped.length === 0) return;
    const targets = await makeCombinations(manager, coalitionId, new Set(unmapped.map(({ key }) => key)));
    await keepMappings(manager, coalitionId, unmapped, new Map(targets.map(({ key, id }) => [key, id])));
  }
}

function makeCombinations(manager: EntityManager, coalitionId: string, keys: Set<string>): Promise<CombinationRow[]> {
  const withMargins = [...new Set([...keys].flatMap(marginsOf))];
  return run<CombinationRow>(manager, ensureCombinations, [coalitionId, withMargins]);
}

/** The key of a cell: pairs sorted by dimension, so that one cell has one key. */
export function combinationKey(categories: readonly { dimension: string; category: string }[]): string {
  return categories
    .map(({ dimension, category }) => `${dimension}=${category}`)
    .sort()
    .join(';');
}

/** A key and every coarser one, down to the total. */
export function marginsOf(key: string): string[] {
  const pairs = key === '' ? [] : key.split(';');
  return Array.from({ length: 2 ** pairs.length }, (_, subset) =>
    pairs.filter((_pair, i) => subset & (1 << i)).join(';'),
  );
}
