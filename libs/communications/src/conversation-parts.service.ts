import { Inject, Injectable } from '@nestjs/common';
import { Database, findMine, type Actor } from '@keelson/platform';
import type { FindOptionsOrder } from 'typeorm';
import type { AgendaItem } from './agenda-item.entity.js';
import type { ConversationActivity } from './conversation-activity.entity.js';
import type { ConversationHost } from './conversation-host.entity.js';
import { Decision } from './decision.entity.js';
import type { Participant } from './participant.entity.js';

/** What hangs on a conversation and what every member may see of it. */
type Part = AgendaItem | Participant | Decision;
type Link = ConversationHost | ConversationActivity;
interface PartOf {
  coalitionId: string;
  conversationId: string;
}

/** Loads for whole pages: one statement per kind, however many conversations there are. */
@Injectable()
export class ConversationPartsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  loadParts<T extends Part>(actor: Actor, kind: new () => T, ids: readonly string[]): Promise<T[]> {
    return findMine<Part>(this.database, actor, kind, 'id', ids) as Promise<T[]>;
  }

  /** The parts of the given conversations, in this order. */
  loadPartsOf<T extends (Part | Link) & PartOf>(
    actor: Actor,
    kind: new () => T,
    conversationIds: readonly string[],
    ...order: (keyof T & string)[]
  ): Promise<T[]> {
    const by = Object.fromEntries(order.map((property) => [property, 'ASC'])) as FindOptionsOrder<T>;
    return findMine<T>(this.database, actor, kind, 'conversationId', conversationIds, by);
  }

  /** The decisions that superseded the given ones. */
  loadSuccessors(actor: Actor, decisionIds: readonly string[]): Promise<Decision[]> {
    return findMine(this.database, actor, Decision, 'supersedesId', decisionIds);
  }
}
