import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { BriefsService, type Brief } from '@keelson/briefings';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { StatementFilterInput, WithdrawBriefInput, WriteBriefInput } from './briefings.inputs.js';
import { BriefConnection, BriefType } from './statement.type.js';

const BriefPayload = payloadOf('BriefPayload', 'brief', BriefType);

@Resolver(() => BriefType)
export class BriefsResolver {
  constructor(@Inject(BriefsService) private readonly service: BriefsService) {
    registerNode('Brief', (actor, ids) => service.loadBriefs(actor, ids));
  }

  @Query(() => BriefConnection, { nullable: true, description: 'The briefs of a coalition, the newest first.' })
  briefs(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: StatementFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<BriefType>> {
    return this.service.listBriefs(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => BriefPayload, {
    description:
      'In the name of an organization that you speak for, or of the backbone. Nothing of it can be changed: withdraw it, and write another.',
  })
  async writeBrief(@CurrentActor() actor: Actor, @Args('input') input: WriteBriefInput) {
    return { brief: await this.service.writeBrief(actor, input) };
  }

  @Mutation(() => BriefPayload, { description: 'It stays where it was, marked. By whoever said it, or the backbone.' })
  async withdrawBrief(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawBriefInput) {
    return { brief: await this.service.withdrawBrief(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'In whose name; null for the backbone.' })
  organization(@Parent() { organizationId }: Brief, @Context() context: RequestContext) {
    return organizationId && loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  writtenBy(@Parent() { writtenById }: Brief, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', writtenById);
  }
}
