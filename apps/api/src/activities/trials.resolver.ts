import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TrialsService, type Activity, type Trial } from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { ActivityType } from './activity.type.js';
import { TrialType } from './trial.type.js';
import { ChangeTrialInput, DropTrialInput, EndTrialInput, PlanTrialInput, StartTrialInput } from './trials.inputs.js';

const TrialPayload = payloadOf('TrialPayload', 'trial', TrialType);

/** Each verb is for backbone staff and the lead of the activity. */
@Resolver(() => TrialType)
export class TrialsResolver {
  constructor(@Inject(TrialsService) private readonly trials: TrialsService) {
    registerNode('Trial', (actor, ids) => trials.loadTrials(actor, ids));
  }

  @Mutation(() => TrialPayload, { description: 'At most 250 an activity.' })
  async planTrial(@CurrentActor() actor: Actor, @Args('input') input: PlanTrialInput) {
    return { trial: await this.trials.planTrial(actor, input) };
  }

  @Mutation(() => TrialPayload, { description: 'Changes the plan, before it runs.' })
  async changeTrial(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: ChangeTrialInput) {
    return { trial: await this.trials.changeTrial(actor, id, changes) };
  }

  @Mutation(() => TrialPayload, {
    description:
      'PLANNED → RUNNING; refused without safe bounds, a stop condition and a day of review: all that lacks comes back.',
  })
  async startTrial(@CurrentActor() actor: Actor, @Args('input') { id }: StartTrialInput) {
    return { trial: await this.trials.startTrial(actor, id) };
  }

  @Mutation(() => TrialPayload, { description: 'RUNNING → ENDED, with what was learnt.' })
  async endTrial(@CurrentActor() actor: Actor, @Args('input') input: EndTrialInput) {
    return { trial: await this.trials.endTrial(actor, input) };
  }

  @Mutation(() => TrialPayload, { description: 'PLANNED → DROPPED: it never ran.' })
  async dropTrial(@CurrentActor() actor: Actor, @Args('input') { id, reason }: DropTrialInput) {
    return { trial: await this.trials.dropTrial(actor, id, reason) };
  }

  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() trial: Trial, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', trial.activityId);
  }
}

@Resolver(() => ActivityType)
export class ActivityTrialsResolver {
  constructor(@Inject(TrialsService) private readonly trialsService: TrialsService) {}

  @ResolveField(() => [TrialType], { description: 'What it tries out; the first planned first.' })
  trials(@Parent() activity: Activity, @Context() context: RequestContext): Promise<TrialType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.trialsService.loadTrialsOf(actor, ids);
    return loadRelated(context, 'Activity.trials', activity.id, load, (one) => one.activityId);
  }
}
