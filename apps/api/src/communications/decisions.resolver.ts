import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ConversationPartsService, DecisionsService, type Decision } from '@keelson/communications';
import type { Actor, Page } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { ConversationType } from './conversation.type.js';
import { DecisionConnection, DecisionReviewType, DecisionType } from './decision.type.js';
import { DecisionFilterInput, RecordDecisionInput, ReviewDecisionInput } from './decisions.inputs.js';

const DecisionPayload = payloadOf('DecisionPayload', 'decision', DecisionType);

@Resolver(() => DecisionType)
export class DecisionsResolver {
  constructor(
    @Inject(DecisionsService) private readonly service: DecisionsService,
    @Inject(ConversationPartsService) private readonly parts: ConversationPartsService,
  ) {}

  @Query(() => DecisionConnection, {
    name: 'decisions',
    nullable: true,
    description:
      'What was decided in conversations, superseded decisions too, the latest first. See `decisionRegister`.',
  })
  async listDecisions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: DecisionFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<DecisionType>> {
    return this.service.listDecisions(actor, coalitionId, page, filter ?? {});
  }

  @Mutation(() => DecisionPayload, {
    description:
      'Records a decision, for good: what proves wrong is superseded by a later decision. ' +
      'For backbone staff and the partner who logged the conversation (and the one of a superseded decision).',
  })
  async recordDecision(@CurrentActor() actor: Actor, @Args('input') input: RecordDecisionInput) {
    return { decision: await this.service.recordDecision(actor, input) };
  }

  @Mutation(() => DecisionPayload, {
    description:
      'Says what was found when the coalition looked at a decision again. What was decided stays as it is. ' +
      'For backbone staff and the partner who logged the conversation.',
  })
  async reviewDecision(@CurrentActor() actor: Actor, @Args('input') input: ReviewDecisionInput) {
    return { decision: await this.service.reviewDecision(actor, input) };
  }

  @ResolveField(() => [ActivityType], { description: 'The activities that it changes.' })
  activities(@Parent() { activityIds }: Decision, @Context() context: RequestContext) {
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
  }

  @ResolveField(() => [DecisionReviewType], { description: 'The earliest first.' })
  reviews(@Parent() { id }: Decision, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadReviewsOf(actor, ids);
    return loadRelated(context, 'Decision.reviews', id, load, (review) => review.decisionId);
  }

  @ResolveField(() => ConversationType, { nullable: true, description: 'The conversation in which it was taken.' })
  conversation(@Parent() { conversationId }: Decision, @Context() context: RequestContext) {
    return loadNode<ConversationType>(context, 'Conversation', conversationId);
  }

  @ResolveField(() => DecisionType, { nullable: true, description: 'The decision that it replaced.' })
  supersedes(@Parent() { supersedesId }: Decision, @Context() context: RequestContext) {
    return supersedesId && loadNode<DecisionType>(context, 'Decision', supersedesId);
  }

  @ResolveField(() => DecisionType, { nullable: true, description: 'Null while it stands.' })
  supersededBy(@Parent() { id }: Decision, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.parts.loadSuccessors(actor, ids);
    return loadOneRelated(context, 'Decision.supersededBy', id, load, (successor) => successor.supersedesId ?? '');
  }
}
