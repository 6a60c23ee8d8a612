import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InsightsService, type Insight } from '@keelson/briefings';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { StatementFilterInput, WithdrawInsightInput, ShareInsightInput } from './briefings.inputs.js';
import { InsightConnection, InsightType } from './statement.type.js';

const InsightPayload = payloadOf('InsightPayload', 'insight', InsightType);

@Resolver(() => InsightType)
export class InsightsResolver {
  constructor(@Inject(InsightsService) private readonly service: InsightsService) {
    registerNode('Insight', (actor, ids) => service.loadInsights(actor, ids));
  }

  @Query(() => InsightConnection, { nullable: true, description: 'What was learnt in a coalition, the newest first.' })
  insights(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: StatementFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<InsightType>> {
    return this.service.listInsights(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => InsightPayload, {
    description: 'In the name of an organization that you speak for, or of the backbone.',
  })
  async shareInsight(@CurrentActor() actor: Actor, @Args('input') input: ShareInsightInput) {
    return { insight: await this.service.shareInsight(actor, input) };
  }

  @Mutation(() => InsightPayload, {
    description: 'It stays where it was, marked. By whoever said it, or the backbone.',
  })
  async withdrawInsight(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawInsightInput) {
    return { insight: await this.service.withdrawInsight(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'In whose name; null for the backbone.' })
  organization(@Parent() { organizationId }: Insight, @Context() context: RequestContext) {
    return organizationId && loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  writtenBy(@Parent() { writtenById }: Insight, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', writtenById);
  }
}
