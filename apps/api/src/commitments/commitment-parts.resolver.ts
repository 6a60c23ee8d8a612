import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Coalition } from '@keelson/coalitions';
import { CommitmentsService, isOverdue, type Commitment } from '@keelson/commitments';
import { dayIn } from '@keelson/communications';
import type { Actor } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { AssetType } from '../backbone/asset.type.js';
import { BodyDecisionType } from '../backbone/body.type.js';
import { ConversationType } from '../communications/conversation.type.js';
import { DecisionType } from '../communications/decision.type.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, loadNodes } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { CommitmentRenegotiationType, CommitmentType } from './commitment.type.js';

@Resolver(() => CommitmentType)
export class CommitmentPartsResolver {
  constructor(@Inject(CommitmentsService) private readonly service: CommitmentsService) {}

  @ResolveField(() => [OrganizationType], { description: 'Who does it.' })
  holders(@Parent() { holderOrganizationIds }: Commitment, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', holderOrganizationIds);
  }

  @ResolveField(() => [OrganizationType], { description: 'The holders that accepted it.' })
  acceptedBy(@Parent() { acceptedOrganizationIds }: Commitment, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', acceptedOrganizationIds);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'For whom it is done; null: the coalition.' })
  counterpart(@Parent() { counterpartOrganizationId: id }: Commitment, @Context() context: RequestContext) {
    return id && loadNode<OrganizationType>(context, 'Organization', id);
  }

  @ResolveField(() => ConversationType, { nullable: true, description: 'The conversation in which it was agreed.' })
  conversation(@Parent() { conversationId }: Commitment, @Context() context: RequestContext) {
    return conversationId && loadNode<ConversationType>(context, 'Conversation', conversationId);
  }

  @ResolveField(() => ActivityType, { nullable: true, description: 'The activity that it is a part of.' })
  activity(@Parent() { activityId }: Commitment, @Context() context: RequestContext) {
    return activityId && loadNode<ActivityType>(context, 'Activity', activityId);
  }

  @ResolveField(() => DecisionType, { nullable: true, description: 'The decision of a conversation behind it.' })
  decision(@Parent() { decisionId }: Commitment, @Context() context: RequestContext) {
    return decisionId && loadNode<DecisionType>(context, 'Decision', decisionId);
  }

  @ResolveField(() => BodyDecisionType, { nullable: true, description: 'The decision of a body behind it.' })
  bodyDecision(@Parent() { bodyDecisionId }: Commitment, @Context() context: RequestContext) {
    return bodyDecisionId && loadNode<BodyDecisionType>(context, 'BodyDecision', bodyDecisionId);
  }

  @ResolveField(() => AssetType, { nullable: true, description: 'What of the assets a RESOURCE gives.' })
  asset(@Parent() { assetId }: Commitment, @Context() context: RequestContext) {
    return assetId && loadNode<AssetType>(context, 'Asset', assetId);
  }

  @ResolveField(() => [CommitmentRenegotiationType], { description: 'Each move of its due date, in order.' })
  renegotiations(@Parent() { id }: Commitment, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadRenegotiationsOf(actor, ids);
    return loadRelated(context, 'Commitment.renegotiations', id, load, (one) => one.commitmentId);
  }

  @ResolveField(() => Boolean, {
    description: "Not delivered, not released, and due before today in the coalition's time zone.",
  })
  async overdue(@Parent() commitment: Commitment, @Context() context: RequestContext): Promise<boolean> {
    const coalition = await loadNode<Coalition>(context, 'Coalition', commitment.coalitionId);
    return coalition !== null && isOverdue(commitment, dayIn(coalition.timeZone));
  }
}

@Resolver(() => ConversationType)
export class ConversationCommitmentsResolver {
  constructor(@Inject(CommitmentsService) private readonly service: CommitmentsService) {}

  @ResolveField(() => [CommitmentType], { description: 'What was agreed in it to be done, by due date.' })
  commitments(@Parent() { id }: { id: string }, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadCommitmentsOfConversations(actor, ids);
    return loadRelated(context, 'Conversation.commitments', id, load, (one) => one.conversationId ?? '');
  }
}

@Resolver(() => ActivityType)
export class ActivityCommitmentsResolver {
  constructor(@Inject(CommitmentsService) private readonly service: CommitmentsService) {}

  @ResolveField(() => [CommitmentType], { description: 'What was promised as a part of it, by due date.' })
  commitments(@Parent() { id }: { id: string }, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadCommitmentsOfActivities(actor, ids);
    return loadRelated(context, 'Activity.commitments', id, load, (one) => one.activityId ?? '');
  }
}
