import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  formatPeriod,
  MeasuresService,
  type Baseline,
  type Breakdown,
  type MeasureVersion,
  type Target,
} from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';
import { loadRelated } from '../graphql/related.js';
import { DateScalar, PeriodScalar } from '../graphql/scalars.js';
import { BaselineType, BreakdownType, MeasureVersionType, TargetType } from './measure.type.js';

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

  @ResolveField(() => [BreakdownType])
  breakdowns(@Parent() version: MeasureVersion, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.measures.loadBreakdowns(actor, ids);
    return loadRelated(context, 'MeasureVersion.breakdowns', version.id, load, (one) => one.measureVersionId);
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
