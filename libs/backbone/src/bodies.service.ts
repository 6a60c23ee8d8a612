import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { canSee, canSeeCompensation } from './backbone.policy.js';
import { Body, type BodyKind } from './body.entity.js';
import { seatRulesOf, type BodySeatRule } from './seat-counts.sql.js';
import { Seat } from './seat.entity.js';
import { requireKeeper, takeToKeep } from './take-row.js';

export interface NewBody {
  coalitionId: string;
  name: string;
  kind: BodyKind;
  purpose?: string | null;
  decides: boolean;
}

export interface BodyFilter {
  kinds?: BodyKind[] | null;
  decides?: boolean | null;
  /** Bodies that were retired are left out unless asked for. */
  retired?: boolean | null;
}

@Injectable()
export class BodiesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  createBody(actor: Actor, { coalitionId, ...input }: NewBody): Promise<Body> {
    return this.database.work(actor, async (manager) => {
      await requireKeeper(manager, actor, coalitionId);
      const name = input.name.trim();
      if (!name) throw InvalidInput.at('name', 'REQUIRED', 'Give the body its name.');
      if (await manager.existsBy(Body, { coalitionId, name })) {
        throw InvalidInput.at('name', 'TAKEN', `There is a body "${name}" already.`);
      }
      const body = manager.create(Body, {
        ...{ ...input, id: newId(), coalitionId, name, purpose: input.purpose?.trim() || null },
        ...{ retiredAt: null, createdAt: new Date() },
      });
      await manager.insert(Body, body);
      await recordBody(manager, actor, body, {
        verb: 'createBody',
        after: { name, kind: body.kind, decides: body.decides },
      });
      return body;
    });
  }

  /** It meets and decides no more; its decisions stay. */
  async retireBody(actor: Actor, id: string, reason: string): Promise<Body> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the body is retired.');
    return this.database.work(actor, async (manager) => {
      const body = await takeToKeep(manager, actor, Body, { id, what: 'body' });
      if (body.retiredAt) throw new InvalidState('body.retired', 'This body is retired.', 'FROZEN', ['id']);
      body.retiredAt = new Date();
      await manager.save(body);
      await recordBody(manager, actor, body, { verb: 'retireBody', reason });
      return body;
    });
  }

  loadBodies(actor: Actor, ids: readonly string[]): Promise<Body[]> {
    return findMine(this.database, actor, Body, 'id', ids);
  }

  listBodies(actor: Actor, coalitionId: string, filter: BodyFilter, page: PageArguments): Promise<Page<Body>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const retiredAt = filter.retired ? Not(IsNull()) : IsNull();
      const builder = manager.createQueryBuilder(Body, 'body').where({ coalitionId, retiredAt });
      if (filter.kinds) builder.andWhere('body.kind = ANY (:kinds)', { kinds: filter.kinds });
      if (filter.decides != null) builder.andWhere('body.decides = :decides', { decides: filter.decides });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'bodies', by: ['name', 'id'] });
  }

  /** The seats that are not closed, in the order in which they were made. */
  async loadSeatsOf(actor: Actor, bodyIds: readonly string[]): Promise<Seat[]> {
    const seats = await findMine(this.database, actor, Seat, 'bodyId', bodyIds, { id: 'ASC' });
    return seats.filter(({ closedAt }) => !closedAt).map((seat) => shownTo(actor, seat));
  }

  async loadSeats(actor: Actor, ids: readonly string[]): Promise<Seat[]> {
    return (await findMine(this.database, actor, Seat, 'id', ids)).map((seat) => shownTo(actor, seat));
  }

  /** Whether these bodies meet the rule of seats, today. */
  async loadSeatRules(actor: Actor, bodyIds: readonly string[]): Promise<BodySeatRule[]> {
    const mine = await this.loadBodies(actor, bodyIds);
    const ids = mine.map(({ id }) => id);
    return this.database.read(actor, (manager) => seatRulesOf(manager, ids));
  }
}

function shownTo(actor: Actor, seat: Seat): Seat {
  if (!canSeeCompensation(actor, seat.coalitionId)) seat.compensation = null;
  return seat;
}

function recordBody(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: Body,
  what: { verb: string; after?: Record<string, unknown>; reason?: string },
): Promise<void> {
  return record(manager, actor, { coalitionId, subjectType: 'Body', subjectId: id, ...what });
}
