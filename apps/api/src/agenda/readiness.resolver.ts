import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  AdoptionService,
  AgendaFiguresService,
  ReadinessService,
  type Agenda,
  type AgendaAdoption,
} from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { BodyDecisionType } from '../backbone/body.type.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { DateScalar } from '../graphql/scalars.js';
import { AgendaFiguresType } from './agenda-figures.type.js';
import { AgendaType } from './agenda.type.js';
import { AgendaAdoptionType, ReadinessCheckType } from './readiness.type.js';

@Resolver(() => AgendaType)
export class ReadinessResolver {
  constructor(
    @Inject(ReadinessService) private readonly readiness: ReadinessService,
    @Inject(AdoptionService) private readonly adoption: AdoptionService,
    @Inject(AgendaFiguresService) private readonly figures: AgendaFiguresService,
  ) {}

  @Query(() => [ReadinessCheckType], {
    nullable: true,
    description: 'What a version needs before it is proposed, and whether it is there, as of now.',
  })
  agendaReadiness(
    @CurrentActor() actor: Actor,
    @IdArg('agendaId', 'Agenda') agendaId: string,
  ): Promise<ReadinessCheckType[]> {
    return this.readiness.checkReadiness(actor, agendaId);
  }

  @Query(() => AgendaFiguresType, {
    nullable: true,
    description:
      'How a coalition stands with its agenda; of inputs, those received in the twelve months until today unless told.',
  })
  agendaFigures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('from', { type: () => DateScalar, nullable: true }) from?: string | null,
    @Args('to', { type: () => DateScalar, nullable: true }) to?: string | null,
  ): Promise<AgendaFiguresType> {
    return this.figures.agendaFigures(actor, coalitionId, { from, to });
  }

  @ResolveField(() => [AgendaAdoptionType], {
    description: 'The decisions that put it in force, the latest first: two where an interim one was confirmed.',
  })
  adoptions(@Parent() agenda: Agenda, @Context() context: RequestContext): Promise<AgendaAdoptionType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.adoption.loadAdoptionsOf(actor, ids);
    return loadRelated(context, 'Agenda.adoptions', agenda.id, load, (adoption) => adoption.agendaId);
  }
}

@Resolver(() => AgendaAdoptionType)
export class AgendaAdoptionResolver {
  @ResolveField(() => BodyDecisionType, { nullable: true })
  decision(@Parent() adoption: AgendaAdoption, @Context() context: RequestContext) {
    return loadNode<BodyDecisionType>(context, 'BodyDecision', adoption.decisionId);
  }
}
