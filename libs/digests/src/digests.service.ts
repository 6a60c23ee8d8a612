import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  isIn,
  NotFound,
  pageOf,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { Digest } from './digest.entity.js';

/** What a member was told, week by week: their own digests, nobody else's. */
@Injectable()
export class DigestsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Weeks of which there was something to tell, the latest first. */
  listDigests(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<Digest>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const where = { coalitionId, personId: actor.personId, content: Not(IsNull()) };
    const query = (manager: EntityManager) => manager.createQueryBuilder(Digest, 'digest').where(where);
    return pageOf(this.database, actor, query, page, { name: 'digests', by: ['week', 'id'], descending: true });
  }

  async loadDigests(actor: Actor, ids: readonly string[]): Promise<Digest[]> {
    const digests = await findMine(this.database, actor, Digest, 'id', ids);
    return digests.filter(({ personId, content }) => personId === actor.personId && content !== null);
  }
}
