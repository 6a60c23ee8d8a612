import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Coalition } from '@keelson/coalitions';
import { ActionItemsService, dayIn, isOverdue, type ActionItem } from '@keelson/communications';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ActionItemConnection, ActionItemType } from './action-item.type.js';
import {
  ActionItemFilterInput,
  AddActionItemInput,
  CompleteActionItemInput,
  ReopenActionItemInput,
} from './action-items.inputs.js';
import { ConversationType } from './conversation.type.js';

const ActionItemPayload = payloadOf('ActionItemPayload', 'actionItem', ActionItemType);

@Resolver(() => ActionItemType)
export class ActionItemsResolver {
  constructor(@Inject(ActionItemsService) private readonly service: ActionItemsService) {}

  @Query(() => ActionItemConnection, {
    name: 'actionItems',
    nullable: true,
    description: 'The action items of a coalition, by due date.',
  })
  listActionItems(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ActionItemFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<ActionItemType>> {
    return this.service.listActionItems(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => ActionItemPayload, { description: 'For backbone staff and the partner who logged the conversation.' })
  async addActionItem(@CurrentActor() actor: Actor, @Args('input') input: AddActionItemInput) {
    return { actionItem: await this.service.addActionItem(actor, input) };
  }

  @Mutation(() => ActionItemPayload, { description: 'For backbone staff and the organization that owns it.' })
  async completeActionItem(@CurrentActor() actor: Actor, @Args('input') input: CompleteActionItemInput) {
    return { actionItem: await this.service.completeActionItem(actor, input.id, input.reason) };
  }

  @Mutation(() => ActionItemPayload, { description: 'For backbone staff and the organization that owns it.' })
  async reopenActionItem(@CurrentActor() actor: Actor, @Args('input') input: ReopenActionItemInput) {
    return { actionItem: await this.service.reopenActionItem(actor, input.id, input.reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who does it.' })
  ownerOrganization(@Parent() { ownerOrganizationId }: ActionItem, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', ownerOrganizationId);
  }

  @ResolveField(() => ConversationType, { nullable: true, description: 'The conversation in which it was agreed.' })
  conversation(@Parent() { conversationId }: ActionItem, @Context() context: RequestContext) {
    return loadNode<ConversationType>(context, 'Conversation', conversationId);
  }

  @ResolveField(() => Boolean, { description: "Open, and due before today in the coalition's time zone." })
  async overdue(@Parent() item: ActionItem, @Context() context: RequestContext): Promise<boolean> {
    const coalition = await loadNode<Coalition>(context, 'Coalition', item.coalitionId);
    return coalition !== null && isOverdue(item, dayIn(coalition.timeZone));
  }
}
