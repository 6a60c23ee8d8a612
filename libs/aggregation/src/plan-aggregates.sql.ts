import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: none; it prepares the open transaction for figures.sql.ts and changes.sql.ts.
 * Parameters: $1 'on' where few cells are found by index, else 'off'.
 * Why: PostgreSQL cannot estimate the rows of a chain of CTEs and takes them for few: on 1 million cells its nested
 * loops took 15 to 22 s where hash joins take 1.4 s; a merge by the first of three keys took 20 s where a hash takes 0.7 s.
 * The hashes need room, or they spill to disk.
 */
const planAggregates = `SELECT set_config('enable_nestloop', $1::text, true), set_config('enable_mergejoin', $1::text, true), set_config('work_mem', '256MB', true)`;

export async function planFigures(manager: EntityManager, few: boolean): Promise<void> {
  await run(manager, planAggregates, [few ? 'on' : 'off']);
}

export function prepareFigures(manager: EntityManager): Promise<void> {
  return planFigures(manager, false);
}
