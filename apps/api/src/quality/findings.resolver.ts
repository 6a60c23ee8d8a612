import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPeriod } from '@keelson/measures';
import { keyOf, pairsOf, QualityService, type QualityExplanation, type QualityFinding } from '@keelson/quality';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { AttributesScalar, PeriodScalar } from '../graphql/scalars.js';
import { MeasureType } from '../measures/measure.type.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { QualityExplanationType, QualityFindingConnection, QualityFindingType } from './finding.type.js';
import { QualityRuleType } from './quality-rule.type.js';
import { ExplainFindingInput, QualityFilterInput } from './quality.inputs.js';

const ExplainFindingPayload = payloadOf('ExplainFindingPayload', 'finding', QualityFindingType);

@Resolver(() => QualityFindingType)
export class FindingsResolver {
  constructor(@Inject(QualityService) private readonly quality: QualityService) {}

  @Query(() => QualityFindingConnection, {
    nullable: true,
    description:
      'Numbers that are likely wrong, found now: violations first, then what matters most. All of the coalition for backbone staff, for partners their own.',
  })
  checkQuality(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter') filter: QualityFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.quality.checkQuality(actor, coalitionId, filter, page);
  }

  @Mutation(() => ExplainFindingPayload, {
    description:
      'Records why a finding is no fault; it stays silent until one of its numbers changes. By the organization itself or backbone staff.',
  })
  async explainFinding(@CurrentActor() actor: Actor, @Args('input') { coalitionId, ...input }: ExplainFindingInput) {
    return { finding: await this.quality.explainFinding(actor, coalitionId, input) };
  }

  @ResolveField(() => String, { description: 'What `explainFinding` calls it by.' })
  key(@Parent() finding: QualityFinding) {
    return keyOf(finding);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: QualityFinding) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => AttributesScalar, {
    description: 'Dimension code to category code; empty for the total and for what is of no single cell.',
  })
  cell(@Parent() { cellKey }: QualityFinding) {
    return Object.fromEntries(pairsOf(cellKey));
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: QualityFinding, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => [MeasureType], {
    name: 'measures',
    description: 'Those whose numbers were compared; none for UNCHANGED, which is about all of them.',
  })
  measuresOf(@Parent() { measureIds }: QualityFinding, @Context() context: RequestContext) {
    return loadNodes<MeasureType>(context, 'Measure', measureIds);
  }

  @ResolveField(() => QualityRuleType, { nullable: true, description: 'For the check RULE.' })
  rule(@Parent() { ruleId }: QualityFinding, @Context() context: RequestContext) {
    return ruleId ? loadNode<QualityRuleType>(context, 'QualityRule', ruleId) : null;
  }

  @ResolveField(() => QualityExplanationType, {
    nullable: true,
    description: 'Set when these very numbers were explained.',
  })
  explanation(@Parent() { explanation }: QualityFinding): QualityExplanationType | null {
    return explanation;
  }
}

@Resolver(() => QualityExplanationType)
export class QualityExplanationResolver {
  constructor(@Inject(QualityService) quality: QualityService) {
    registerNode('QualityExplanation', (actor, ids) => quality.loadExplanations(actor, ids));
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: QualityExplanation, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: QualityExplanation) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => PersonType, { nullable: true })
  explainedBy(@Parent() { explainedBy }: QualityExplanation, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', explainedBy);
  }
}
