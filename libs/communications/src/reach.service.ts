import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { Database, type Actor } from '@keelson/platform';
import { reachOf, type OrganizationReach } from './reach.sql.js';

@Injectable()
export class ReachService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Whom conversations reached and when last, by kind: the active organizations of today, by name. */
  reach(actor: Actor, coalitionId: string): Promise<OrganizationReach[]> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      return reachOf(manager, coalitionId);
    });
  }
}
