import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { figuresSql } from './figures.sql.js';
import { throughMergers } from './merged-cells.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { freshMeasuresSql, rolledUpFiguresSql } from './rollups.sql.js';

/** The seven parameters of figures.sql.ts. */
export type FigureParameters = readonly [
  coalitionId: string,
  measureIds: readonly string[],
  frequency: string,
  first: string,
  until: string,
  source: string,
  dimensionKeys: readonly string[] | null,
];

/**
 * The SQL for these figures, of the same parameters and columns either way: kept ones where all of them are as they
 * would be computed now, else the one statement, for which the transaction is prepared. The caller runs it in the same
 * snapshot, so its unit is a reading one or REPEATABLE READ.
 */
export async function chooseFiguresSql(manager: EntityManager, parameters: FigureParameters): Promise<string> {
  const fresh = await run<{ id: string }>(manager, freshMeasuresSql, parameters.slice(0, 6));
  if (fresh.length === new Set(parameters[1]).size) return rolledUpFiguresSql;
  await prepareFigures(manager);
  return throughMergers(manager, parameters[0], figuresSql);
}
