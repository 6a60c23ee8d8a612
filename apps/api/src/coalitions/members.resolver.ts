import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MembersService, type Membership, type WorkingGroup } from '@keelson/coalitions';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { MembershipType, WorkingGroupConnection, WorkingGroupType } from './coalition.type.js';
import { AddMembershipInput, AddOrganizationsInput, CreateWorkingGroupInput } from './coalitions.inputs.js';
import { AddOrganizationsPayload, MembershipPayload, WorkingGroupPayload } from './coalitions.payloads.js';

@Resolver(() => MembershipType)
export class MembersResolver {
  constructor(@Inject(MembersService) private readonly members: MembersService) {
    registerNode('Membership', (actor, ids) => members.loadMembershipsById(actor, ids));
    registerNode('WorkingGroup', (actor, ids) => members.loadWorkingGroups(actor, ids));
  }

  @Mutation(() => AddOrganizationsPayload, {
    description: 'Adds organizations to a coalition: all of the list or none.',
  })
  async addOrganizations(@CurrentActor() actor: Actor, @Args('input') input: AddOrganizationsInput) {
    return { organizations: await this.members.addOrganizations(actor, input.coalitionId, input.organizations) };
  }

  @Mutation(() => MembershipPayload, { description: 'Gives an organization of the coalition a further role or term.' })
  async addMembership(@CurrentActor() actor: Actor, @Args('input') input: AddMembershipInput) {
    return { membership: await this.members.addMembership(actor, input) };
  }

  @Mutation(() => WorkingGroupPayload)
  async createWorkingGroup(@CurrentActor() actor: Actor, @Args('input') input: CreateWorkingGroupInput) {
    return { workingGroup: await this.members.createWorkingGroup(actor, input) };
  }

  @Query(() => WorkingGroupConnection, { nullable: true, description: "A coalition's working groups, by name." })
  workingGroups(@CurrentActor() actor: Actor, @IdArg('coalitionId', 'Coalition') id: string, @Args() page: PageArgs) {
    return this.members.listWorkingGroups(actor, id, page);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() membership: Membership, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', membership.organizationId);
  }
}

@Resolver(() => WorkingGroupType)
export class WorkingGroupResolver {
  @ResolveField(() => [OrganizationType])
  organizations(@Parent() group: WorkingGroup, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', group.organizationIds);
  }
}
