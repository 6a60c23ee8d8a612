import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: none; it prepares the open transaction for what is owed by, and came from, many organizations.
 * Why: PostgreSQL takes a chain of CTEs for few rows and would go over 200 partners × 60 months × 20 measures in nested
 * loops. For a few organizations these are right: they read only the few submissions, not all cells.
 */
const planReporting = `SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '128MB', true)`;

/** So many organizations are few. */
const few = 5;

/** `organizationIds`: those asked for, null for all. */
export async function prepareReporting(
  manager: EntityManager,
  organizationIds: readonly string[] | null,
): Promise<void> {
  if (!organizationIds || organizationIds.length > few) await run(manager, planReporting);
}
