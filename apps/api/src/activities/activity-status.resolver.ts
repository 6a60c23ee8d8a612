import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ActivitiesService } from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { HaltActivityInput, MoveActivityInput } from './activities.inputs.js';
import { ActivityPayload } from './activities.resolver.js';

/** The verbs that move an activity on; each is for backbone staff and the lead organization. */
@Resolver()
export class ActivityStatusResolver {
  constructor(@Inject(ActivitiesService) private readonly activities: ActivitiesService) {}

  @Mutation(() => ActivityPayload, {
    description:
      'PLANNED → ACTIVE. It needs a goal of the adopted agenda and a group; a core activity also a partner: all that lacks ' +
      'comes back. The lead is then asked to invite one view from outside (`outsidePerspectives`), which can be skipped.',
  })
  async startActivity(@CurrentActor() actor: Actor, @Args('input') { id, reason }: MoveActivityInput) {
    return { activity: await this.activities.moveActivity(actor, 'startActivity', id, reason) };
  }

  @Mutation(() => ActivityPayload, { description: 'ACTIVE → PAUSED.' })
  async pauseActivity(@CurrentActor() actor: Actor, @Args('input') { id, reason }: HaltActivityInput) {
    return { activity: await this.activities.moveActivity(actor, 'pauseActivity', id, reason) };
  }

  @Mutation(() => ActivityPayload, { description: 'PAUSED → ACTIVE, if it has what a start needs.' })
  async resumeActivity(@CurrentActor() actor: Actor, @Args('input') { id, reason }: MoveActivityInput) {
    return { activity: await this.activities.moveActivity(actor, 'resumeActivity', id, reason) };
  }

  @Mutation(() => ActivityPayload, { description: 'ACTIVE or PAUSED → DONE, for good.' })
  async finishActivity(@CurrentActor() actor: Actor, @Args('input') { id, reason }: MoveActivityInput) {
    return { activity: await this.activities.moveActivity(actor, 'finishActivity', id, reason) };
  }

  @Mutation(() => ActivityPayload, { description: 'PLANNED, ACTIVE or PAUSED → STOPPED, for good.' })
  async stopActivity(@CurrentActor() actor: Actor, @Args('input') { id, reason }: HaltActivityInput) {
    return { activity: await this.activities.moveActivity(actor, 'stopActivity', id, reason) };
  }
}
