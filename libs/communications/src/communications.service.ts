import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  requireReason,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canLogConversation, canReadNotes } from './communications.policy.js';
import { applyChanges, requireConsistent } from './change-conversation.js';
import { problemsOfAgendaItems, requireSoundConversation } from './check-conversation.js';
import {
  organizationIdsOf,
  problem,
  type ConversationChanges,
  type NewAgendaItem,
  type NewConversation,
} from './conversation-input.js';
import { Conversation } from './conversation.entity.js';
import { Decision } from './decision.entity.js';
import {
  lockConversation,
  findEditable,
  partsOf,
  requireNotCancelled,
  type ConversationParts,
} from './find-conversation.js';
import { findConversations, orderings, type ConversationFilter, type ConversationSort } from './find-conversations.js';
import { ReferencesService } from './references.service.js';
import { appendAgendaItems, writeParts } from './write-parts.js';

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
        ...{ id: newId(), coalitionId, kind: 'ROUTINE', channel: 'MEETING', title: input.title, heldAt: input.heldAt },
        ...{ timeZone, hostNames: [], bodyId: null, accessPlan: null, agendaId: null, notes: null, notesAt: null },
        ...{ publishOn: null, publishedAt: null, cancelledAt: null, cancelReason: null },
        ...{ loggedById: actor.personId, createdAt: new Date() },
      });
      applyChanges(conversation, input);
      await manager.insert(Conversation, conversation);
      await writeParts(manager, conversation, input);
      const agendaItems = await appendAgendaItems(manager, conversation, input.agendaItems ?? []);
      const topics = agendaItems.map(({ topic, purpose, minutes }) => ({ topic, purpose, minutes }));
      const parts = await partsOf(manager, conversation);
      await requireConsistent(manager, conversation, parts);
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
      requireNotCancelled(conversation, 'id');
      applyChanges(conversation, changes);
      await manager.save(conversation);
      await writeParts(manager, conversation, changes);
      const then = await partsOf(manager, conversation);
      requireRightToLog(actor, conversation.coalitionId, organizationIdsOf(then));
      await requireConsistent(manager, conversation, then);
      const after = snapshot(conversation, then);
      await record(manager, actor, { ...subject('updateConversation', conversation), before, after });
      return conversation;
    });
  }

  /** Appends topics behind those that the conversation has. */
  async addAgendaItems(actor: Actor, id: string, items: NewAgendaItem[]): Promise<Conversation> {
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, id);
      requireNotCancelled(conversation);
      const problems = problemsOfAgendaItems(items);
      if (problems.length > 0) throw new InvalidInput(problems);
      const added = await appendAgendaItems(manager, conversation, items);
      const after = {
        agendaItems: added.map(({ position, topic, purpose, minutes }) => ({ position, topic, purpose, minutes })),
      };
      await record(manager, actor, { ...subject('addAgendaItems', conversation), after });
      return conversation;
    });
  }

  /** Says that a conversation does not take place, or did not. */
  async cancelConversation(actor: Actor, id: string, reason: string): Promise<Conversation> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const { conversation, parts } = await lockConversation(manager, actor, id, 'id');
      requireNotCancelled(conversation, 'id');
      const { coalitionId } = conversation;
      const held = conversation.notes !== null || parts.voices.some(({ turns }) => turns !== null);
      if (held || (await manager.existsBy(Decision, { coalitionId, conversationId: id }))) {
        const message = 'It has notes, turns or decisions, so it was held: it cannot be cancelled.';
        throw new InvalidState('conversation.held', message, 'INVALID_STATE', ['id']);
      }
      Object.assign(conversation, { cancelledAt: new Date(), cancelReason: reason });
      await manager.save(conversation);
      const { cancelledAt } = conversation;
      const change = { reason, before: { cancelledAt: null }, after: { cancelledAt } };
      await record(manager, actor, { ...subject('cancelConversation', conversation), ...change });
      return conversation;
    });
  }

  async loadConversations(actor: Actor, ids: readonly string[]): Promise<Conversation[]> {
    const found = await findMine(this.database, actor, Conversation, 'id', ids);
    return found.map((conversation) => asSeenBy(actor, conversation));
  }

  /** The latest first, unless told. */
  async listConversations(
    actor: Actor,
    coalitionId: string,
    filter: ConversationFilter,
    page: PageArguments,
    sort: ConversationSort = 'HELD_LATEST_FIRST',
  ): Promise<Page<Conversation>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => findConversations(manager, coalitionId, filter);
    const { name, by, descending } = orderings[sort];
    const found = await pageOf(this.database, actor, query, page, { name, by: [...by], descending });
    found.nodes.forEach((conversation) => asSeenBy(actor, conversation));
    return found;
  }
}

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
  const { kind, channel, title, heldAt, timeZone, hostNames, bodyId, accessPlan, publishOn, notes, agendaId } =
    conversation;
  const told = { kind, channel, title, heldAt, timeZone, hostNames, bodyId, accessPlan, publishOn, notes, agendaId };
  return { ...told, ...parts };
}
