import { Inject, Injectable } from '@nestjs/common';
import { newToken } from '@keelson/identity';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import { CalendarFeed } from './calendar-feed.entity.js';

/** More devices than anybody has; a forgotten address is one that somebody else may have. */
const mostFeeds = 10;

/** `token` is what the address carries; it is not kept. */
export interface MadeFeed {
  feed: CalendarFeed;
  token: string;
}

/** A member's own calendar addresses: nobody else sees, changes or ends them. */
@Injectable()
export class CalendarFeedsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async createFeed(actor: Actor, { coalitionId, name }: { coalitionId: string; name: string }): Promise<MadeFeed> {
    requirePerson(actor, coalitionId);
    if (!name.trim()) throw InvalidInput.at('name', 'REQUIRED', 'Say what it is for, such as "Phone".');
    const { personId } = actor;
    return this.database.work(actor, async (manager) => {
      const open = await manager.countBy(CalendarFeed, { coalitionId, personId, revokedAt: IsNull() });
      if (open >= mostFeeds) {
        const message = `You have ${open} calendar addresses here; revoke one that you no longer use.`;
        throw InvalidInput.at('coalitionId', 'TOO_MANY', message);
      }
      const { token, tokenHash } = newToken();
      const feed = manager.create(CalendarFeed, {
        ...{ id: newId(), coalitionId, personId, name: name.trim(), asBackbone: isBackbone(actor, coalitionId) },
        ...{ tokenHash, createdAt: new Date(), rotatedAt: null, revokedAt: null },
      });
      await manager.insert(CalendarFeed, feed);
      await record(manager, actor, { ...subjectOf(feed, 'createCalendarFeed'), after: { name: feed.name } });
      return { feed, token };
    });
  }

  /** A new address in place of the old one, which leads nowhere from now on. */
  rotateFeed(actor: Actor, id: string): Promise<MadeFeed> {
    return this.change(actor, id, async (manager, feed) => {
      const { token, tokenHash } = newToken();
      Object.assign(feed, { tokenHash, rotatedAt: new Date(), asBackbone: isBackbone(actor, feed.coalitionId) });
      const { rotatedAt, asBackbone } = feed;
      await manager.update(CalendarFeed, { id }, { tokenHash, rotatedAt, asBackbone });
      await record(manager, actor, { ...subjectOf(feed, 'rotateCalendarFeed'), after: { rotatedAt } });
      return { feed, token };
    });
  }

  /** Ends an address for good. What a calendar program has read stays there until it asks again. */
  revokeFeed(actor: Actor, id: string): Promise<CalendarFeed> {
    return this.change(actor, id, async (manager, feed) => {
      feed.revokedAt = new Date();
      await manager.update(CalendarFeed, { id }, { revokedAt: feed.revokedAt });
      await record(manager, actor, { ...subjectOf(feed, 'revokeCalendarFeed'), after: { revokedAt: feed.revokedAt } });
      return feed;
    });
  }

  /** One's own, also those that ended, the latest first. */
  listFeeds(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<CalendarFeed>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const where = { coalitionId, personId: actor.personId };
    const query = (manager: EntityManager) => manager.createQueryBuilder(CalendarFeed, 'feed').where(where);
    return pageOf(this.database, actor, query, page, { name: 'calendarFeeds', by: ['id'], descending: true });
  }

  async loadFeeds(actor: Actor, ids: readonly string[]): Promise<CalendarFeed[]> {
    const feeds = await findMine(this.database, actor, CalendarFeed, 'id', ids);
    return feeds.filter(({ personId }) => personId === actor.personId);
  }

  private change<T>(
    actor: Actor,
    id: string,
    change: (manager: EntityManager, feed: CalendarFeed) => Promise<T>,
  ): Promise<T> {
    return this.database.work(actor, async (manager) => {
      const feed = await manager.findOne(CalendarFeed, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!feed || feed.personId !== actor.personId) throw new NotFound('calendar feed');
      requirePerson(actor, feed.coalitionId);
      if (feed.revokedAt) throw new InvalidState('calendarFeed.revoked', 'It was revoked; make another one.');
      return change(manager, feed);
    });
  }
}

/** An address outlives the key that made it. */
function requirePerson(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (actor.keyId) throw new Forbidden('A key has no calendar; sign in.');
}

function subjectOf({ id, coalitionId }: CalendarFeed, verb: string) {
  return { coalitionId, verb, subjectType: 'CalendarFeed', subjectId: id } as const;
}
