import { Inject, Injectable } from '@nestjs/common';
import { Database, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Agenda } from './agenda.entity.js';
import { problemsOf } from './check-content.js';
import { findAgenda } from './find-agenda.js';
import { groupsOf } from './groups-of.js';
import { hearingOf } from './heard-groups.sql.js';
import { MeasuredGoals } from './measured-goals.js';
import { readinessOf, type ReadinessCheck } from './readiness.js';
import { requiredTermsOf } from './required-terms.js';
import { readContent } from './write-content.js';

@Injectable()
export class ReadinessService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MeasuredGoals) private readonly measuredGoals: MeasuredGoals,
  ) {}

  /** What a version needs before it is proposed, and what of it is there. */
  async checkReadiness(actor: Actor, agendaId: string): Promise<ReadinessCheck[]> {
    return this.database.read(actor, async (manager) => {
      return this.checks(manager, await findAgenda(manager, actor, agendaId));
    });
  }

  /** What keeps it from being proposed, as faults that a person can correct; all of it. */
  async problemsToPropose(manager: EntityManager, agenda: Agenda): Promise<Problem[]> {
    const failing = (await this.checks(manager, agenda)).filter(({ passes }) => !passes);
    // A group may have got its name after the goal was written.
    const content = await readContent(manager, agenda);
    const faults = problemsOf(content, await groupsOf(manager, agenda.coalitionId));
    return [
      ...failing.map(({ field, message }): Problem => ({ code: 'REQUIRED', field: [field], message })),
      ...faults,
    ];
  }

  private async checks(manager: EntityManager, agenda: Agenda): Promise<ReadinessCheck[]> {
    const { coalitionId } = agenda;
    return readinessOf({
      content: await readContent(manager, agenda),
      hearing: await hearingOf(manager, coalitionId),
      terms: await requiredTermsOf(manager, coalitionId),
      measured: await this.measuredGoals.codesOf(manager, coalitionId),
    });
  }
}
