import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { Database, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { notesOnTime, senseMakingThatLed, type CommunicationFigure } from './communication-figures.sql.js';
import { conversationClocks, type ConversationClock } from './conversation-clocks.sql.js';
import { organizationsInConversation } from './organizations-reached.sql.js';

export interface CommunicationFigures {
  asOf: Date;
  notesOnTime: CommunicationFigure;
  senseMakingThatLed: CommunicationFigure;
  organizationsInConversation: CommunicationFigure;
}

/** When conversations are due, and how the coalition kept talking. */
@Injectable()
export class ClocksService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** When the next conversations about what sustains the work and about power are due. */
  listClocks(actor: Actor, coalitionId: string): Promise<ConversationClock[]> {
    return this.readAs(actor, coalitionId, (manager) => conversationClocks(manager, coalitionId));
  }

  communicationFigures(actor: Actor, coalitionId: string): Promise<CommunicationFigures> {
    return this.readAs(actor, coalitionId, async (manager) => ({
      asOf: new Date(),
      notesOnTime: await notesOnTime(manager, coalitionId),
      senseMakingThatLed: await senseMakingThatLed(manager, coalitionId),
      organizationsInConversation: await organizationsInConversation(manager, coalitionId),
    }));
  }

  private readAs<T>(actor: Actor, coalitionId: string, ask: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      return ask(manager);
    });
  }
}
