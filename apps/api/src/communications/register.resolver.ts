import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DecisionsService, type RegisteredDecision } from '@keelson/communications';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, Node } from '../graphql/node.js';
import { DecisionRegisterFilterInput } from './decisions.inputs.js';
import { RegisteredDecisionConnection, RegisteredDecisionType } from './register.type.js';

@Resolver(() => RegisteredDecisionType)
export class RegisteredDecisionResolver {
  constructor(@Inject(DecisionsService) private readonly decisions: DecisionsService) {}

  @Query(() => RegisteredDecisionConnection, {
    nullable: true,
    description: 'What was decided in conversations and by decision bodies, in one list, the latest first.',
  })
  decisionRegister(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: DecisionRegisterFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<RegisteredDecisionType>> {
    return this.decisions.listRegister(actor, coalitionId, filter ?? {}, page);
  }

  @ResolveField(() => Node, { nullable: true, description: 'The Decision or BodyDecision itself.' })
  async node(@Parent() { source, id }: RegisteredDecision, @Context() context: RequestContext) {
    const type = source === 'BODY' ? 'BodyDecision' : 'Decision';
    const node = await loadNode(context, type, id);
    return node && Object.assign(node, { __typename: type });
  }
}
