import { Inject, Injectable } from '@nestjs/common';
import { Organization } from '@keelson/organizations';
import {
  coalitionIdsOf,
  Database,
  InvalidInput,
  isIn,
  NotFound,
  pageOfRows,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { coverCapabilities, type CapabilityCoverage } from './capability-coverage.sql.js';
import { countCommitments, type CommitmentFigures } from './commitment-figures.sql.js';
import { canSeeCommitments } from './commitments.policy.js';
import { findTieEvidence, findTies, type Span, type Tie, type TieEvidence, type TiePage } from './tie-levels.sql.js';

/** A tie with what speaks for it. */
export interface KnownTie {
  level: Tie['level'];
  exchanges: number;
  adjustments: number;
  resources: number;
  strengthenings: number;
  evidence: TieEvidence[];
}

@Injectable()
export class CommitmentFiguresService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async commitmentFigures(
    actor: Actor,
    coalitionId: string,
    period: { from: string; to: string },
  ): Promise<CommitmentFigures> {
    if (!canSeeCommitments(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (period.to < period.from) throw InvalidInput.at('to', 'OUT_OF_RANGE', 'A period ends on or after its start.');
    return this.database.read(actor, (manager) => countCommitments(manager, coalitionId, period));
  }

  loadCapabilityCoverage(actor: Actor, activityIds: readonly string[]): Promise<CapabilityCoverage[]> {
    return this.database.read(actor, (manager) => coverCapabilities(manager, coalitionIdsOf(actor), activityIds));
  }

  /** The pairs between which there is anything, by their codes. */
  async tieLevels(
    actor: Actor,
    coalitionId: string,
    organizationId: string | null,
    page: PageArguments,
  ): Promise<Page<Tie>> {
    if (!canSeeCommitments(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const ordering = { name: 'ties', by: ['firstCode' as const, 'secondCode' as const] };
    const span = lastYear();
    const select = (manager: EntityManager, asked: TiePage) =>
      findTies(manager, coalitionId, span, { ...asked, organizationId });
    const query = { select, count: async (manager: EntityManager) => (await select(manager, {})).length };
    return pageOfRows<Tie>(this.database, actor, query, page, ordering);
  }

  tieBetween(actor: Actor, organizationId: string, otherId: string): Promise<KnownTie> {
    return this.database.read(actor, async (manager) => {
      const found = await manager.findBy(Organization, { id: In([organizationId, otherId]) });
      const [one, other] = [organizationId, otherId].map((id) => found.find((organization) => organization.id === id));
      if (!one || !isIn(actor, one.coalitionId)) throw new NotFound('organization', ['organizationId']);
      if (other?.coalitionId !== one.coalitionId) throw new NotFound('organization', ['otherOrganizationId']);
      if (one.id === other.id) {
        throw InvalidInput.at('otherOrganizationId', 'INVALID', 'Name two organizations: nobody has a tie to itself.');
      }
      const span = lastYear();
      const evidence = await findTieEvidence(manager, one.coalitionId, span, [one.id, other.id]);
      const ties = await findTies(manager, one.coalitionId, span, { organizationId: one.id });
      const tie = ties.find(({ firstId, secondId }) => firstId === other.id || secondId === other.id);
      const none = { level: null, exchanges: 0, adjustments: 0, resources: 0, strengthenings: 0 };
      return { ...none, ...tie, evidence };
    });
  }
}

/** Twelve months until this moment. */
function lastYear(): Span {
  const until = new Date();
  const from = new Date(until);
  from.setUTCFullYear(from.getUTCFullYear() - 1);
  return { from, until };
}
