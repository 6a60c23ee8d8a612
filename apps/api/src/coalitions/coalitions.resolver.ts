import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CoalitionsService, type RoleGrant } from '@keelson/coalitions';
import type { Actor } from '@keelson/platform';
import { Allow } from '../auth/allow.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { CoalitionConnection, CoalitionType, RoleGrantConnection, RoleGrantType } from './coalition.type.js';
import { CreateCoalitionInput, GrantRoleInput, UpdateCoalitionInput } from './coalitions.inputs.js';
import { CoalitionPayload, GrantRolePayload, RoleGrantPayload } from './coalitions.payloads.js';

@Resolver(() => CoalitionType)
export class CoalitionsResolver {
  constructor(@Inject(CoalitionsService) private readonly coalitions: CoalitionsService) {
    registerNode('Coalition', (actor, ids) => coalitions.loadCoalitions(actor, ids));
  }

  @Allow('READ')
  @Query(() => CoalitionType, { nullable: true, description: 'A coalition in which you hold a role.' })
  coalition(@IdArg('id', 'Coalition') id: string, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', id);
  }

  @Allow('READ')
  @Query(() => CoalitionConnection, {
    name: 'coalitions',
    nullable: true,
    description: 'The coalitions in which you hold a role, by name.',
  })
  listCoalitions(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    return this.coalitions.listCoalitions(actor, page);
  }

  @Allow('READ')
  @Query(() => RoleGrantConnection, { nullable: true, description: 'Who holds which role in a coalition.' })
  roleGrants(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.coalitions.listRoleGrants(actor, coalitionId, page);
  }

  @Allow('WRITE')
  @Mutation(() => CoalitionPayload, {
    description: 'Founds a coalition; you become its backbone staff. For administrators of the installation.',
  })
  async createCoalition(@CurrentActor() actor: Actor, @Args('input') input: CreateCoalitionInput) {
    // Whoever founds a coalition sees it in the same request.
    const coalition = await this.coalitions.createCoalition(actor, input);
    return { coalition };
  }

  @Allow('WRITE')
  @Mutation(() => CoalitionPayload, { description: 'Changes what is given; the rest stays.' })
  async updateCoalition(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateCoalitionInput) {
    return { coalition: await this.coalitions.updateCoalition(actor, id, changes) };
  }

  @Allow('WRITE')
  @Mutation(() => GrantRolePayload, { description: 'Gives a person a role; somebody new gets an account.' })
  grantRole(@CurrentActor() actor: Actor, @Args('input') input: GrantRoleInput) {
    return this.coalitions.grantRole(actor, input);
  }

  @Allow('WRITE')
  @Mutation(() => RoleGrantPayload, { description: 'Takes a role back, at once.' })
  async revokeRole(@CurrentActor() actor: Actor, @IdArg('id', 'RoleGrant') id: string) {
    return { roleGrant: await this.coalitions.revokeRole(actor, id) };
  }
}

@Resolver(() => RoleGrantType)
export class RoleGrantResolver {
  @ResolveField(() => PersonType, { nullable: true })
  person(@Parent() grant: RoleGrant, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', grant.personId);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Set for a PARTNER.' })
  organization(@Parent() grant: RoleGrant, @Context() context: RequestContext) {
    return grant.organizationId && loadNode<OrganizationType>(context, 'Organization', grant.organizationId);
  }
}
