import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { FollowsService, type Follow, type Followed } from '@keelson/digests';
import { InvalidInput, type Actor } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { GoalType } from '../agenda/agenda.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { MeasureType } from '../measures/measure.type.js';
import { FollowConnection, FollowInput, FollowType } from './digest.type.js';

const FollowPayload = payloadOf('FollowPayload', 'follow', FollowType);

@ObjectType()
class UnfollowPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'True: you do not follow it (any more).' })
  unfollowed?: boolean;
}

@Resolver(() => FollowType)
export class FollowsResolver {
  constructor(@Inject(FollowsService) private readonly follows: FollowsService) {}

  @Query(() => FollowConnection, {
    nullable: true,
    name: 'follows',
    description: 'What you follow in a coalition beside what your organizations do and report, the latest first.',
  })
  listFollows(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.follows.listFollows(actor, coalitionId, page);
  }

  @Mutation(() => FollowPayload, {
    description:
      'Your weekly digest tells from now on what changes in an activity or a measure, or in the activities and measures of a goal. At most 200; not for keys.',
  })
  async follow(@CurrentActor() actor: Actor, @Args('input') input: FollowInput) {
    const { type, id } = subjectOf(input);
    return { follow: await this.follows.follow(actor, type, id) };
  }

  @Mutation(() => UnfollowPayload, { description: 'What you do not follow you may unfollow too: nothing changes.' })
  async unfollow(@CurrentActor() actor: Actor, @Args('input') input: FollowInput) {
    const { type, id } = subjectOf(input);
    await this.follows.unfollow(actor, type, id);
    return { unfollowed: true };
  }

  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() { activityId }: Follow, @Context() context: RequestContext) {
    return activityId && loadNode<ActivityType>(context, 'Activity', activityId);
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measureId }: Follow, @Context() context: RequestContext) {
    return measureId && loadNode<MeasureType>(context, 'Measure', measureId);
  }

  @ResolveField(() => GoalType, { nullable: true })
  goal(@Parent() { goalId }: Follow, @Context() context: RequestContext) {
    return goalId && loadNode<GoalType>(context, 'Goal', goalId);
  }
}

function subjectOf({ activityId, measureId, goalId }: FollowInput): { type: Followed; id: string } {
  const given = [
    ...(activityId ? [{ type: 'Activity' as const, id: activityId }] : []),
    ...(measureId ? [{ type: 'Measure' as const, id: measureId }] : []),
    ...(goalId ? [{ type: 'Goal' as const, id: goalId }] : []),
  ];
  const [one, ...others] = given;
  if (one && others.length === 0) return one;
  const message = 'Name exactly one: an activity, a measure or a goal.';
  throw InvalidInput.at(
    ['input', given.length > 1 ? 'goalId' : 'activityId'],
    one ? 'NOT_ALLOWED' : 'REQUIRED',
    message,
  );
}
