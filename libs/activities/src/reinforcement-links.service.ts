import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  run,
  type Actor,
} from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { canChangeActivity, canConfirmLink, canLinkActivities } from './activities.policy.js';
import { findActivity, recordActivity } from './activities.service.js';
import type { Activity } from './activity.entity.js';
import { wayOfDependence } from './dependency-cycle.sql.js';
import { ReinforcementLink, symmetricLinkKinds, type LinkKind } from './reinforcement-link.entity.js';

export interface NewLink {
  fromActivityId: string;
  toActivityId: string;
  kind: LinkKind;
  note?: string | null;
}

@Injectable()
export class ReinforcementLinksService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Proposes how one activity reinforces another; for backbone staff, who do so for the lead of the activity that it
   * starts from, and the lead of either. It counts once the lead of the other one confirms it; at once where the same
   * organization leads both. Refuses a cycle of DEPENDS_ON with the titles on it.
   */
  async linkActivities(actor: Actor, input: NewLink): Promise<ReinforcementLink> {
    return this.database.work(actor, async (manager) => {
      const from = await findActivity(manager, actor, input.fromActivityId, { field: 'fromActivityId' });
      const to = await findActivity(manager, actor, input.toActivityId, { field: 'toActivityId' });
      if (to.coalitionId !== from.coalitionId) throw new NotFound('activity', ['toActivityId']);
      if (!canLinkActivities(actor, from, to)) throw new Forbidden();
      await lockLinks(manager, from.coalitionId);
      await refuseUnsound(manager, from, to, input.kind);
      const now = new Date();
      const proposing = canChangeActivity(actor, from) ? from : to;
      const ofOneLead = from.leadOrganizationId === to.leadOrganizationId;
      const link = manager.create(ReinforcementLink, {
        id: newId(),
        coalitionId: from.coalitionId,
        fromActivityId: from.id,
        toActivityId: to.id,
        kind: input.kind,
        note: input.note ?? null,
        proposedByOrganizationId: proposing.leadOrganizationId,
        proposingActivityId: proposing.id,
        confirmedAt: ofOneLead ? now : null,
        confirmedByOrganizationId: ofOneLead ? to.leadOrganizationId : null,
        unlinkedAt: null,
        createdAt: now,
      });
      await manager.insert(ReinforcementLink, link);
      await recordLink(manager, actor, 'linkActivities', link);
      return link;
    });
  }

  /** Agrees to what the lead of the other activity proposed; from now on the link counts. */
  async confirmLink(actor: Actor, id: string): Promise<ReinforcementLink> {
    return this.database.work(actor, async (manager) => {
      const link = await takeLink(manager, actor, id);
      const [from, to] = await endsOf(manager, actor, link);
      const other = link.proposingActivityId === from.id ? to : from;
      if (!canConfirmLink(actor, other)) {
        throw new Forbidden(`Only the organization that leads "${other.title}" confirms this link.`);
      }
      refuseEnded(link);
      if (link.confirmedAt) throw refusal('link.confirmed', 'This link was confirmed already.');
      refuseStopped([
        [from, 'id'],
        [to, 'id'],
      ]);
      link.confirmedAt = new Date();
      link.confirmedByOrganizationId = other.leadOrganizationId;
      await manager.save(link);
      await recordLink(manager, actor, 'confirmLink', link);
      return link;
    });
  }

  /** Ends a link, or turns down one that was proposed; the history of both activities keeps it. */
  async unlinkActivities(actor: Actor, id: string, reason?: string | null): Promise<ReinforcementLink> {
    return this.database.work(actor, async (manager) => {
      const link = await takeLink(manager, actor, id);
      if (!canLinkActivities(actor, ...(await endsOf(manager, actor, link)))) throw new Forbidden();
      refuseEnded(link);
      link.unlinkedAt = new Date();
      await manager.save(link);
      await recordLink(manager, actor, 'unlinkActivities', link, reason);
      return link;
    });
  }

  async loadLinks(actor: Actor, ids: readonly string[]): Promise<ReinforcementLink[]> {
    return findMine(this.database, actor, ReinforcementLink, 'id', ids);
  }

  /** The links that stand from and to these activities. */
  async loadLinksOf(actor: Actor, activityIds: readonly string[]): Promise<ReinforcementLink[]> {
    const standing = { coalitionId: In(coalitionIdsOf(actor)), unlinkedAt: IsNull() };
    const either = [
      { ...standing, fromActivityId: In([...activityIds]) },
      { ...standing, toActivityId: In([...activityIds]) },
    ];
    return this.database.read(actor, (manager) =>
      manager.find(ReinforcementLink, { where: either, order: { id: 'ASC' } }),
    );
  }
}

/** Locked until the unit of work ends. */
async function takeLink(manager: EntityManager, actor: Actor, id: string): Promise<ReinforcementLink> {
  const link = await manager.findOne(ReinforcementLink, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!link || !coalitionIdsOf(actor).includes(link.coalitionId)) throw new NotFound('reinforcement link', ['id']);
  return link;
}

async function endsOf(manager: EntityManager, actor: Actor, link: ReinforcementLink): Promise<[Activity, Activity]> {
  const from = await findActivity(manager, actor, link.fromActivityId);
  return [from, await findActivity(manager, actor, link.toActivityId)];
}

function refuseEnded({ unlinkedAt }: ReinforcementLink): void {
  if (unlinkedAt) throw refusal('link.ended', 'These activities were unlinked already.');
}

function refusal(rule: string, message: string, field = 'id'): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', [field]);
}

function refuseStopped(ends: (readonly [Activity, string])[]): void {
  for (const [activity, field] of ends) {
    if (activity.status !== 'STOPPED') continue;
    throw refusal('activity.stopped', `"${activity.title}" is STOPPED and takes no further links.`, field);
  }
}

/** One link at a time per coalition: two that close a cycle together would not see each other. */
async function lockLinks(manager: EntityManager, coalitionId: string): Promise<void> {
  await run(manager, `SELECT pg_advisory_xact_lock(hashtextextended('reinforcement_link ' || $1::text, 0))`, [
    coalitionId,
  ]);
}

async function refuseUnsound(manager: EntityManager, from: Activity, to: Activity, kind: LinkKind): Promise<void> {
  if (from.id === to.id) {
    throw InvalidInput.at('toActivityId', 'INVALID', `"${from.title}" cannot be linked to itself; choose another.`);
  }
  refuseStopped([
    [from, 'fromActivityId'],
    [to, 'toActivityId'],
  ]);
  const standing = { coalitionId: from.coalitionId, kind, unlinkedAt: IsNull() };
  const same = { ...standing, fromActivityId: from.id, toActivityId: to.id };
  const reverse = { ...standing, fromActivityId: to.id, toActivityId: from.id };
  if (await manager.existsBy(ReinforcementLink, symmetricLinkKinds.includes(kind) ? [same, reverse] : same)) {
    const message = `There is a link ${kind} between "${from.title}" and "${to.title}" already.`;
    throw InvalidInput.at('toActivityId', 'DUPLICATE', message);
  }
  if (kind !== 'DEPENDS_ON') return;
  const way = await wayOfDependence(manager, from.coalitionId, from.id, to.id);
  if (way.length === 0) return;
  const cycle = [from.title, ...way].join(' → ');
  throw InvalidInput.at('toActivityId', 'CYCLE', `Each would wait for the next: ${cycle}. Unlink one of them first.`);
}

async function recordLink(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  link: ReinforcementLink,
  reason?: string | null,
): Promise<void> {
  const { id: linkId, coalitionId, fromActivityId, toActivityId, kind, note } = link;
  const { proposedByOrganizationId, confirmedByOrganizationId } = link;
  const what = {
    linkId,
    fromActivityId,
    toActivityId,
    kind,
    note,
    proposedByOrganizationId,
    confirmedByOrganizationId,
  };
  for (const id of [fromActivityId, toActivityId]) {
    const change = verb === 'unlinkActivities' ? { before: what } : { after: what };
    await recordActivity(manager, actor, verb, { id, coalitionId }, { reason, ...change });
  }
}
