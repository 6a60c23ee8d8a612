import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AgendaService, type Agenda } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { CoalitionType } from '../coalitions/coalition.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { AgendaDiffType } from './agenda-diff.type.js';
import { AgendaFilterInput } from './agenda.inputs.js';
import { AgendaConnection, AgendaType, GoalType, StrategyType } from './agenda.type.js';

@Resolver(() => AgendaType)
export class AgendaResolver {
  constructor(@Inject(AgendaService) private readonly agendas: AgendaService) {
    registerNode('Agenda', (actor, ids) => agendas.loadAgendas(actor, ids));
  }

  @Query(() => AgendaType, {
    nullable: true,
    description: 'A version of a common agenda; drafts to backbone staff only.',
  })
  agenda(@IdArg('id', 'Agenda') id: string, @Context() context: RequestContext) {
    return loadNode<AgendaType>(context, 'Agenda', id);
  }

  @Query(() => AgendaConnection, {
    name: 'agendas',
    nullable: true,
    description: "The versions of a coalition's common agenda, the newest first.",
  })
  listAgendas(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: AgendaFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.agendas.listAgendas(actor, coalitionId, filter ?? {}, page);
  }

  @Query(() => AgendaType, { nullable: true, description: 'The adopted version; null when none has been adopted yet.' })
  currentAgenda(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<AgendaType | null> {
    return this.agendas.currentAgenda(actor, coalitionId);
  }

  @Query(() => AgendaDiffType, {
    nullable: true,
    description: 'What changed from one version to another, field by field; goals and strategies are matched by code.',
  })
  agendaDiff(
    @CurrentActor() actor: Actor,
    @IdArg('fromId', 'Agenda') fromId: string,
    @IdArg('toId', 'Agenda') toId: string,
  ): Promise<AgendaDiffType> {
    return this.agendas.compareVersions(actor, fromId, toId);
  }

  @ResolveField(() => CoalitionType, { nullable: true })
  coalition(@Parent() agenda: Agenda, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', agenda.coalitionId);
  }

  @ResolveField(() => AgendaType, { nullable: true, description: 'The version that this one was drafted from.' })
  basedOn(@Parent() agenda: Agenda, @Context() context: RequestContext) {
    return agenda.basedOnId && loadNode<AgendaType>(context, 'Agenda', agenda.basedOnId);
  }

  @ResolveField(() => [GoalType], { description: 'In their order; at most 250.' })
  goals(@Parent() agenda: Agenda, @Context() context: RequestContext): Promise<GoalType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.agendas.loadGoalsOf(actor, ids);
    return loadRelated(context, 'Agenda.goals', agenda.id, load, (goal) => goal.agendaId);
  }

  @ResolveField(() => [StrategyType], { description: 'In their order; at most 250.' })
  strategies(@Parent() agenda: Agenda, @Context() context: RequestContext): Promise<StrategyType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.agendas.loadStrategiesOf(actor, ids);
    return loadRelated(context, 'Agenda.strategies', agenda.id, load, (strategy) => strategy.agendaId);
  }
}
