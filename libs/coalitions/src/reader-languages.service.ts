import { Inject, Injectable } from '@nestjs/common';
import { Person } from '@keelson/identity';
import { Database, isIn, type Actor } from '@keelson/platform';
import { In } from 'typeorm';
import { Coalition } from './coalition.entity.js';

/** By which somebody reads what a coalition tells: the person's own language, else the coalition's. BCP 47. */
export interface ReaderLanguage {
  coalitionId: string;
  language: string;
}

@Injectable()
export class ReaderLanguages {
  constructor(@Inject(Database) private readonly database: Database) {}

  loadReaderLanguages(actor: Actor, coalitionIds: readonly string[]): Promise<ReaderLanguage[]> {
    const visible = coalitionIds.filter((id) => isIn(actor, id));
    return this.database.read(actor, async (manager) => {
      const coalitions = await manager.findBy(Coalition, { id: In(visible) });
      const person = await manager.findOneBy(Person, { id: actor.personId });
      return coalitions.map(({ id, language }) => ({ coalitionId: id, language: person?.language ?? language }));
    });
  }
}
