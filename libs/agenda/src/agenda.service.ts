import { Inject, Injectable } from '@nestjs/common';
import { StakeholderGroup } from '@keelson/backbone';
import {
  Database,
  findMine,
  InvalidInput,
  isBackbone,
  isIn,
  NotFound,
  pageOf,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, Not, type EntityManager } from 'typeorm';
import { compareAgendas, type AgendaDiff } from './agenda-diff.js';
import { Agenda, type AgendaState } from './agenda.entity.js';
import { canSeeAgenda } from './agenda.policy.js';
import { findAgenda } from './find-agenda.js';
import { Goal } from './goal.entity.js';
import { Strategy } from './strategy.entity.js';

export interface AgendaFilter {
  states?: AgendaState[] | null;
}

/** What the versions say, to whoever may see them. Drafting, adoption and pledges have services of their own. */
@Injectable()
export class AgendaService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async loadAgendas(actor: Actor, ids: readonly string[]): Promise<Agenda[]> {
    const agendas = await findMine(this.database, actor, Agenda, 'id', ids);
    return agendas.filter((agenda) => canSeeAgenda(actor, agenda));
  }

  async loadGoals(actor: Actor, ids: readonly string[]): Promise<Goal[]> {
    return this.keepVisible(actor, await findMine(this.database, actor, Goal, 'id', ids));
  }

  async loadStrategies(actor: Actor, ids: readonly string[]): Promise<Strategy[]> {
    return this.keepVisible(actor, await findMine(this.database, actor, Strategy, 'id', ids));
  }

  async loadGoalsOf(actor: Actor, agendaIds: readonly string[]): Promise<Goal[]> {
    return this.keepVisible(
      actor,
      await findMine(this.database, actor, Goal, 'agendaId', agendaIds, { position: 'ASC' }),
    );
  }

  async loadStrategiesOf(actor: Actor, agendaIds: readonly string[]): Promise<Strategy[]> {
    const strategies = await findMine(this.database, actor, Strategy, 'agendaId', agendaIds, { position: 'ASC' });
    return this.keepVisible(actor, strategies);
  }

  /** The versions of a coalition, the newest first. */
  listAgendas(actor: Actor, coalitionId: string, filter: AgendaFilter, page: PageArguments): Promise<Page<Agenda>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Agenda, 'agenda').where({ coalitionId });
      if (!isBackbone(actor, coalitionId)) builder.andWhere({ state: Not('DRAFT') });
      if (filter.states) builder.andWhere({ state: In(filter.states) });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'agendas', by: ['version'], descending: true });
  }

  /** The adopted version, if the coalition has one. */
  currentAgenda(actor: Actor, coalitionId: string): Promise<Agenda | null> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    return this.database.read(actor, (manager) => manager.findOneBy(Agenda, { coalitionId, state: 'ADOPTED' }));
  }

  /** For each goal its next of kin in the adopted version: the one with the same code. Goals that were dropped have none. */
  async loadCurrentGoals(actor: Actor, ids: readonly string[]): Promise<Map<string, Goal>> {
    const goals = await this.loadGoals(actor, ids);
    const current = await this.database.read(actor, (manager) =>
      manager
        .createQueryBuilder(Goal, 'goal')
        .innerJoin(Agenda, 'agenda', `agenda.id = goal.agendaId AND agenda.state = 'ADOPTED'`)
        .where({ coalitionId: In(goals.map((goal) => goal.coalitionId)), code: In(goals.map((goal) => goal.code)) })
        .getMany(),
    );
    const keyOf = (goal: Goal) => `${goal.coalitionId} ${goal.code}`;
    const byKey = new Map(current.map((goal) => [keyOf(goal), goal]));
    return new Map(
      goals.flatMap((goal) => {
        const successor = byKey.get(keyOf(goal));
        return successor ? [[goal.id, successor]] : [];
      }),
    );
  }

  /** What changed from one version to another of the same coalition. */
  async compareVersions(actor: Actor, fromId: string, toId: string): Promise<AgendaDiff> {
    return this.database.read(actor, async (manager) => {
      const from = await findAgenda(manager, actor, fromId, ['fromId']);
      const to = await findAgenda(manager, actor, toId, ['toId']);
      if (from.coalitionId !== to.coalitionId) {
        throw InvalidInput.at('toId', 'INVALID', 'Compare two versions of one coalition.');
      }
      const agendaId = In([from.id, to.id]);
      const goals = await manager.find(Goal, { where: { agendaId }, order: { position: 'ASC' } });
      const strategies = await manager.find(Strategy, { where: { agendaId }, order: { position: 'ASC' } });
      const groups = await manager.findBy(StakeholderGroup, { coalitionId: from.coalitionId });
      const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
      return compareAgendas(from, to, { goals, strategies, groupNames });
    });
  }

  /** Those parts of versions whose version the actor may see. */
  async keepVisible<T extends { agendaId: string }>(actor: Actor, parts: T[]): Promise<T[]> {
    const agendas = await this.loadAgendas(actor, [...new Set(parts.map((part) => part.agendaId))]);
    const visible = new Set(agendas.map(({ id }) => id));
    return parts.filter((part) => visible.has(part.agendaId));
  }
}
