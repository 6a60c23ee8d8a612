import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MilestonesService, type Milestone } from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { AddMilestoneInput, CompleteMilestoneInput, ReopenMilestoneInput } from './activities.inputs.js';
import { ActivityType, MilestoneType } from './activity.type.js';

const MilestonePayload = payloadOf('MilestonePayload', 'milestone', MilestoneType);

@Resolver(() => MilestoneType)
export class MilestonesResolver {
  constructor(@Inject(MilestonesService) private readonly milestones: MilestonesService) {
    registerNode('Milestone', (actor, ids) => milestones.loadMilestones(actor, ids));
  }

  @Mutation(() => MilestonePayload, { description: 'For backbone staff and the lead; at most 250 an activity.' })
  async addMilestone(@CurrentActor() actor: Actor, @Args('input') input: AddMilestoneInput) {
    return { milestone: await this.milestones.addMilestone(actor, input) };
  }

  @Mutation(() => MilestonePayload, { description: 'Says that it was reached.' })
  async completeMilestone(@CurrentActor() actor: Actor, @Args('input') { id, doneAt }: CompleteMilestoneInput) {
    return { milestone: await this.milestones.completeMilestone(actor, id, doneAt) };
  }

  @Mutation(() => MilestonePayload, { description: 'Says that it was not reached after all.' })
  async reopenMilestone(@CurrentActor() actor: Actor, @Args('input') { id, reason }: ReopenMilestoneInput) {
    return { milestone: await this.milestones.reopenMilestone(actor, id, reason) };
  }

  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() milestone: Milestone, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', milestone.activityId);
  }
}
