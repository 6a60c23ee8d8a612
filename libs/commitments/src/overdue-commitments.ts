import { Inject, Injectable } from '@nestjs/common';
import { Database, record, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { coalitionsWithOverdue, takeOverdue } from './overdue-commitments.sql.js';

interface Overdue {
  id: string;
  title: string;
  dueOn: string;
  organizationIds: string[];
  organizations: string[];
  ofBackbone: boolean;
}

/** Tells all holders together that their date has passed, in the worker. Any number of workers: once per date. */
@Injectable()
export class OverdueCommitments {
  constructor(@Inject(Database) private readonly database: Database) {}

  async announceOverdue(): Promise<void> {
    const found = await this.database.identify({}, (manager) =>
      run<{ coalitionId: string }>(manager, coalitionsWithOverdue),
    );
    for (const { coalitionId } of found) {
      await this.database.identify({ coalitionIds: [coalitionId] }, (manager) => this.announceOf(manager, coalitionId));
    }
  }

  private async announceOf(manager: EntityManager, coalitionId: string): Promise<void> {
    const overdue = await run<Overdue>(manager, takeOverdue, [coalitionId]);
    for (const { id, title, dueOn, organizationIds, organizations, ofBackbone } of overdue) {
      const doer = { personId: null, keyId: null, requestId: `commitment ${id}` };
      const facts = { title, lastDay: dueOn, organizationIds, organizations, ofBackbone };
      const announce = { event: 'commitment.overdue', facts } as const;
      const subject = { subjectType: 'Commitment', subjectId: id } as const;
      await record(manager, doer, { coalitionId, verb: 'announceOverdue', ...subject, announce, after: { dueOn } });
    }
  }
}
