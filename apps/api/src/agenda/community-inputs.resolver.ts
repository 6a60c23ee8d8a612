import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InputsService, type CommunityInput } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { StakeholderGroupType } from '../backbone/group.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PersonType } from '../people/person.type.js';
import { AgendaType } from './agenda.type.js';
import { CommunityInputConnection, CommunityInputType, InputOrderEnum } from './community-input.type.js';
import {
  CommunityInputFilterInput,
  DisposeOfInputInput,
  ForgetContactInput,
  RecordCommunityInputInput,
  ReplyToInputInput,
} from './community-inputs.inputs.js';

const InputPayload = payloadOf('CommunityInputPayload', 'communityInput', CommunityInputType);

@Resolver(() => CommunityInputType)
export class CommunityInputsResolver {
  constructor(@Inject(InputsService) private readonly inputs: InputsService) {
    registerNode('CommunityInput', (actor, ids) => inputs.loadInputs(actor, ids));
  }

  @Query(() => CommunityInputType, { nullable: true })
  communityInput(@IdArg('id', 'CommunityInput') id: string, @Context() context: RequestContext) {
    return loadNode<CommunityInputType>(context, 'CommunityInput', id);
  }

  @Query(() => CommunityInputConnection, {
    name: 'communityInputs',
    nullable: true,
    description: 'What the community said, by the day on which it was received.',
  })
  listInputs(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: CommunityInputFilterInput,
    @Args('order', { type: () => InputOrderEnum, defaultValue: 'NEWEST_FIRST' }) order: string,
    @Args() page: PageArgs,
  ) {
    const how = { filter: filter ?? {}, newestFirst: order === 'NEWEST_FIRST' };
    return this.inputs.listInputs(actor, coalitionId, how, page);
  }

  @Mutation(() => InputPayload, {
    description: 'Writes down what somebody said. People without an account say it at `POST /coalitions/col_…/inputs`.',
  })
  async recordCommunityInput(@CurrentActor() actor: Actor, @Args('input') input: RecordCommunityInputInput) {
    return { communityInput: await this.inputs.recordInput(actor, input) };
  }

  @Mutation(() => InputPayload, {
    description: 'Says what became of an input, once, with a reason. For backbone staff.',
  })
  async disposeOfInput(@CurrentActor() actor: Actor, @Args('input') input: DisposeOfInputInput) {
    return { communityInput: await this.inputs.disposeOfInput(actor, input) };
  }

  @Mutation(() => InputPayload, {
    description: 'Keeps what was answered to the contact, once; Keelson does not send it. For backbone staff.',
  })
  async replyToInput(@CurrentActor() actor: Actor, @Args('input') { id, reply }: ReplyToInputInput) {
    return { communityInput: await this.inputs.replyToInput(actor, id, reply) };
  }

  @Mutation(() => InputPayload, {
    description: 'Takes the contact away for ever, on request; what was said stays. For backbone staff.',
  })
  async forgetContact(@CurrentActor() actor: Actor, @Args('input') { id, reason }: ForgetContactInput) {
    return { communityInput: await this.inputs.forgetContact(actor, id, reason) };
  }

  @ResolveField(() => StakeholderGroupType, { nullable: true })
  group(@Parent() input: CommunityInput, @Context() context: RequestContext) {
    return input.groupId && loadNode<StakeholderGroupType>(context, 'StakeholderGroup', input.groupId);
  }

  @ResolveField(() => AgendaType, { nullable: true })
  agenda(@Parent() input: CommunityInput, @Context() context: RequestContext) {
    return input.agendaId && loadNode<AgendaType>(context, 'Agenda', input.agendaId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Null for what came without an account.' })
  recordedBy(@Parent() input: CommunityInput, @Context() context: RequestContext) {
    return input.recordedById && loadNode<PersonType>(context, 'Person', input.recordedById);
  }

  @ResolveField(() => PersonType, { nullable: true })
  disposedBy(@Parent() input: CommunityInput, @Context() context: RequestContext) {
    return input.disposedById && loadNode<PersonType>(context, 'Person', input.disposedById);
  }
}
