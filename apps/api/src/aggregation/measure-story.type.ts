import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Comparability, NumberKind } from '@keelson/measures';
import { AttributesScalar, DateScalar, DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { ComparabilityEnum, NumberKindEnum } from '../measures/measure.type.js';
import { FigureChangeType, FigureType } from './figure.type.js';
import { MeasureCurveType } from './forecast.type.js';
import { MeasureGapsType } from './gaps.type.js';
import { OverlapResolutionType } from './overlap.type.js';

@ObjectType('StoryVersion', { description: 'A definition of the measure, with what a reader of its figures needs.' })
export class StoryVersionType {
  @Field(() => Int)
  number: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the first period it governs; null: from ever.',
  })
  firstPeriodStart: string | null;

  @Field(() => NumberKindEnum)
  numberKind: NumberKind;

  @Field(() => Int)
  factor: number;

  @Field(() => String)
  unit: string;

  @Field(() => ComparabilityEnum)
  comparability: Comparability;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => [String], { description: 'The codes of the dimensions that it is broken down by.' })
  dimensions: string[];
}

@ObjectType('StoryTarget')
export class StoryTargetType {
  @Field(() => PeriodScalar, { nullable: true, description: 'Null for a standing target.' })
  period: string | null;

  @Field(() => AttributesScalar, { description: 'Dimension code to category code; empty for the total.' })
  cell: Record<string, string>;

  @Field(() => DecimalScalar)
  value: string;

  @Field(() => DecimalScalar, { nullable: true })
  tolerance: string | null;

  @Field(() => String, { nullable: true })
  source: string | null;
}

@ObjectType('StoryBaseline')
export class StoryBaselineType {
  @Field(() => PeriodScalar, { nullable: true })
  period: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  value: string | null;

  @Field(() => String, { nullable: true })
  notApplicableReason: string | null;
}

@ObjectType('SeriesBreak', { description: 'Where the series cannot be compared with what was before, and why.' })
export class SeriesBreakType {
  @Field(() => PeriodScalar, { description: 'The first period of the new definition.' })
  period: string;

  @Field(() => Int)
  version: number;

  @Field(() => ComparabilityEnum, { description: 'BREAK: no trend crosses it. BRIDGED: by a factor.' })
  comparability: Comparability;

  @Field(() => String, { nullable: true })
  reason: string | null;
}

@ObjectType('MeasureStory', {
  description:
    'All that is needed to draw and to judge one measure over a span, read in one snapshot. Numbers are withheld as figures, figureChanges, measureCurve and measureGaps withhold them.',
})
export class MeasureStoryType {
  @Field(() => [StoryVersionType], { description: 'The oldest first.' })
  versions: StoryVersionType[];

  @Field(() => [FigureType], {
    description: 'The total of every period of the span, with its coverage, target, baseline, progress and status.',
  })
  series: FigureType[];

  @Field(() => [SeriesBreakType])
  breaks: SeriesBreakType[];

  @Field(() => [FigureChangeType], {
    description: 'Plain and same-panel; for measures summed over partners.',
  })
  changes: FigureChangeType[];

  @Field(() => [StoryTargetType])
  targets: StoryTargetType[];

  @Field(() => StoryBaselineType, { nullable: true })
  baseline: StoryBaselineType | null;

  @Field(() => MeasureCurveType, {
    description: 'The years that the span touches, against the newest forecast, by whose month they start.',
  })
  curve: MeasureCurveType;

  @Field(() => [MeasureGapsType], {
    description: 'For each dimension of its definition, in the latest period of the span that anybody reported.',
  })
  gaps: MeasureGapsType[];

  @Field(() => [OverlapResolutionType], { description: 'The latest first.' })
  overlapResolutions: OverlapResolutionType[];
}
