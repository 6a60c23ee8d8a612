import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AgendaService, type Goal, type Strategy } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { StakeholderGroupType } from '../backbone/group.type.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { AgendaType, GoalType, StrategyType } from './agenda.type.js';

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
  async strategies(@Parent() goal: Goal, @Context() context: RequestContext): Promise<StrategyType[]> {
    const load = (actor: Actor, agendaIds: readonly string[]) => this.agendas.loadStrategiesOf(actor, agendaIds);
    const ofVersion = await loadRelated(context, 'Goal.strategies', goal.agendaId, load, (one) => one.agendaId);
    return ofVersion.filter((strategy) => strategy.goalId === goal.id);
  }

  @ResolveField(() => GoalType, {
    nullable: true,
    description: 'The goal with the same code in the adopted version; null when it was dropped or none is adopted.',
  })
  async current(@Parent() goal: Goal, @Context() context: RequestContext): Promise<GoalType | null> {
    const load = async (actor: Actor, ids: readonly string[]) => [...(await this.agendas.loadCurrentGoals(actor, ids))];
    const found = await loadOneRelated(context, 'Goal.current', goal.id, load, ([goalId]) => goalId);
    return found?.[1] ?? null;
  }
}

@Resolver(() => StrategyType)
export class StrategiesResolver {
  @ResolveField(() => GoalType, { nullable: true, description: 'The goal that it serves.' })
  goal(@Parent() strategy: Strategy, @Context() context: RequestContext) {
    return loadNode<GoalType>(context, 'Goal', strategy.goalId);
  }
  @ResolveField(() => StakeholderGroupType, { nullable: true, description: 'The group that it is targeted at.' })
  group(@Parent() strategy: Strategy, @Context() context: RequestContext) {
    return strategy.groupId && loadNode<StakeholderGroupType>(context, 'StakeholderGroup', strategy.groupId);
  }
}
