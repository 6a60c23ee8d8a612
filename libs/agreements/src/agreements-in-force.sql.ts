import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { stateOf } from './agreement.entity.js';
import { Sharing, type Clause } from './sharing.js';

/** A clause with what a reader of a report wants to know of it. */
export interface ClauseInForce extends Clause {
  purpose: string;
  from: string;
  to: string | null;
}

/**
 * Question: which agreements are in force in a coalition today, and what do they say?
 * Parameters: $1 coalition.
 * Columns: those of ClauseInForce; the oldest first.
 * Why: few rows, read beside the figures and decided on in Node, so that the statement of the figures does not know them.
 */
const agreementsInForce = `
  SELECT a.id, a.purpose, a.grain, a.measure_ids AS "measureIds", a.finest_frequency AS "finestFrequency",
         a.first_period AS "firstPeriod", a.last_period AS "lastPeriod", a.breakdown_keys AS "breakdownKeys",
         a.audiences, a.from_date::text AS from, a.to_date::text AS to, p.backbone, p.organizations AS "organizationIds"
    FROM agreement a
   CROSS JOIN LATERAL (
         SELECT bool_or(organization_id IS NULL) AS backbone,
                coalesce(array_agg(organization_id ORDER BY organization_id) FILTER (WHERE organization_id IS NOT NULL),
                         '{}') AS organizations
           FROM agreement_party WHERE coalition_id = $1 AND agreement_id = a.id) AS p
   WHERE a.coalition_id = $1 AND a.signed_at IS NOT NULL AND a.revoked_at IS NULL AND ${stateOf('a')} = 'IN_FORCE'
   ORDER BY a.id`;

export function loadClausesInForce(manager: EntityManager, coalitionId: string): Promise<ClauseInForce[]> {
  return run<ClauseInForce & Record<string, unknown>>(manager, agreementsInForce, [coalitionId]);
}

/** By agreements alone, or beside what belonging to the coalition lets be seen. */
export async function loadSharing(manager: EntityManager, coalitionId: string, free: boolean): Promise<Sharing> {
  return new Sharing(free, await loadClausesInForce(manager, coalitionId));
}
