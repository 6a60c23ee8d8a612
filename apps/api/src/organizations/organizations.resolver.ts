import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MembersService, MergersService } from '@keelson/coalitions';
import { OrganizationsService, type Organization, type OrganizationMerger } from '@keelson/organizations';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { MembershipType } from '../coalitions/coalition.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { OrganizationConnection, OrganizationMergerType, OrganizationType } from './organization.type.js';
import {
  MergeOrganizationsInput,
  OrganizationFilterInput,
  ReverseMergerInput,
  UpdateOrganizationInput,
} from './organizations.inputs.js';

const OrganizationPayload = payloadOf('OrganizationPayload', 'organization', OrganizationType);
const ReverseMergerPayload = payloadOf('ReverseMergerPayload', 'merger', OrganizationMergerType);
const MergeOrganizationsPayload = payloadOf('MergeOrganizationsPayload', 'merger', OrganizationMergerType);

@Resolver(() => OrganizationType)
export class OrganizationsResolver {
  constructor(
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
    @Inject(MembersService) private readonly members: MembersService,
    @Inject(MergersService) private readonly mergers: MergersService,
  ) {
    registerNode('Organization', (actor, ids) => organizations.loadOrganizations(actor, ids));
  }

  @Query(() => OrganizationType, { nullable: true })
  organization(@IdArg('id', 'Organization') id: string, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', id);
  }

  @Query(() => OrganizationConnection, {
    name: 'organizations',
    nullable: true,
    description: 'The organizations of a coalition, by code.',
  })
  listOrganizations(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: OrganizationFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.organizations.listOrganizations(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => OrganizationPayload, {
    description: 'Changes what is given; for backbone staff and the organization itself.',
  })
  async updateOrganization(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateOrganizationInput) {
    return { organization: await this.organizations.updateOrganization(actor, id, changes) };
  }

  @Mutation(() => MergeOrganizationsPayload, {
    description:
      "Records that one organization continues another's series from a day on; of several predecessors, one call each. No value is moved. The predecessor's memberships end on the day before; its last numbers stand beside the successor's first ones in quality checks, in the panel of figureChanges and in volumes. The date is refused (OUT_OF_RANGE) where a chain would lead back in time or the predecessor joins later; so are a predecessor that has a successor (TAKEN) and a chain back to itself (CYCLE).",
  })
  async mergeOrganizations(@CurrentActor() actor: Actor, @Args('input') input: MergeOrganizationsInput) {
    return { merger: await this.mergers.mergeOrganizations(actor, input) };
  }

  @Mutation(() => ReverseMergerPayload, {
    description:
      'Says that a merger never was; it stays in the history. The memberships that it ended go on as they would have, unless they were changed since.',
  })
  async reverseMerger(@CurrentActor() actor: Actor, @Args('input') input: ReverseMergerInput) {
    return { merger: await this.mergers.reverseMerger(actor, input) };
  }

  @ResolveField(() => [MembershipType], { description: 'Its roles in the coalition, with their terms.' })
  memberships(@Parent() organization: Organization, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.members.loadMemberships(actor, ids);
    return loadRelated(context, 'Organization.memberships', organization.id, load, (one) => one.organizationId);
  }

  @ResolveField(() => OrganizationMergerType, {
    nullable: true,
    description: 'Set when another organization continues it.',
  })
  mergedInto(@Parent() organization: Organization, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.organizations.loadMergers(actor, ids);
    return loadOneRelated(context, 'Organization.mergedInto', organization.id, load, (one) => one.predecessorId);
  }

  @ResolveField(() => [OrganizationMergerType], {
    description:
      'The mergers by which it continues others, the earliest first: its series before such a day is theirs and its own together.',
  })
  continues(@Parent() organization: Organization, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.organizations.loadMergers(actor, ids, 'successorId');
    return loadRelated(context, 'Organization.continues', organization.id, load, (one) => one.successorId);
  }
}

@Resolver(() => OrganizationMergerType)
export class OrganizationMergerResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  predecessor(@Parent() merger: OrganizationMerger, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', merger.predecessorId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  successor(@Parent() merger: OrganizationMerger, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', merger.successorId);
  }
}
