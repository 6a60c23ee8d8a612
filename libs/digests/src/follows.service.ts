import { Inject, Injectable } from '@nestjs/common';
import { Activity } from '@keelson/activities';
import { AgendaService } from '@keelson/agenda';
import { Measure } from '@keelson/measures';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type IdType,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { Follow } from './follow.entity.js';

export const followed = ['Activity', 'Measure', 'Goal'] as const satisfies readonly IdType[];
export type Followed = (typeof followed)[number];

/** More than anybody reads of. */
const mostFollows = 200;

const columnOf = { Activity: 'activityId', Measure: 'measureId', Goal: 'goalId' } as const;

/** What a member wants to hear of, beside what their own organizations do and report: nobody else's to see or change. */
@Injectable()
export class FollowsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AgendaService) private readonly agendas: AgendaService,
  ) {}

  /** To follow what one follows already changes nothing. */
  async follow(actor: Actor, type: Followed, subjectId: string): Promise<Follow> {
    const coalitionId = await this.coalitionOf(actor, type, subjectId);
    return this.database.work(actor, async (manager) => {
      const { personId } = actor;
      const standing = await find(manager, actor, coalitionId, type, subjectId);
      if (standing) return standing;
      if ((await manager.countBy(Follow, { coalitionId, personId })) >= mostFollows) {
        throw InvalidInput.at('id', 'TOO_MANY', `You follow ${mostFollows} things here; unfollow one first.`);
      }
      const follow = manager.create(Follow, {
        ...{ id: newId(), coalitionId, personId, activityId: null, measureId: null, goalId: null },
        ...{ [columnOf[type]]: subjectId, createdAt: new Date() },
      });
      // Two at once follow it once.
      await manager.createQueryBuilder().insert().into(Follow).values(follow).orIgnore().execute();
      await record(manager, actor, { ...subjectOf(coalitionId, type, subjectId, 'follow'), after: { followed: true } });
      return follow;
    });
  }

  /** To unfollow what one does not follow changes nothing. */
  async unfollow(actor: Actor, type: Followed, subjectId: string): Promise<void> {
    const coalitionId = await this.coalitionOf(actor, type, subjectId);
    await this.database.work(actor, async (manager) => {
      const standing = await find(manager, actor, coalitionId, type, subjectId);
      if (!standing) return;
      await manager.delete(Follow, { id: standing.id });
      await record(manager, actor, {
        ...subjectOf(coalitionId, type, subjectId, 'unfollow'),
        after: { followed: false },
      });
    });
  }

  /** One's own, the latest first. */
  listFollows(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<Follow>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const where = { coalitionId, personId: actor.personId };
    const query = (manager: EntityManager) => manager.createQueryBuilder(Follow, 'follow').where(where);
    return pageOf(this.database, actor, query, page, { name: 'follows', by: ['id'], descending: true });
  }

  /** Of what the actor may see; a draft's goals are not everybody's. */
  private async coalitionOf(actor: Actor, type: Followed, id: string): Promise<string> {
    if (actor.keyId) throw new Forbidden('A key gets no digests; sign in.');
    const [found] =
      type === 'Goal'
        ? await this.agendas.loadGoals(actor, [id])
        : type === 'Activity'
          ? await findMine(this.database, actor, Activity, 'id', [id])
          : await findMine(this.database, actor, Measure, 'id', [id]);
    if (!found) throw new NotFound(type.toLowerCase(), ['id']);
    return found.coalitionId;
  }
}

function find(manager: EntityManager, { personId }: Actor, coalitionId: string, type: Followed, id: string) {
  return manager.findOneBy(Follow, { coalitionId, personId, [columnOf[type]]: id });
}

function subjectOf(coalitionId: string, subjectType: Followed, subjectId: string, verb: string) {
  return { coalitionId, verb, subjectType, subjectId } as const;
}
