import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  formatPeriod,
  MeasuresService,
  type Baseline,
  type Breakdown,
  type MeasureOperand,
  type MeasureVersion,
  type Target,
} from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { DateScalar, PeriodScalar } from '../graphql/scalars.js';
import {
  BaselineType,
  BreakdownType,
  MeasureOperandType,
  MeasureType,
  MeasureVersionType,
  TargetType,
} from './measure.type.js';

@Resolver(() => MeasureVersionType)
export class MeasureVersionResolver {
  constructor(@Inject(MeasuresService) private readonly measures: MeasuresService) {}

  @ResolveField(() => DateScalar, {
    nullable: true,
    description: 'First day of the first period it governs; null: from ever.',
  })
  firstDay(@Parent() version: MeasureVersion) {
    return version.firstPeriodStart;
  }

  @ResolveField(() => [MeasureOperandType], {
    description: 'What its expression names, in that order; empty for a measure that is reported.',
  })
  operands(@Parent() version: MeasureVersion, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.measures.loadOperands(actor, ids);
    return loadRelated(context, 'MeasureVersion.operands', version.id, load, (one) => one.measureVersionId);
  }

  @ResolveField(() => [BreakdownType])
  breakdowns(@Parent() version: MeasureVersion, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.measures.loadBreakdowns(actor, ids);
    return loadRelated(context, 'MeasureVersion.breakdowns', version.id, load, (one) => one.measureVersionId);
  }
}

@Resolver(() => MeasureOperandType)
export class MeasureOperandResolver {
  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() operand: MeasureOperand, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', operand.operandId);
  }
}

@Resolver(() => BreakdownType)
export class BreakdownResolver {
  @ResolveField(() => [String])
  dimensionCodes(@Parent() breakdown: Breakdown) {
    return breakdown.dimensionKey.split(',');
  }
}

@Resolver(() => TargetType)
export class TargetResolver {
  @ResolveField(() => PeriodScalar, { nullable: true, description: 'Null for a standing target.' })
  period(@Parent() target: Target) {
    return periodOf(target);
  }
}

@Resolver(() => BaselineType)
export class BaselineResolver {
  @ResolveField(() => PeriodScalar, { nullable: true })
  period(@Parent() baseline: Baseline) {
    return periodOf(baseline);
  }
}

function periodOf({ frequency, periodStart }: Pick<Target, 'frequency' | 'periodStart'>): string | null {
  return frequency && periodStart ? formatPeriod({ frequency, start: periodStart }) : null;
}
