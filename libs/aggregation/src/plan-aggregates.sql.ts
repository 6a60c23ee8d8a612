import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: none; it prepares the open transaction for figures.sql.ts and changes.sql.ts.
 * Why: PostgreSQL cannot estimate the rows of a chain of CTEs and takes them for few: on 1 million cells its nested
 * loops took 15 to 22 s where hash joins take 1.4 s. The hashes need room, or they spill to disk.
 */
const planAggregates = `SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '256MB', true)`;

export async function prepareFigures(manager: EntityManager): Promise<void> {
  await run(manager, planAggregates);
}
