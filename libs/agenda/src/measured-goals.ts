import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type Ask = (manager: EntityManager, coalitionId: string) => Promise<readonly string[]>;

/**
 * Which goals are measured. The room of measures stands above this one and knows them: it says here whom to ask. Where
 * there are no measures, nothing is measured.
 */
@Injectable()
export class MeasuredGoals {
  private ask: Ask = () => Promise.resolve([]);

  answeredBy(ask: Ask): void {
    this.ask = ask;
  }

  /** The codes of the goals that an active measure shows. */
  async codesOf(manager: EntityManager, coalitionId: string): Promise<Set<string>> {
    return new Set(await this.ask(manager, coalitionId));
  }
}
