import { Inject, Injectable } from '@nestjs/common';
import { Database, NotFound, type Actor } from '@keelson/platform';
import { canSeeActivities } from './activities.policy.js';
import { reinforcementMapOf, type ReinforcementMap } from './reinforcement-map.js';

@Injectable()
export class MapService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** How a coalition's activities hang together, today. */
  async reinforcementMap(actor: Actor, coalitionId: string): Promise<ReinforcementMap> {
    if (!canSeeActivities(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    return this.database.read(actor, (manager) => reinforcementMapOf(manager, coalitionId));
  }
}
