import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AgendaService, type Goal, type Strategy } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { AgendaType, GoalType, StrategyType } from './agenda.type.js';
import { groupBy, loadByKey } from './load-by-key.js';

@Resolver(() => GoalType)
export class GoalsResolver {
  constructor(@Inject(AgendaService) private readonly agendas: AgendaService) {
    registerNode('Goal', (actor, ids) => agendas.loadGoals(actor, ids));
    registerNode('Strategy', (actor, ids) => agendas.loadStrategies(actor, ids));
  }

  @ResolveField(() => AgendaType, { nullable: true, description: 'The version that it stands in.' })
  agenda(@Parent() goal: Goal, @Context() context: RequestContext) {
    return loadNode<AgendaType>(context, 'Agenda', goal.agendaId);
  }

  @ResolveField(() => [StrategyType])
  async strategies(
    @Parent() goal: Goal,
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
  ): Promise<StrategyType[]> {
    const load = async (agendaIds: readonly string[]) =>
      groupBy<Strategy>(await this.agendas.loadStrategiesOf(actor, agendaIds), ({ agendaId }) => agendaId);
    const ofVersion = (await loadByKey(context, 'Goal.strategies', goal.agendaId, load)) ?? [];
    return ofVersion.filter((strategy) => strategy.goalId === goal.id);
  }

  @ResolveField(() => GoalType, {
    nullable: true,
    description: 'The goal with the same code in the adopted version; null when it was dropped or none is adopted.',
  })
  async current(
    @Parent() goal: Goal,
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
  ): Promise<GoalType | null> {
    const load = (ids: readonly string[]) => this.agendas.loadCurrentGoals(actor, ids);
    return (await loadByKey(context, 'Goal.current', goal.id, load)) ?? null;
  }
}

@Resolver(() => StrategyType)
export class StrategiesResolver {
  @ResolveField(() => GoalType, { nullable: true, description: 'The goal that it serves.' })
  goal(@Parent() strategy: Strategy, @Context() context: RequestContext) {
    return loadNode<GoalType>(context, 'Goal', strategy.goalId);
  }
}
