import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PhasesService, type PhaseChange } from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { BodyDecisionType } from './body.type.js';
import {
  ChangePhaseInput,
  LabelPhasesInput,
  LabelPhasesPayload,
  PhaseChangeConnection,
  PhaseChangeType,
} from './phase.type.js';

const PhaseChangePayload = payloadOf('PhaseChangePayload', 'phaseChange', PhaseChangeType);

@Resolver(() => PhaseChangeType)
export class PhasesResolver {
  constructor(@Inject(PhasesService) private readonly phases: PhasesService) {
    registerNode('PhaseChange', (actor, ids) => phases.loadPhaseChanges(actor, ids));
  }

  @Query(() => [String], { nullable: true, description: "The labels of a coalition's five phases, in their order." })
  phaseLabels(@CurrentActor() actor: Actor, @IdArg('coalitionId', 'Coalition') coalitionId: string) {
    return this.phases.phaseLabels(actor, coalitionId);
  }

  @Query(() => PhaseChangeConnection, {
    nullable: true,
    description: 'The latest first: it says in which phase the coalition is.',
  })
  phaseChanges(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.phases.listPhaseChanges(actor, coalitionId, page);
  }

  @Mutation(() => LabelPhasesPayload, { description: 'For backbone staff.' })
  async labelPhases(@CurrentActor() actor: Actor, @Args('input') { coalitionId, labels }: LabelPhasesInput) {
    return { labels: await this.phases.labelPhases(actor, coalitionId, labels) };
  }

  @Mutation(() => PhaseChangePayload, {
    description:
      'Moves the coalition to another phase, forward or back, with a reason and a decision. For backbone staff.',
  })
  async changePhase(@CurrentActor() actor: Actor, @Args('input') input: ChangePhaseInput) {
    return { phaseChange: await this.phases.changePhase(actor, input) };
  }

  @ResolveField(() => BodyDecisionType, { nullable: true })
  decision(@Parent() change: PhaseChange, @Context() context: RequestContext) {
    return loadNode<BodyDecisionType>(context, 'BodyDecision', change.decisionId);
  }
}
