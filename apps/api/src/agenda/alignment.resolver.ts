import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AlignmentService, type AlignmentStatement, type Goal } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { GoalType } from './agenda.type.js';
import { AlignmentStatementType, StateAlignmentInput } from './alignment.type.js';

const AlignmentPayload = payloadOf('AlignmentStatementPayload', 'alignmentStatement', AlignmentStatementType);

@Resolver(() => AlignmentStatementType)
export class AlignmentResolver {
  constructor(@Inject(AlignmentService) private readonly alignment: AlignmentService) {
    registerNode('AlignmentStatement', (actor, ids) => alignment.loadStatements(actor, ids));
  }

  @Mutation(() => AlignmentPayload, {
    description:
      'Says how the work of the organization you speak for contributes to a goal of the adopted version; a later ' +
      'statement takes its place.',
  })
  async stateAlignment(@CurrentActor() actor: Actor, @Args('input') input: StateAlignmentInput) {
    return { alignmentStatement: await this.alignment.stateAlignment(actor, input) };
  }

  @ResolveField(() => GoalType, { nullable: true })
  goal(@Parent() statement: AlignmentStatement, @Context() context: RequestContext) {
    return loadNode<GoalType>(context, 'Goal', statement.goalId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() statement: AlignmentStatement, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', statement.organizationId);
  }
}

@Resolver(() => GoalType)
export class GoalAlignmentResolver {
  constructor(@Inject(AlignmentService) private readonly alignment: AlignmentService) {}

  @ResolveField(() => [AlignmentStatementType], { description: 'One per organization that made one.' })
  alignmentStatements(@Parent() goal: Goal, @Context() context: RequestContext): Promise<AlignmentStatementType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.alignment.loadStatementsOf(actor, ids);
    return loadRelated(context, 'Goal.alignmentStatements', goal.id, load, (statement) => statement.goalId);
  }
}
