import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PerspectivesService, type Activity, type OutsidePerspective } from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { ActivityType } from './activity.type.js';
import { OutsidePerspectiveType } from './perspective.type.js';
import {
  DisposeOfOutsidePerspectiveInput,
  RecordOutsidePerspectiveInput,
  SkipOutsidePerspectiveInput,
} from './perspectives.inputs.js';

const OutsidePerspectivePayload = payloadOf('OutsidePerspectivePayload', 'outsidePerspective', OutsidePerspectiveType);

/** Each verb is for backbone staff and the lead of the activity. */
@Resolver(() => OutsidePerspectiveType)
export class PerspectivesResolver {
  constructor(@Inject(PerspectivesService) private readonly perspectives: PerspectivesService) {
    registerNode('OutsidePerspective', (actor, ids) => perspectives.loadPerspectives(actor, ids));
  }

  @Mutation(() => OutsidePerspectivePayload, {
    description: 'Keeps what somebody from outside said; it answers the open invitation, if there is one.',
  })
  async recordOutsidePerspective(@CurrentActor() actor: Actor, @Args('input') input: RecordOutsidePerspectiveInput) {
    return { outsidePerspective: await this.perspectives.recordPerspective(actor, input) };
  }

  @Mutation(() => OutsidePerspectivePayload, { description: 'Goes on without one.' })
  async skipOutsidePerspective(
    @CurrentActor() actor: Actor,
    @Args('input') { id, reason }: SkipOutsidePerspectiveInput,
  ) {
    return { outsidePerspective: await this.perspectives.skipPerspective(actor, id, reason) };
  }

  @Mutation(() => OutsidePerspectivePayload, { description: 'Says what came of it.' })
  async disposeOfOutsidePerspective(
    @CurrentActor() actor: Actor,
    @Args('input') input: DisposeOfOutsidePerspectiveInput,
  ) {
    return { outsidePerspective: await this.perspectives.disposeOfPerspective(actor, input) };
  }

  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() perspective: OutsidePerspective, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', perspective.activityId);
  }
}

@Resolver(() => ActivityType)
export class ActivityPerspectivesResolver {
  constructor(@Inject(PerspectivesService) private readonly perspectives: PerspectivesService) {}

  @ResolveField(() => [OutsidePerspectiveType], { description: 'Views from outside; the first asked for first.' })
  outsidePerspectives(
    @Parent() activity: Activity,
    @Context() context: RequestContext,
  ): Promise<OutsidePerspectiveType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.perspectives.loadPerspectivesOf(actor, ids);
    return loadRelated(context, 'Activity.outsidePerspectives', activity.id, load, (one) => one.activityId);
  }
}
