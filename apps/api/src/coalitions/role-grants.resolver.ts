import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RoleGrantsService, type RoleGrant } from '@keelson/coalitions';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { CoalitionType } from './coalition.type.js';
import { RoleGrantConnection, RoleGrantType } from './role-grant.type.js';
import { GrantRoleInput } from './role-grants.inputs.js';

const RoleGrantPayload = payloadOf('RoleGrantPayload', 'roleGrant', RoleGrantType);

@ObjectType()
class GrantRolePayload extends Payload {
  @Field(() => [RoleGrantType], { nullable: true, description: 'For a PARTNER one per organization.' })
  roleGrants?: RoleGrantType[];
}

@Resolver(() => RoleGrantType)
export class RoleGrantsResolver {
  constructor(@Inject(RoleGrantsService) private readonly grants: RoleGrantsService) {
    registerNode('RoleGrant', (actor, ids) => grants.loadRoleGrants(actor, ids));
  }

  @Query(() => RoleGrantConnection, {
    nullable: true,
    description: 'Who holds which role in a coalition: for its backbone staff. Your own roles: `viewer { roles }`.',
  })
  roleGrants(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.grants.listRoleGrants(actor, coalitionId, page);
  }

  @Mutation(() => GrantRolePayload, {
    description:
      'Gives a further role to somebody who holds one in this coalition; others you invite (`invitePerson`).',
  })
  async grantRole(@CurrentActor() actor: Actor, @Args('input') input: GrantRoleInput) {
    return { roleGrants: await this.grants.grantRole(actor, input) };
  }

  @Mutation(() => RoleGrantPayload, { description: 'Takes a role back; it ends with the next request.' })
  async revokeRole(@CurrentActor() actor: Actor, @IdArg('id', 'RoleGrant') id: string) {
    return { roleGrant: await this.grants.revokeRole(actor, id) };
  }

  @ResolveField(() => CoalitionType, { nullable: true })
  coalition(@Parent() grant: RoleGrant, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', grant.coalitionId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  person(@Parent() grant: RoleGrant, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', grant.personId);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Set for a PARTNER.' })
  organization(@Parent() grant: RoleGrant, @Context() context: RequestContext) {
    return grant.organizationId && loadNode<OrganizationType>(context, 'Organization', grant.organizationId);
  }
}
