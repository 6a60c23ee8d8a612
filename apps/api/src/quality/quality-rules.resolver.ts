import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { QualityRulesService, type QualityRule } from '@keelson/quality';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { MeasureType } from '../measures/measure.type.js';
import { QualityRuleConnection, QualityRuleType } from './quality-rule.type.js';
import { CreateQualityRuleInput, QualityRuleFilterInput, UpdateQualityRuleInput } from './quality.inputs.js';

const QualityRulePayload = payloadOf('QualityRulePayload', 'qualityRule', QualityRuleType);

@Resolver(() => QualityRuleType)
export class QualityRulesResolver {
  constructor(@Inject(QualityRulesService) private readonly rules: QualityRulesService) {
    registerNode('QualityRule', (actor, ids) => rules.loadRules(actor, ids));
  }

  @Query(() => QualityRuleType, { nullable: true })
  qualityRule(@IdArg('id', 'QualityRule') id: string, @Context() context: RequestContext) {
    return loadNode<QualityRuleType>(context, 'QualityRule', id);
  }

  @Query(() => QualityRuleConnection, {
    name: 'qualityRules',
    nullable: true,
    description: "A coalition's rules, by code.",
  })
  listRules(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: QualityRuleFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.rules.listRules(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => QualityRulePayload, {
    description: "Adds a rule that every organization's numbers of a period are compared by. It refuses no number.",
  })
  async createQualityRule(
    @CurrentActor() actor: Actor,
    @Args('input') { coalitionId, ...rule }: CreateQualityRuleInput,
  ) {
    return { qualityRule: await this.rules.createRule(actor, coalitionId, rule) };
  }

  @Mutation(() => QualityRulePayload, {
    description: 'Changes what a rule says. Explanations of what it said before do not hold for what it says then.',
  })
  async updateQualityRule(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateQualityRuleInput) {
    return { qualityRule: await this.rules.updateRule(actor, id, changes) };
  }

  @Mutation(() => QualityRulePayload, { description: 'Stops judging by a rule; its code stays taken.' })
  async retireQualityRule(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'QualityRule') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { qualityRule: await this.rules.retireRule(actor, id, reason) };
  }

  @Mutation(() => QualityRulePayload, {
    description: 'Judges by a retired rule again, if its measures still allow it.',
  })
  async reactivateQualityRule(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'QualityRule') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { qualityRule: await this.rules.reactivateRule(actor, id, reason) };
  }

  @ResolveField(() => [MeasureType], { name: 'measures', description: 'The measures that it names.' })
  measuresOf(@Parent() rule: QualityRule, @Context() context: RequestContext) {
    return loadNodes<MeasureType>(context, 'Measure', rule.measureIds);
  }
}
