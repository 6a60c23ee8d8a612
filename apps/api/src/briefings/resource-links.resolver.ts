import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ResourceLinksService, type ResourceLink } from '@keelson/briefings';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { StatementFilterInput, WithdrawResourceLinkInput, AddResourceLinkInput } from './briefings.inputs.js';
import { ResourceLinkConnection, ResourceLinkType } from './statement.type.js';

const ResourceLinkPayload = payloadOf('ResourceLinkPayload', 'resourceLink', ResourceLinkType);

@Resolver(() => ResourceLinkType)
export class ResourceLinksResolver {
  constructor(@Inject(ResourceLinksService) private readonly service: ResourceLinksService) {
    registerNode('ResourceLink', (actor, ids) => service.loadResourceLinks(actor, ids));
  }

  @Query(() => ResourceLinkConnection, { nullable: true, description: 'The links of a coalition, the newest first.' })
  resourceLinks(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: StatementFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<ResourceLinkType>> {
    return this.service.listResourceLinks(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => ResourceLinkPayload, {
    description: 'In the name of an organization that you speak for, or of the backbone.',
  })
  async addResourceLink(@CurrentActor() actor: Actor, @Args('input') input: AddResourceLinkInput) {
    return { resourceLink: await this.service.addResourceLink(actor, input) };
  }

  @Mutation(() => ResourceLinkPayload, {
    description: 'It stays where it was, marked. By whoever said it, or the backbone.',
  })
  async withdrawResourceLink(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawResourceLinkInput) {
    return { resourceLink: await this.service.withdrawResourceLink(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'In whose name; null for the backbone.' })
  organization(@Parent() { organizationId }: ResourceLink, @Context() context: RequestContext) {
    return organizationId && loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  writtenBy(@Parent() { writtenById }: ResourceLink, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', writtenById);
  }
}
