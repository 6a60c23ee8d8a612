import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  record,
  speaksFor,
  type Actor,
} from '@keelson/platform';
import { noteDown } from './change-conversation.js';
import { problemsOfExtras, type ExtraNotes } from './check-notes.js';
import { canEditConversation, canReadNotes, canWriteNotes } from './communications.policy.js';
import { organizationIdsOf, problemsOfText } from './conversation-input.js';
import type { Conversation } from './conversation.entity.js';
import { DifferingNote } from './differing-note.entity.js';
import { lockConversation, lockVisible, requireHeld } from './find-conversation.js';
import { PowerNote } from './power-note.entity.js';
import { SustainingNote } from './sustaining-note.entity.js';
import { voiceRatios, type VoiceRatio } from './voice-ratios.sql.js';
import { extrasOf, writeExtras } from './write-extras.js';

export interface WrittenNotes extends ExtraNotes {
  conversationId: string;
  /** The notes that are there stay unless told. */
  notes?: string | null;
}

export interface NewDifferingNote {
  conversationId: string;
  organizationId: string;
  text: string;
}

type Note = DifferingNote | SustainingNote | PowerNote;

/** Notes, what differs from them, what their kind adds, and how much which group spoke. */
@Injectable()
export class NotesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Notes of a conversation that was held, and what its kind adds. By whoever was there while there are none; whoever
   * logged it and backbone staff change them until they are published.
   */
  writeNotes(actor: Actor, { conversationId, notes, ...extras }: WrittenNotes): Promise<Conversation> {
    return this.database.work(actor, async (manager) => {
      const { conversation, parts } = await lockVisible(manager, actor, conversationId);
      const organizationIds = organizationIdsOf(parts);
      if (!canWriteNotes(actor, { ...conversation, organizationIds })) {
        throw new Forbidden('Notes are written by backbone staff and by partners whose organization was there.');
      }
      requireHeld(conversation);
      if (conversation.notes !== null && !canEditConversation(actor, { ...conversation, organizationIds })) {
        const message = 'There are notes already: attach a differing note to say what you saw otherwise.';
        throw new InvalidState('conversation.noted', message, 'INVALID_STATE', ['notes']);
      }
      const problems = [
        ...(notes == null && conversation.notes !== null ? [] : problemsOfText('notes', notes ?? '')),
        ...problemsOfExtras(conversation.kind, extras),
      ];
      if (problems.length > 0) throw new InvalidInput(problems);
      requireOpen(conversation);
      const before = { notes: conversation.notes, ...(await extrasOf(manager, conversation)) };
      if (notes != null) noteDown(conversation, notes);
      await manager.save(conversation);
      await writeExtras(manager, conversation, extras);
      const after = { notes: conversation.notes, ...(await extrasOf(manager, conversation)) };
      await record(manager, actor, { ...subject('writeNotes', conversation), before, after });
      return conversation;
    });
  }

  /** Lets the notes stand as they are: nobody changes them any more. */
  publishNotes(actor: Actor, conversationId: string): Promise<Conversation> {
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, conversationId);
      requireOpen(conversation);
      requireHeld(conversation);
      const { sustaining, power } = await extrasOf(manager, conversation);
      const lacks = lackOf(conversation, { sustaining, power });
      if (lacks) throw new InvalidState('conversation.incomplete', lacks, 'INVALID_STATE', ['conversationId']);
      conversation.publishedAt = new Date();
      await manager.save(conversation);
      const change = { before: { publishedAt: null }, after: { publishedAt: conversation.publishedAt } };
      await record(manager, actor, { ...subject('publishNotes', conversation), ...change });
      return conversation;
    });
  }

  /** Stands beside the notes for ever: nobody changes or takes it away. */
  attachDifferingNote(actor: Actor, input: NewDifferingNote): Promise<Conversation> {
    const { conversationId, organizationId, text } = input;
    return this.database.work(actor, async (manager) => {
      const { conversation, parts } = await lockVisible(manager, actor, conversationId);
      const { coalitionId } = conversation;
      if (!canReadNotes(actor, coalitionId)) throw new Forbidden();
      const problems = problemsOfText('text', text);
      if (problems.length > 0) throw new InvalidInput(problems);
      if (!organizationIdsOf(parts).includes(organizationId)) {
        throw InvalidInput.at('organizationId', 'NOT_ALLOWED', 'This organization was not in the conversation.');
      }
      if (!speaksFor(actor, coalitionId, organizationId)) {
        throw new Forbidden('A differing note comes from a partner who speaks for an organization that was there.');
      }
      requireHeld(conversation);
      if (conversation.notes === null) {
        const message = 'There are no notes yet: write them instead.';
        throw new InvalidState('conversation.withoutNotes', message, 'INVALID_STATE', ['conversationId']);
      }
      const of = { coalitionId, conversationId, organizationId, personId: actor.personId };
      await manager.insert(DifferingNote, { ...of, id: newId(), text, createdAt: new Date() });
      await record(manager, actor, {
        ...subject('attachDifferingNote', conversation),
        after: { organizationId, text },
      });
      return conversation;
    });
  }

  /** Of the given conversations, where the actor may read notes. */
  async loadNotesOf<T extends Note>(actor: Actor, kind: new () => T, conversationIds: readonly string[]): Promise<T[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const found = await findMine<Note>(this.database, actor, kind, 'conversationId', conversationIds, order);
    return found.filter(({ coalitionId }) => canReadNotes(actor, coalitionId)) as T[];
  }

  /** Who may not read notes sees which groups were there, not how often they spoke. */
  async loadVoicesOf(actor: Actor, conversationIds: readonly string[]): Promise<VoiceRatio[]> {
    const found = await this.database.read(actor, (manager) =>
      voiceRatios(manager, coalitionIdsOf(actor), conversationIds),
    );
    return found.map((voice) =>
      canReadNotes(actor, voice.coalitionId) ? voice : { ...voice, turns: null, ratio: null },
    );
  }
}

function requireOpen({ publishedAt }: Conversation): void {
  if (!publishedAt) return;
  const message = 'The notes are published and stand: an organization that was there attaches a differing note.';
  throw new InvalidState('conversation.published', message, 'FROZEN', ['conversationId']);
}

function lackOf({ notes, kind }: Conversation, { sustaining, power }: Awaited<ReturnType<typeof extrasOf>>) {
  if (notes === null) return 'There are no notes to publish.';
  if (kind === 'SUSTAINING' && !sustaining)
    return 'Say first what sustains the work: a conversation about it adds that.';
  if (kind === 'POWER' && !power)
    return 'Say first what is left to address, or why nothing: a conversation about power adds that.';
  return null;
}

function subject(verb: string, { coalitionId, id }: Conversation) {
  return { coalitionId, verb, subjectType: 'Conversation', subjectId: id } as const;
}
