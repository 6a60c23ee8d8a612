import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ForecastsService,
  GapsService,
  type MeasureCurve,
  type MeasureGaps,
  type SeenForecast,
} from '@keelson/aggregation';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { MeasureType } from '../measures/measure.type.js';
import { PersonType } from '../people/person.type.js';
import { ForecastType, MeasureCurveType } from './forecast.type.js';
import { FreezeForecastInput } from './forecasts.inputs.js';
import { MeasureGapsType } from './gaps.type.js';

const FreezeForecastPayload = payloadOf('FreezeForecastPayload', 'forecast', ForecastType);

/** What the type shows of a forecast, and who made it. */
type ShownForecast = Omit<ForecastType, 'method'> & Pick<SeenForecast['forecast'], 'method' | 'madeBy'>;

@Resolver(() => ForecastType)
export class ForecastsResolver {
  constructor(@Inject(ForecastsService) private readonly forecasts: ForecastsService) {}

  @Mutation(() => FreezeForecastPayload, {
    description:
      'Adds a forecast: the least-squares line over the last 5, at least 3, complete years of the last 10, never across a BREAK. A year is complete when every collected period of it was reported by somebody.',
  })
  async freezeForecast(@CurrentActor() actor: Actor, @Args('input') input: FreezeForecastInput) {
    const forecast = await this.forecasts.freezeForecast(actor, input);
    return { forecast: showForecast({ forecast, withheld: false }) };
  }

  @Query(() => MeasureCurveType, {
    nullable: true,
    description:
      'The totals of years against the newest forecast: is the curve turned? At most 60 years. For backbone staff and, with small figures withheld, partners.',
  })
  async measureCurve(
    @CurrentActor() actor: Actor,
    @IdArg('measureId', 'Measure') measureId: string,
    @Args('firstPeriod', { type: () => PeriodScalar, description: 'A year.' }) firstPeriod: string,
    @Args('lastPeriod', { type: () => PeriodScalar, description: 'A year; included.' }) lastPeriod: string,
  ) {
    const curve = await this.forecasts.curve(actor, { measureId, firstPeriod, lastPeriod });
    const forecasts = curve.forecasts.map(showForecast);
    return { ...curve, forecasts, forecast: forecasts[0] ?? null };
  }

  @ResolveField(() => PersonType, { nullable: true })
  madeBy(@Parent() { madeBy }: ShownForecast, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', madeBy);
  }
}

@Resolver(() => MeasureCurveType)
export class MeasureCurveResolver {
  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measureId }: MeasureCurve, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', measureId);
  }
}

@Resolver(() => MeasureGapsType)
export class MeasureGapsResolver {
  constructor(@Inject(GapsService) private readonly gaps: GapsService) {}

  @Query(() => MeasureGapsType, {
    nullable: true,
    description:
      'How far the groups of one dimension lie apart in a period: rate difference and rate ratio against the best, and the index of disparity. For backbone staff and, with small figures withheld, partners.',
  })
  measureGaps(
    @CurrentActor() actor: Actor,
    @IdArg('measureId', 'Measure') measureId: string,
    @Args('period', { type: () => PeriodScalar }) period: string,
    @Args('dimension', { type: () => String, description: 'The code of a dimension of its breakdowns.' })
    dimension: string,
  ) {
    return this.gaps.gaps(actor, { measureId, period, dimension });
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measureId }: MeasureGaps, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', measureId);
  }
}

export function showForecast({ forecast, withheld }: SeenForecast): ShownForecast {
  const numbers = withheld ? { points: null, slope: null, intercept: null } : {};
  return { ...forecast, ...numbers, withheld };
}
