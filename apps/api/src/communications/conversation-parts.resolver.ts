import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  AgendaItem,
  areNotesLate,
  ConversationActivity,
  ConversationHost,
  ConversationPartsService,
  Decision,
  notesDueOn,
  Participant,
  type Conversation,
} from '@keelson/communications';
import type { Actor } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { AgendaType } from '../agenda/agenda.type.js';
import { BodyType } from '../backbone/body.type.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { DateScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { AgendaItemType, ConversationType, ParticipantType } from './conversation.type.js';
import { DecisionType } from './decision.type.js';

type Load<T> = (actor: Actor, conversationIds: readonly string[]) => Promise<T[]>;

/** What hangs on the conversations of an answer: one statement per relation, however many conversations there are. */
@Resolver(() => ConversationType)
export class ConversationPartsResolver {
  constructor(@Inject(ConversationPartsService) private readonly parts: ConversationPartsService) {
    registerNode('AgendaItem', (actor, ids) => parts.loadParts(actor, AgendaItem, ids));
    registerNode('Participant', (actor, ids) => parts.loadParts(actor, Participant, ids));
    registerNode('Decision', (actor, ids) => parts.loadParts(actor, Decision, ids));
  }

  @ResolveField(() => [OrganizationType], { description: 'The organizations that hosted it; may be empty.' })
  async hosts(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load: Load<ConversationHost> = (actor, ids) =>
      this.parts.loadPartsOf(actor, ConversationHost, ids, 'organizationId');
    const hosts = await partsOf(context, 'Conversation.hosts', id, load);
    const organizationIds = hosts.map(({ organizationId }) => organizationId);
    return loadNodes<OrganizationType>(context, 'Organization', organizationIds);
  }

  @ResolveField(() => [ParticipantType], { description: 'Who took part, by organization.' })
  participants(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load: Load<Participant> = (actor, ids) => this.parts.loadPartsOf(actor, Participant, ids, 'id');
    return partsOf(context, 'Conversation.participants', id, load);
  }

  @ResolveField(() => [AgendaItemType], { description: 'Its topics, in order.' })
  agendaItems(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load: Load<AgendaItem> = (actor, ids) => this.parts.loadPartsOf(actor, AgendaItem, ids, 'position');
    return partsOf(context, 'Conversation.agendaItems', id, load);
  }

  @ResolveField(() => [DecisionType], { description: 'What was decided in it, in the order of recording.' })
  decisions(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const load: Load<Decision> = (actor, ids) => this.parts.loadPartsOf(actor, Decision, ids, 'id');
    return partsOf(context, 'Conversation.decisions', id, load);
  }

  @ResolveField(() => [ActivityType], { description: 'The activities that it was about.' })
  async activities(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const links = await this.activityLinks(id, context);
    const activityIds = links.map(({ activityId }) => activityId);
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
  }

  @ResolveField(() => [ActivityType], { description: 'Those of them that it led to a change of.' })
  async changedActivities(@Parent() { id }: Conversation, @Context() context: RequestContext) {
    const links = await this.activityLinks(id, context);
    const activityIds = links.flatMap(({ activityId, changed }) => (changed ? [activityId] : []));
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
  }

  @ResolveField(() => BodyType, { nullable: true, description: 'The body that met.' })
  body(@Parent() { bodyId }: Conversation, @Context() context: RequestContext) {
    return bodyId && loadNode<BodyType>(context, 'Body', bodyId);
  }

  @ResolveField(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which notes are in time: 7 days after it, in its time zone. Null when it was cancelled.',
  })
  notesDueOn(@Parent() conversation: Conversation): string | null {
    return notesDueOn(conversation);
  }

  @ResolveField(() => Boolean, {
    description: 'The notes came after that day, or are not there although it has passed.',
  })
  notesLate(@Parent() conversation: Conversation): boolean {
    return areNotesLate(conversation);
  }

  @ResolveField(() => AgendaType, {
    nullable: true,
    description: 'The version of the common agenda that it was about, where you may see it.',
  })
  agenda(@Parent() { agendaId }: Conversation, @Context() context: RequestContext) {
    return agendaId && loadNode<AgendaType>(context, 'Agenda', agendaId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who logged it.' })
  loggedBy(@Parent() { loggedById }: Conversation, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', loggedById);
  }

  private activityLinks(conversationId: string, context: RequestContext): Promise<ConversationActivity[]> {
    const load: Load<ConversationActivity> = (actor, ids) =>
      this.parts.loadPartsOf(actor, ConversationActivity, ids, 'activityId');
    return partsOf(context, 'Conversation.activities', conversationId, load);
  }
}

@Resolver(() => ParticipantType)
export class ParticipantResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: Participant, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }
}

function partsOf<T extends { conversationId: string }>(
  context: RequestContext,
  name: string,
  conversationId: string,
  load: Load<T>,
): Promise<T[]> {
  return loadRelated(context, name, conversationId, load, (part) => part.conversationId);
}
