import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ActionItem,
  AgendaItem,
  ConversationActivity,
  ConversationHost,
  ConversationPartsService,
  Decision,
  Participant,
  type Conversation,
} from '@keelson/communications';
import type { Actor } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { AgendaType } from '../agenda/agenda.type.js';
import { groupBy, loadByKey } from '../agenda/load-by-key.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { ActionItemType } from './action-item.type.js';
import { AgendaItemType, ConversationType, ParticipantType } from './conversation.type.js';
import { DecisionType } from './decision.type.js';

type Load<T> = (conversationIds: readonly string[]) => Promise<T[]>;

/** What hangs on the conversations of an answer: one statement per relation, however many conversations there are. */
@Resolver(() => ConversationType)
export class ConversationPartsResolver {
  constructor(@Inject(ConversationPartsService) private readonly parts: ConversationPartsService) {
    registerNode('AgendaItem', (actor, ids) => parts.loadParts(actor, AgendaItem, ids));
    registerNode('Participant', (actor, ids) => parts.loadParts(actor, Participant, ids));
    registerNode('Decision', (actor, ids) => parts.loadParts(actor, Decision, ids));
    registerNode('ActionItem', (actor, ids) => parts.loadParts(actor, ActionItem, ids));
  }

  @ResolveField(() => [OrganizationType], { description: 'The organizations that hosted it; may be empty.' })
  async hosts(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<ConversationHost> = (ids) =>
      this.parts.loadPartsOf(actor, ConversationHost, ids, 'organizationId');
    const hosts = await partsOf(context, 'conversation.hosts', id, load);
    const organizationIds = hosts.map(({ organizationId }) => organizationId);
    return loadNodes<OrganizationType>(context, 'Organization', organizationIds);
  }

  @ResolveField(() => [ParticipantType], { description: 'Who took part, by organization.' })
  participants(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<Participant> = (ids) => this.parts.loadPartsOf(actor, Participant, ids, 'id');
    return partsOf(context, 'conversation.participants', id, load);
  }

  @ResolveField(() => [AgendaItemType], { description: 'Its topics, in order.' })
  agendaItems(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<AgendaItem> = (ids) => this.parts.loadPartsOf(actor, AgendaItem, ids, 'position');
    return partsOf(context, 'conversation.agendaItems', id, load);
  }

  @ResolveField(() => [DecisionType], { description: 'What was decided in it, in the order of recording.' })
  decisions(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<Decision> = (ids) => this.parts.loadPartsOf(actor, Decision, ids, 'id');
    return partsOf(context, 'conversation.decisions', id, load);
  }

  @ResolveField(() => [ActionItemType], { description: 'What was agreed to be done, by due date.' })
  actionItems(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<ActionItem> = (ids) => this.parts.loadPartsOf(actor, ActionItem, ids, 'due', 'id');
    return partsOf(context, 'conversation.actionItems', id, load);
  }

  @ResolveField(() => [ActivityType], { description: 'The activities that it was about.' })
  async activities(@Parent() { id }: Conversation, @CurrentActor() actor: Actor, @Context() context: RequestContext) {
    const load: Load<ConversationActivity> = (ids) =>
      this.parts.loadPartsOf(actor, ConversationActivity, ids, 'activityId');
    const links = await partsOf(context, 'conversation.activities', id, load);
    const activityIds = links.map(({ activityId }) => activityId);
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
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
}

@Resolver(() => ParticipantType)
export class ParticipantResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: Participant, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }
}

async function partsOf<T extends { conversationId: string }>(
  context: RequestContext,
  name: string,
  conversationId: string,
  load: Load<T>,
): Promise<T[]> {
  const parts = await loadByKey(context, name, conversationId, async (ids) =>
    groupBy(await load(ids), (part) => part.conversationId),
  );
  return parts ?? [];
}
