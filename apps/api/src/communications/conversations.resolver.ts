import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CommunicationsService, type ConversationSort } from '@keelson/communications';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { ConversationFilterInput, ConversationSortEnum } from './conversation-filter.inputs.js';
import { ConversationPayload } from './conversations.payloads.js';
import { ConversationConnection, ConversationType } from './conversation.type.js';
import {
  AddAgendaItemsInput,
  CancelConversationInput,
  LogConversationInput,
  UpdateConversationInput,
} from './conversations.inputs.js';

@Resolver(() => ConversationType)
export class ConversationsResolver {
  constructor(@Inject(CommunicationsService) private readonly communications: CommunicationsService) {
    registerNode('Conversation', (actor, ids) => communications.loadConversations(actor, ids));
  }

  @Query(() => ConversationType, { nullable: true })
  conversation(@IdArg('id', 'Conversation') id: string, @Context() context: RequestContext) {
    return loadNode<ConversationType>(context, 'Conversation', id);
  }

  @Query(() => ConversationConnection, {
    name: 'conversations',
    nullable: true,
    description: 'The conversations of a coalition, planned ones too; the latest first unless told.',
  })
  listConversations(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ConversationFilterInput,
    @Args('sort', { type: () => ConversationSortEnum, nullable: true }) sort: ConversationSort | null | undefined,
    @Args() page: PageArgs,
  ): Promise<Page<ConversationType>> {
    return this.communications.listConversations(actor, coalitionId, filter ?? {}, page, sort ?? undefined);
  }

  @Mutation(() => ConversationPayload, {
    description:
      'Logs a conversation, or plans one that lies ahead: a sentence, a time and who took part are enough, the rest may follow. ' +
      'For backbone staff, and for partners whose organization hosted it or took part.',
  })
  async logConversation(@CurrentActor() actor: Actor, @Args('input') input: LogConversationInput) {
    return { conversation: await this.communications.logConversation(actor, input) };
  }

  @Mutation(() => ConversationPayload, {
    description: 'Changes what is given; given lists replace. For backbone staff and the partner who logged it.',
  })
  async updateConversation(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateConversationInput) {
    return { conversation: await this.communications.updateConversation(actor, id, changes) };
  }

  @Mutation(() => ConversationPayload, { description: 'Adds topics behind those that the conversation has.' })
  async addAgendaItems(@CurrentActor() actor: Actor, @Args('input') input: AddAgendaItemsInput) {
    return { conversation: await this.communications.addAgendaItems(actor, input.conversationId, input.agendaItems) };
  }

  @Mutation(() => ConversationPayload, {
    description:
      'Says that a conversation does not take place, or did not. One with notes, turns or decisions was held and is not ' +
      'cancelled. For backbone staff and the partner who logged it.',
  })
  async cancelConversation(@CurrentActor() actor: Actor, @Args('input') { id, reason }: CancelConversationInput) {
    return { conversation: await this.communications.cancelConversation(actor, id, reason) };
  }
}
