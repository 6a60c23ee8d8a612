import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ClocksService,
  DifferingNote,
  NotesService,
  PowerNote,
  SustainingNote,
  type Conversation,
  type ConversationClock,
  type VoiceRatio,
} from '@keelson/communications';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { StakeholderGroupType } from '../backbone/group.type.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ConversationPayload } from './conversations.payloads.js';
import { ConversationType } from './conversation.type.js';
import { AttachDifferingNoteInput, WriteNotesInput } from './notes.inputs.js';
import {
  CommunicationFiguresType,
  ConversationClockType,
  ConversationVoiceType,
  DifferingNoteType,
  PowerNoteType,
  SustainingNoteType,
} from './notes.type.js';

/** What is noted of a conversation, and how much which group spoke in it. */
@Resolver(() => ConversationType)
export class NotesResolver {
  constructor(
    @Inject(NotesService) private readonly notes: NotesService,
    @Inject(ClocksService) private readonly clocks: ClocksService,
  ) {}

  @Query(() => [ConversationClockType], {
    nullable: true,
    description: 'When the next conversations about what sustains the work and about power are due.',
  })
  conversationClocks(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<ConversationClockType[]> {
    return this.clocks.listClocks(actor, coalitionId);
  }

  @Query(() => CommunicationFiguresType, { nullable: true, description: 'How a coalition kept talking, as of now.' })
  communicationFigures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<CommunicationFiguresType> {
    return this.clocks.communicationFigures(actor, coalitionId);
  }

  @Mutation(() => ConversationPayload, {
    description:
      'Notes of a conversation that was held, and what its kind adds. By partners whose organization was there, while there ' +
      'are none; whoever logged it and backbone staff change them until they are published.',
  })
  async writeNotes(@CurrentActor() actor: Actor, @Args('input') input: WriteNotesInput) {
    return { conversation: await this.notes.writeNotes(actor, input) };
  }

  @Mutation(() => ConversationPayload, {
    description:
      'Lets the notes stand as they are, for good; who reads them stays the same. For backbone staff and the partner who ' +
      'logged it. A conversation of kind SUSTAINING or POWER has what its kind adds first.',
  })
  async publishNotes(@CurrentActor() actor: Actor, @IdArg('id', 'Conversation') id: string) {
    return { conversation: await this.notes.publishNotes(actor, id) };
  }

  @Mutation(() => ConversationPayload, {
    description:
      'Says what an organization that was there saw otherwise than the notes. It stands beside them for ever, before and ' +
      'after they are published. By a partner who speaks for the organization.',
  })
  async attachDifferingNote(@CurrentActor() actor: Actor, @Args('input') input: AttachDifferingNoteInput) {
    return { conversation: await this.notes.attachDifferingNote(actor, input) };
  }

  @ResolveField(() => [DifferingNoteType], {
    description: 'The earliest first; empty for everybody who may not read the notes.',
  })
  differingNotes(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.notes.loadNotesOf(actor, DifferingNote, ids);
    return loadRelated(context, 'Conversation.differingNotes', id, load, (note) => note.conversationId);
  }

  @ResolveField(() => SustainingNoteType, {
    nullable: true,
    description: 'Null where there is none, and for everybody who may not read the notes.',
  })
  sustaining(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.notes.loadNotesOf(actor, SustainingNote, ids);
    return loadOneRelated(context, 'Conversation.sustaining', id, load, (note) => note.conversationId);
  }

  @ResolveField(() => PowerNoteType, {
    nullable: true,
    description: 'Null where there is none, and for everybody who may not read the notes.',
  })
  power(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.notes.loadNotesOf(actor, PowerNote, ids);
    return loadOneRelated(context, 'Conversation.power', id, load, (note) => note.conversationId);
  }

  @ResolveField(() => [ConversationVoiceType], { description: 'Who was there and spoke, by stakeholder group.' })
  voices(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.notes.loadVoicesOf(actor, ids);
    return loadRelated(context, 'Conversation.voices', id, load, (voice) => voice.conversationId);
  }
}

@Resolver(() => ConversationVoiceType)
export class ConversationVoiceResolver {
  @ResolveField(() => StakeholderGroupType, { nullable: true })
  group(@Parent() { groupId }: VoiceRatio, @Context() context: RequestContext) {
    return loadNode<StakeholderGroupType>(context, 'StakeholderGroup', groupId);
  }
}

@Resolver(() => DifferingNoteType)
export class DifferingNoteResolver {
  @ResolveField(() => OrganizationType, { nullable: true, description: 'Whose note it is.' })
  organization(@Parent() { organizationId }: DifferingNote, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }
}

@Resolver(() => ConversationClockType)
export class ConversationClockResolver {
  @ResolveField(() => ConversationType, { nullable: true, description: 'The last one; null when there was none.' })
  last(@Parent() { lastConversationId }: ConversationClock, @Context() context: RequestContext) {
    return lastConversationId && loadNode<ConversationType>(context, 'Conversation', lastConversationId);
  }
}
