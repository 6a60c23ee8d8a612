import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { canLogConversation, canReadNotes } from './communications.policy.js';
import {
  organizationIdsOf,
  problem,
  problemsOfAgendaItems,
  requireSoundConversation,
  type ConversationChanges,
  type NewAgendaItem,
  type NewConversation,
} from './conversation-input.js';
import { Conversation, type Channel } from './conversation.entity.js';
import { findEditable, lockConversation, partsOf, type ConversationParts } from './find-conversation.js';
import { ReferencesService } from './references.service.js';
import { appendAgendaItems, writeParts } from './write-parts.js';

export interface ConversationFilter {
  channels?: Channel[] | null;
  /** Conversations that one of these hosted or took part in. */
  organizationIds?: string[] | null;
  activityIds?: string[] | null;
  /** Included. */
  heldFrom?: Date | null;
  /** Not included. */
  heldUntil?: Date | null;
}

@Injectable()
export class CommunicationsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReferencesService) private readonly references: ReferencesService,
  ) {}

  /** The quick entry: channel, time, one sentence and who took part; everything else may follow later. */
  async logConversation(actor: Actor, input: NewConversation): Promise<Conversation> {
    const { coalitionId } = input;
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    requireRightToLog(actor, coalitionId, organizationIdsOf(input));
    requireSoundConversation(input);
    await this.references.requireDetails(actor, coalitionId, input);
    return this.database.work(actor, async (manager) => {
      const { timeZone } = await findCoalition(manager, actor, coalitionId);
      const conversation = manager.create(Conversation, {
        id: newId(),
        coalitionId,
        kind: 'ROUTINE',
        timeZone,
        channel: input.channel,
        title: input.title,
        heldAt: input.heldAt,
        hostNames: input.hostNames ?? [],
        notes: input.notes ?? null,
        notesAt: input.notes == null ? null : new Date(),
        agendaId: input.agendaId ?? null,
        loggedById: actor.personId,
        createdAt: new Date(),
      });
      await manager.insert(Conversation, conversation);
      await writeParts(manager, conversation, input);
      const agendaItems = await appendAgendaItems(manager, conversation, input.agendaItems ?? []);
      const topics = agendaItems.map(({ topic, purpose }) => ({ topic, purpose }));
      const parts = await partsOf(manager, conversation);
      const after = { ...snapshot(conversation, parts), agendaItems: topics };
      await record(manager, actor, { ...subject('logConversation', conversation), after });
      return conversation;
    });
  }

  /** Changes what is given; given lists replace what was there. */
  async updateConversation(actor: Actor, id: string, changes: ConversationChanges): Promise<Conversation> {
    const known = await this.database.read(actor, (manager) => findEditable(manager, actor, id, 'id'));
    requireSoundConversation(changes);
    await this.references.requireDetails(actor, known.conversation.coalitionId, changes);
    return this.database.work(actor, async (manager) => {
      const { conversation, parts } = await lockConversation(manager, actor, id, 'id');
      const before = snapshot(conversation, parts);
      conversation.channel = changes.channel ?? conversation.channel;
      conversation.title = changes.title ?? conversation.title;
      conversation.heldAt = changes.heldAt ?? conversation.heldAt;
      conversation.hostNames = changes.hostNames ?? conversation.hostNames;
      if (changes.notes !== undefined) {
        conversation.notesAt = changes.notes === null ? null : (conversation.notesAt ?? new Date());
        conversation.notes = changes.notes;
      }
      if (changes.agendaId !== undefined) conversation.agendaId = changes.agendaId;
      await manager.save(conversation);
      await writeParts(manager, conversation, changes);
      const then = await partsOf(manager, conversation);
      requireRightToLog(actor, conversation.coalitionId, organizationIdsOf(then));
      const after = snapshot(conversation, then);
      await record(manager, actor, { ...subject('updateConversation', conversation), before, after });
      return conversation;
    });
  }

  /** Appends topics behind those that the conversation has. */
  async addAgendaItems(actor: Actor, id: string, items: NewAgendaItem[]): Promise<Conversation> {
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, id);
      const problems = problemsOfAgendaItems(items);
      if (problems.length > 0) throw new InvalidInput(problems);
      const added = await appendAgendaItems(manager, conversation, items);
      const after = { agendaItems: added.map(({ position, topic, purpose }) => ({ position, topic, purpose })) };
      await record(manager, actor, { ...subject('addAgendaItems', conversation), after });
      return conversation;
    });
  }

  async loadConversations(actor: Actor, ids: readonly string[]): Promise<Conversation[]> {
    const found = await findMine(this.database, actor, Conversation, 'id', ids);
    return found.map((conversation) => asSeenBy(actor, conversation));
  }

  /** The latest first. */
  async listConversations(
    actor: Actor,
    coalitionId: string,
    filter: ConversationFilter,
    page: PageArguments,
  ): Promise<Page<Conversation>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Conversation, 'conversation').where({ coalitionId });
      if (filter.channels) builder.andWhere({ channel: In(filter.channels) });
      if (filter.heldFrom) builder.andWhere('conversation.heldAt >= :from', { from: filter.heldFrom });
      if (filter.heldUntil) builder.andWhere('conversation.heldAt < :until', { until: filter.heldUntil });
      if (filter.organizationIds) builder.andWhere(withOrganizations, { organizations: filter.organizationIds });
      if (filter.activityIds) builder.andWhere(withActivities, { activities: filter.activityIds });
      return builder;
    };
    const ordering = { name: 'conversations', by: ['heldAt' as const, 'id' as const], descending: true };
    const found = await pageOf(this.database, actor, query, page, ordering);
    found.nodes.forEach((conversation) => asSeenBy(actor, conversation));
    return found;
  }
}

const withOrganizations = `EXISTS (
  SELECT FROM conversation_host h
  WHERE h.coalition_id = conversation.coalitionId AND h.conversation_id = conversation.id
    AND h.organization_id = ANY(:organizations)
  UNION ALL
  SELECT FROM participant p
  WHERE p.coalition_id = conversation.coalitionId AND p.conversation_id = conversation.id
    AND p.organization_id = ANY(:organizations))`;
const withActivities = `EXISTS (
  SELECT FROM conversation_activity a
  WHERE a.coalition_id = conversation.coalitionId AND a.conversation_id = conversation.id
    AND a.activity_id = ANY(:activities))`;

/** Blanks what the reader may not see, on an entity that nobody saves. */
function asSeenBy(actor: Actor, conversation: Conversation): Conversation {
  if (!canReadNotes(actor, conversation.coalitionId)) conversation.notes = null;
  return conversation;
}

function requireRightToLog(actor: Actor, coalitionId: string, organizationIds: string[]): void {
  if (!canLogConversation(actor, coalitionId, organizationIds)) {
    throw new Forbidden('A partner logs conversations that its own organization hosts or takes part in.');
  }
  if (organizationIds.length > 0) return;
  const message = 'Name at least one organization that took part or hosted.';
  throw new InvalidInput([problem('REQUIRED', 'participants', message)]);
}

function subject(verb: string, { coalitionId, id }: Conversation) {
  return { coalitionId, verb, subjectType: 'Conversation', subjectId: id } as const;
}

function snapshot(conversation: Conversation, parts: ConversationParts) {
  const { channel, title, heldAt, hostNames, notes, agendaId } = conversation;
  return { channel, title, heldAt, hostNames, notes, agendaId, ...parts };
}
