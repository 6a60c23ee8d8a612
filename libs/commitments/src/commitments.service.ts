import { Inject, Injectable } from '@nestjs/common';
import { todayOf } from '@keelson/backbone';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  newId,
  NotFound,
  pageOf,
  record,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { backboneOrganizationsOf } from './backbone-organizations.sql.js';
import { problemsOf, type NewCommitment } from './check-commitment.js';
import { openStates } from './commitment-state.js';
import { CommitmentRenegotiation } from './commitment-renegotiation.entity.js';
import { Commitment, type CommitmentKind, type CommitmentState } from './commitment.entity.js';
import { canSeeCommitments, isParty } from './commitments.policy.js';
import { requireKnown } from './require-known.js';

export interface CommitmentFilter {
  states?: CommitmentState[] | null;
  kinds?: CommitmentKind[] | null;
  /** Held by one of these. */
  organizationIds?: string[] | null;
  counterpartOrganizationIds?: string[] | null;
  conversationIds?: string[] | null;
  activityIds?: string[] | null;
  joint?: boolean | null;
  /** Not delivered, and due before today in the coalition's time zone. */
  overdue?: boolean | null;
  /** Asked for, and not answered yet. */
  helpAsked?: boolean | null;
  /** Included. */
  dueFrom?: string | null;
  /** Included. */
  dueTo?: string | null;
  /** Part of the title or the description. */
  search?: string | null;
}

/** The name of an ordering: by due date or by when it was offered, either way. */
export const commitmentOrders = ['DUE_FIRST', 'DUE_LAST', 'OLDEST_FIRST', 'NEWEST_FIRST'] as const;
export type CommitmentOrder = (typeof commitmentOrders)[number];

@Injectable()
export class CommitmentsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** By one of its parties, by the partner who logged the conversation that it comes from, or noted by backbone staff. */
  offerCommitment(actor: Actor, input: NewCommitment): Promise<Commitment> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      await findCoalition(manager, actor, coalitionId);
      const { conversation } = await requireKnown(manager, input);
      const today = await todayOf(manager, coalitionId);
      const backbone = await backboneOrganizationsOf(manager, coalitionId, today);
      const { holderOrganizationIds, dueOn, kind } = input;
      const now = new Date();
      const commitment = manager.create(Commitment, {
        ...{
          id: newId(),
          coalitionId,
          kind,
          title: input.title.trim(),
          description: input.description?.trim() || null,
        },
        ...{ holderOrganizationIds, holderNames: input.holderNames ?? [], acceptedOrganizationIds: [] },
        isJoint: holderOrganizationIds.length > 1 && holderOrganizationIds.some((id) => !backbone.has(id)),
        counterpartOrganizationId: input.counterpartOrganizationId ?? null,
        ...{ conversationId: input.conversationId ?? null, activityId: input.activityId ?? null },
        ...{ decisionId: input.decisionId ?? null, bodyDecisionId: input.bodyDecisionId ?? null },
        ...{ assetId: input.assetId ?? null, amount: input.amount ?? null, unit: input.unit ?? null },
        ...{ dueOn, firstDueOn: dueOn, state: 'OFFERED', stateSince: now, stateReason: null, createdAt: now },
        ...{ renegotiatedLate: false, deliveredOn: null, deliveredById: null, confirmedOn: null, strengthened: null },
        ...{ helpAskedAt: null, helpText: null, helpAnsweredAt: null, helpAnswer: null, overdueAnnouncedFor: null },
      });
      const logged = conversation?.loggedById === actor.personId;
      if (!logged && !isParty(actor, commitment)) {
        throw new Forbidden('Offer what an organization that you speak for will do, or what it is asked for.');
      }
      const problems = problemsOf(commitment, today);
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.insert(Commitment, commitment);
      await recordCommitment(manager, actor, 'offerCommitment', commitment, { after: snapshotOf(commitment) });
      return commitment;
    });
  }

  loadCommitments(actor: Actor, ids: readonly string[]): Promise<Commitment[]> {
    return findMine(this.database, actor, Commitment, 'id', ids);
  }

  loadCommitmentsOfConversations(actor: Actor, conversationIds: readonly string[]): Promise<Commitment[]> {
    return findMine(this.database, actor, Commitment, 'conversationId', conversationIds, { dueOn: 'ASC', id: 'ASC' });
  }

  loadCommitmentsOfActivities(actor: Actor, activityIds: readonly string[]): Promise<Commitment[]> {
    return findMine(this.database, actor, Commitment, 'activityId', activityIds, { dueOn: 'ASC', id: 'ASC' });
  }

  loadRenegotiationsOf(actor: Actor, commitmentIds: readonly string[]): Promise<CommitmentRenegotiation[]> {
    return findMine(this.database, actor, CommitmentRenegotiation, 'commitmentId', commitmentIds, { id: 'ASC' });
  }

  async listCommitments(
    actor: Actor,
    coalitionId: string,
    { filter, order }: { filter: CommitmentFilter; order: CommitmentOrder },
    page: PageArguments,
  ): Promise<Page<Commitment>> {
    if (!canSeeCommitments(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const today = await this.database.read(actor, (manager) => todayOf(manager, coalitionId));
    const query = (manager: EntityManager) => narrowed(manager, coalitionId, filter, today);
    const by: (keyof Commitment & string)[] = order.startsWith('DUE') ? ['dueOn', 'id'] : ['id'];
    const descending = order === 'DUE_LAST' || order === 'NEWEST_FIRST';
    return pageOf(this.database, actor, query, page, { name: `commitments ${order}`, by, descending });
  }
}

function narrowed(manager: EntityManager, coalitionId: string, filter: CommitmentFilter, today: string) {
  const builder = manager.createQueryBuilder(Commitment, 'commitment').where({ coalitionId });
  const is = (value: boolean, condition: string, values = {}) =>
    builder.andWhere(`${value ? '' : 'NOT '}(${condition})`, values);
  const any = (column: keyof Commitment, values: string[] | null | undefined) => {
    if (values) builder.andWhere(`commitment.${column} = ANY (:${column})`, { [column]: values });
  };
  any('state', filter.states);
  any('kind', filter.kinds);
  any('counterpartOrganizationId', filter.counterpartOrganizationIds);
  any('conversationId', filter.conversationIds);
  any('activityId', filter.activityIds);
  if (filter.organizationIds) {
    builder.andWhere('commitment.holderOrganizationIds && :holders', { holders: filter.organizationIds });
  }
  if (filter.joint != null) is(filter.joint, 'commitment.isJoint');
  if (filter.overdue != null) {
    is(filter.overdue, 'commitment.state = ANY (:open) AND commitment.dueOn < :today', { open: openStates, today });
  }
  if (filter.helpAsked != null) {
    is(filter.helpAsked, 'commitment.helpAskedAt IS NOT NULL AND commitment.helpAnsweredAt IS NULL');
  }
  if (filter.dueFrom) builder.andWhere('commitment.dueOn >= :dueFrom', { dueFrom: filter.dueFrom });
  if (filter.dueTo) builder.andWhere('commitment.dueOn <= :dueTo', { dueTo: filter.dueTo });
  whereContains(builder, ['title', 'description'], filter.search);
  return builder;
}

function snapshotOf(commitment: Commitment): Record<string, unknown> {
  const { kind, title, description, holderOrganizationIds, counterpartOrganizationId, dueOn } = commitment;
  const { conversationId, activityId, decisionId, bodyDecisionId, assetId, amount, unit } = commitment;
  const source = { conversationId, activityId, decisionId, bodyDecisionId };
  const resource = { assetId, amount, unit };
  return { kind, title, description, holderOrganizationIds, counterpartOrganizationId, dueOn, ...source, ...resource };
}

export function recordCommitment(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  { id, coalitionId }: Commitment,
  what: { reason?: string | null; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  return record(manager, actor, { ...what, coalitionId, verb, subjectType: 'Commitment', subjectId: id });
}
