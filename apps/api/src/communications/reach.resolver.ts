import { Inject } from '@nestjs/common';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReachService, type LastConversation, type OrganizationReach } from '@keelson/communications';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ConversationType } from './conversation.type.js';
import { LastConversationType, OrganizationReachType } from './reach.type.js';

@Resolver(() => OrganizationReachType)
export class ReachResolver {
  constructor(@Inject(ReachService) private readonly service: ReachService) {}

  @Query(() => [OrganizationReachType], {
    nullable: true,
    description:
      'For every active organization, by name, its last conversation of each kind. What was planned or cancelled does ' +
      'not count; neither do documents sent.',
  })
  reach(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<OrganizationReachType[]> {
    return this.service.reach(actor, coalitionId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: OrganizationReach, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }
}

@Resolver(() => LastConversationType)
export class LastConversationResolver {
  @ResolveField(() => ConversationType, { nullable: true })
  conversation(@Parent() { conversationId }: LastConversation, @Context() context: RequestContext) {
    return loadNode<ConversationType>(context, 'Conversation', conversationId);
  }
}
