import type { Comparability, NumberKind } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: by which definitions are numbers judged?
 * Parameters: $1 coalition; $2 measures or NULL for all.
 * Columns: id, code, versions (the latest first, each with its breakdowns in the order of their declaration).
 * Why: a number is judged by the version that governs its period.
 */
const readMeasuresSql = `
  SELECT m.id, m.code,
         json_agg(json_build_object(
           'number', v.number, 'firstPeriodStart', v.first_period_start, 'numberKind', v.number_kind, 'factor', v.factor,
           'comparability', v.comparability, 'bridgeFactor', v.bridge_factor::text,
           'breakdowns', (SELECT coalesce(json_agg(json_build_object('dimensionKey', b.dimension_key, 'additive', b.additive)
                                                   ORDER BY b.position), '[]')
                            FROM breakdown b WHERE b.coalition_id = v.coalition_id AND b.measure_version_id = v.id)
         ) ORDER BY v.number DESC) AS versions
    FROM measure m
    JOIN measure_version v ON v.coalition_id = m.coalition_id AND v.measure_id = m.id
   WHERE m.coalition_id = $1 AND ($2::uuid[] IS NULL OR m.id = ANY ($2))
   GROUP BY m.id`;

/**
 * Question: which categories has each dimension, and until when? Parameters: $1 coalition. Columns: dimension, categories
 * (code, retired: the day, or null).
 */
const readCategoriesSql = `
  SELECT d.code AS dimension, json_agg(json_build_object('code', c.code, 'retired', c.retired_at::date)) AS categories
    FROM dimension d
    JOIN category c ON c.coalition_id = d.coalition_id AND c.dimension_id = d.id
   WHERE d.coalition_id = $1
   GROUP BY d.id`;

export interface VersionRules {
  number: number;
  /** Null for the first version, which governs from ever. */
  firstPeriodStart: string | null;
  numberKind: NumberKind;
  factor: number;
  comparability: Comparability;
  bridgeFactor: string | null;
  breakdowns: { dimensionKey: string; additive: boolean }[];
}

export interface MeasureDefinition {
  id: string;
  code: string;
  /** The latest first. */
  versions: VersionRules[];
}

export interface Definitions {
  measures: Map<string, MeasureDefinition>;
  /** By dimension. */
  categories: Map<string, { code: string; retired: string | null }[]>;
}

export async function readDefinitions(
  manager: EntityManager,
  coalitionId: string,
  measureIds: string[] | null,
): Promise<Definitions> {
  const measures = await run<MeasureDefinition>(manager, readMeasuresSql, [coalitionId, measureIds]);
  type CategoriesRow = { dimension: string; categories: { code: string; retired: string | null }[] };
  const categories = await run<CategoriesRow>(manager, readCategoriesSql, [coalitionId]);
  return {
    measures: new Map(measures.map((measure) => [measure.id, measure])),
    categories: new Map(categories.map((row) => [row.dimension, row.categories])),
  };
}
