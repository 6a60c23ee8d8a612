import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { curveStandings, forecastMethods, type CurveStanding, type ForecastMethod } from '@keelson/aggregation';
import { enumOf } from '../graphql/enum.js';
import { DateTimeScalar, DecimalScalar, PeriodScalar } from '../graphql/scalars.js';

export const ForecastMethodEnum = enumOf(forecastMethods);
registerEnumType(ForecastMethodEnum, { name: 'ForecastMethod' });
export const CurveStandingEnum = enumOf(curveStandings);
registerEnumType(CurveStandingEnum, {
  name: 'CurveStanding',
  description:
    'TURNED: better than the forecast and moving the right way for two years. SLOWED: better, but not (yet) so: moving the wrong way, which counts as progress, standing still, or good for one year only. ON_BASELINE: within the tolerance. BEHIND_BASELINE: worse. NO_DATA: no figure. BUILDING_HISTORY: no forecast holds for the year.',
});

@ObjectType('ForecastPoint')
export class ForecastPointType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => DecimalScalar)
  value: string;
}

@ObjectType('Forecast', {
  description:
    'What would have come without doing anything new: a line through earlier years, frozen and dated. A new one is added, none is edited.',
})
export class ForecastType {
  @Field(() => Int, { description: 'Counts from 1 within the measure.' })
  number: number;

  @Field(() => ForecastMethodEnum)
  method: ForecastMethod;

  @Field(() => [ForecastPointType], {
    nullable: true,
    description: 'The totals of 3 to 5 years that it stands on, as they were then. Null when withheld.',
  })
  points: ForecastPointType[] | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The step per year. Null when withheld.' })
  slope: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The line in the first of its years. Null when withheld.',
  })
  intercept: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How far from the forecast is still on it.' })
  tolerance: string | null;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => DateTimeScalar)
  madeAt: Date;

  @Field(() => Boolean, {
    description:
      'True when its numbers are not yours to see: for partners, when one of them is withheld, which the line would give away.',
  })
  withheld: boolean;
}

@ObjectType('CurvePoint')
export class CurvePointType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => DecimalScalar, { nullable: true, description: "The year's total." })
  actual: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "The forecast, within the measure's range. Null where none holds: across a BREAK, or for years that start in another month.",
  })
  forecast: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Above zero is better: actual − forecast, for DECREASE forecast − actual.',
  })
  gap: string | null;

  @Field(() => CurveStandingEnum, {
    nullable: true,
    description:
      'Null for the years that the line was drawn through, without a direction (MAINTAIN, NONE), or withheld.',
  })
  standing: CurveStanding | null;

  @Field(() => Boolean, {
    description: "True for a year up to the last one that the forecast's line was drawn through.",
  })
  fitted: boolean;

  @Field(() => Boolean, { description: 'True when the figure or the forecast is not yours to see.' })
  withheld: boolean;
}

@ObjectType('MeasureCurve', { description: 'What came against what was forecast.' })
export class MeasureCurveType {
  @Field(() => ForecastType, { nullable: true, description: 'The newest one, which the points are judged by.' })
  forecast: ForecastType | null;

  @Field(() => [ForecastType], { description: 'All of them, the newest first.' })
  forecasts: ForecastType[];

  @Field(() => [CurvePointType])
  points: CurvePointType[];
}
