import { Inject, Injectable } from '@nestjs/common';
import { Database, record, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { coalitionsWithExpiring, noticeDays, takeExpiring } from './expiring-agreements.sql.js';

interface Expiring {
  id: string;
  to: string;
  organizationIds: string[];
}

/** Announces agreements that end within 30 days, in the worker. Any number of workers: each is announced once. */
@Injectable()
export class ExpiringAgreements {
  constructor(@Inject(Database) private readonly database: Database) {}

  async announceExpiring(): Promise<void> {
    const found = await this.database.identify({}, (manager) =>
      run<{ coalitionId: string }>(manager, coalitionsWithExpiring),
    );
    for (const { coalitionId } of found) {
      await this.database.identify({ coalitionIds: [coalitionId] }, (manager) => this.announceOf(manager, coalitionId));
    }
  }

  private async announceOf(manager: EntityManager, coalitionId: string): Promise<void> {
    const expiring = await run<Expiring>(manager, takeExpiring, [coalitionId, noticeDays]);
    for (const { id, to, organizationIds } of expiring) {
      const doer = { personId: null, keyId: null, requestId: `agreement ${id}` };
      const announce = { event: 'agreement.expiring', facts: { lastDay: to, organizationIds } } as const;
      const subject = { subjectType: 'Agreement', subjectId: id } as const;
      await record(manager, doer, { coalitionId, verb: 'announceExpiry', ...subject, announce, after: { to } });
    }
  }
}
