import { Inject, Injectable } from '@nestjs/common';
import { canMergeOrganizations, findOrganization, Organization, OrganizationMerger } from '@keelson/organizations';
import {
  Database,
  Forbidden,
  InvalidInput,
  newId,
  NotFound,
  record,
  requireReason,
  type Actor,
  type Problem,
} from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Membership } from './membership.entity.js';

export interface NewMerger {
  predecessorId: string;
  successorId: string;
  /** The first day of the successor. */
  date: string;
  reason?: string | null;
}

/** Says that one organization continues another's series. No value is moved: whoever reads a series joins it. */
@Injectable()
export class MergersService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Ends the predecessor's memberships on the day before. A chain never leads back to its start nor back in time. */
  async mergeOrganizations(actor: Actor, input: NewMerger): Promise<OrganizationMerger> {
    return this.database.work(actor, async (manager) => {
      const predecessor = await findOrganization(manager, actor, input.predecessorId, 'predecessorId');
      const successor = await findOrganization(manager, actor, input.successorId, 'successorId');
      const { coalitionId, id: predecessorId } = predecessor;
      if (successor.coalitionId !== coalitionId) throw new NotFound('organization', ['successorId']);
      if (!canMergeOrganizations(actor, coalitionId)) throw new Forbidden();
      await lockMergers(manager, coalitionId);
      const mergers = await manager.findBy(OrganizationMerger, { coalitionId, reversedAt: IsNull() });
      const memberships = await manager.findBy(Membership, { coalitionId, organizationId: predecessorId });
      const problems = problemsOfMerger({ predecessor, successor, date: input.date }, mergers, memberships);
      if (problems.length > 0) throw new InvalidInput(problems);
      const ended = memberships.filter(({ to }) => to === null || to >= input.date);
      const merger = manager.create(OrganizationMerger, {
        ...{ id: newId(), coalitionId, predecessorId, successorId: successor.id, date: input.date },
        ...{ reason: input.reason ?? null, madeBy: actor.personId, createdAt: new Date() },
        ...{ endedMemberships: ended.map(({ id, to }) => ({ id, to })) },
        ...{ reversedAt: null, reversedBy: null, reversalReason: null },
      });
      await manager.insert(OrganizationMerger, merger);
      await manager.save(ended.map((membership) => Object.assign(membership, { to: dayBefore(input.date) })));
      await record(manager, actor, {
        ...{ coalitionId, verb: 'mergeOrganizations', subjectType: 'Organization', subjectId: predecessorId },
        ...{ reason: merger.reason, after: { successorId: successor.id, date: input.date } },
      });
      return merger;
    });
  }

  /**
   * Says that a merger never was. The memberships that it ended go on as they would have, unless somebody has changed
   * them since. It can be recorded anew, with another date or successor.
   */
  async reverseMerger(
    actor: Actor,
    { predecessorId, reason }: { predecessorId: string; reason: string },
  ): Promise<OrganizationMerger> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const { coalitionId, name } = await findOrganization(manager, actor, predecessorId, 'predecessorId');
      if (!canMergeOrganizations(actor, coalitionId)) throw new Forbidden();
      await lockMergers(manager, coalitionId);
      const merger = await manager.findOneBy(OrganizationMerger, { coalitionId, predecessorId, reversedAt: IsNull() });
      if (!merger)
        throw InvalidInput.at('predecessorId', 'NOT_FOUND', `${name} has no successor: nothing is to be reversed.`);
      Object.assign(merger, { reversedAt: new Date(), reversedBy: actor.personId, reversalReason: reason.trim() });
      await manager.save(merger);
      const before = new Map(merger.endedMemberships.map(({ id, to }) => [id, to]));
      const ended = await manager.findBy(Membership, {
        coalitionId,
        id: In([...before.keys()]),
        to: dayBefore(merger.date),
      });
      await manager.save(
        ended.map((membership) => Object.assign(membership, { to: before.get(membership.id) ?? null })),
      );
      await record(manager, actor, {
        ...{ coalitionId, verb: 'reverseMerger', subjectType: 'Organization', subjectId: predecessorId, reason },
        ...{ before: { successorId: merger.successorId, date: merger.date } },
      });
      return merger;
    });
  }
}

/** Two at once could close a cycle that neither sees. */
async function lockMergers(manager: EntityManager, coalitionId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`mergers ${coalitionId}`]);
}

interface Wanted {
  predecessor: Organization;
  successor: Organization;
  date: string;
}

function problemsOfMerger(
  { predecessor, successor, date }: Wanted,
  mergers: OrganizationMerger[],
  memberships: Membership[],
): Problem[] {
  const ofPredecessor = new Map(mergers.map((merger) => [merger.predecessorId, merger]));
  const at = (field: string, code: Problem['code'], message: string): Problem[] => [{ code, field: [field], message }];
  const earlier = ofPredecessor.get(predecessor.id);
  if (earlier) {
    const message = `${predecessor.name} has had a successor since ${earlier.date}: reverse that merger first if it is wrong.`;
    return at('predecessorId', 'TAKEN', message);
  }
  for (let id: string | undefined = successor.id; id; id = ofPredecessor.get(id)?.successorId) {
    if (id !== predecessor.id) continue;
    const message = `${successor.name} leads back to ${predecessor.name}: an organization cannot succeed itself.`;
    return at('successorId', 'CYCLE', message);
  }
  const next = ofPredecessor.get(successor.id);
  if (next && next.date <= date) {
    const message = `${successor.name} itself ended on ${next.date}: name its successor, or an earlier day.`;
    return at('date', 'OUT_OF_RANGE', message);
  }
  const latest = mergers
    .filter(({ successorId }) => successorId === predecessor.id)
    .sort((a, b) => (a.date < b.date ? 1 : -1))[0];
  if (latest && latest.date >= date) {
    const message = `${predecessor.name} continues another organization from ${latest.date} on: it can end only later.`;
    return at('date', 'OUT_OF_RANGE', message);
  }
  const later = memberships.find(({ from }) => from !== null && from >= date);
  if (later) {
    const message = `${predecessor.name} is ${later.role} from ${later.from} on: it can end only later.`;
    return at('date', 'OUT_OF_RANGE', message);
  }
  return [];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
