import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ReinforcementLinksService,
  ResourcesService,
  type ReinforcementLink,
  type Resource,
} from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ActivityType } from './activity.type.js';
import {
  CommitResourceInput,
  ConfirmLinkInput,
  LinkActivitiesInput,
  UnlinkActivitiesInput,
  WithdrawResourceInput,
} from './reinforcement.inputs.js';
import { ReinforcementLinkType, ResourceType } from './reinforcement.type.js';

const ReinforcementLinkPayload = payloadOf('ReinforcementLinkPayload', 'link', ReinforcementLinkType);
const ResourcePayload = payloadOf('ResourcePayload', 'resource', ResourceType);

@Resolver(() => ReinforcementLinkType)
export class ReinforcementLinksResolver {
  constructor(@Inject(ReinforcementLinksService) private readonly links: ReinforcementLinksService) {
    registerNode('ReinforcementLink', (actor, ids) => links.loadLinks(actor, ids));
  }

  @Mutation(() => ReinforcementLinkPayload, {
    description:
      'Proposes how one activity reinforces another; for the lead of either, and for backbone staff on behalf of the lead ' +
      'that the link starts from. It counts once the lead of the other one confirms it (`confirmLink`); at once where one ' +
      'organization leads both. A circle of DEPENDS_ON is refused (code CYCLE) with the titles on it.',
  })
  async linkActivities(@CurrentActor() actor: Actor, @Args('input') input: LinkActivitiesInput) {
    return { link: await this.links.linkActivities(actor, input) };
  }

  @Mutation(() => ReinforcementLinkPayload, {
    description:
      'Agrees to a link that the other side proposed; for the lead of the other activity, not for backbone staff.',
  })
  async confirmLink(@CurrentActor() actor: Actor, @Args('input') { id }: ConfirmLinkInput) {
    return { link: await this.links.confirmLink(actor, id) };
  }

  @Mutation(() => ReinforcementLinkPayload, {
    description:
      'Ends a link, or turns down a proposed one; for backbone staff and the lead of either activity, whose histories keep it.',
  })
  async unlinkActivities(@CurrentActor() actor: Actor, @Args('input') { id, reason }: UnlinkActivitiesInput) {
    return { link: await this.links.unlinkActivities(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Whose lead proposed it.' })
  proposedBy(@Parent() link: ReinforcementLink, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', link.proposedByOrganizationId);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who confirmed it; null while it is proposed.' })
  confirmedBy(@Parent() { confirmedByOrganizationId: id }: ReinforcementLink, @Context() context: RequestContext) {
    return id && loadNode<OrganizationType>(context, 'Organization', id);
  }

  @ResolveField(() => Boolean, {
    description:
      'True for a DUPLICATES that stands: both leads are asked to talk, in a conversation that names both activities. ' +
      'Nothing is stopped.',
  })
  asksForConversation(@Parent() { kind, unlinkedAt }: ReinforcementLink): boolean {
    return kind === 'DUPLICATES' && !unlinkedAt;
  }

  @ResolveField(() => ActivityType, { nullable: true })
  from(@Parent() link: ReinforcementLink, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', link.fromActivityId);
  }

  @ResolveField(() => ActivityType, { nullable: true })
  to(@Parent() link: ReinforcementLink, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', link.toActivityId);
  }
}

@Resolver(() => ResourceType)
export class ResourcesResolver {
  constructor(@Inject(ResourcesService) private readonly resources: ResourcesService) {
    registerNode('Resource', (actor, ids) => resources.loadResources(actor, ids));
  }

  @Mutation(() => ResourcePayload, {
    description: 'Records what an organization commits; a partner commits what is its own, to any activity.',
  })
  async commitResource(@CurrentActor() actor: Actor, @Args('input') input: CommitResourceInput) {
    return { resource: await this.resources.commitResource(actor, input) };
  }

  @Mutation(() => ResourcePayload, { description: "Takes a commitment back; the activity's history keeps it." })
  async withdrawResource(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawResourceInput) {
    return { resource: await this.resources.withdrawResource(actor, id, reason) };
  }

  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() resource: Resource, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', resource.activityId);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who commits it.' })
  organization(@Parent() resource: Resource, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', resource.organizationId);
  }
}
