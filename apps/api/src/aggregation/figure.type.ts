import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { figureStatuses, type FigureStatus } from '@keelson/aggregation';
import type { Comparability } from '@keelson/measures';
import { enumOf } from '../graphql/enum.js';
import { AttributesScalar, DecimalScalar, JsonScalar, PeriodScalar } from '../graphql/scalars.js';
import { ComparabilityEnum } from '../measures/measure.type.js';

export const FigureStatusEnum = enumOf(figureStatuses);
registerEnumType(FigureStatusEnum, {
  name: 'FigureStatus',
  description:
    'MET and NOT_MET against the target; with a baseline also WORSE than it, ON_TRACK when progress is at least the share of time elapsed, else BEHIND; NO_DATA when nobody reported; SUPPRESSED when it is a small number of people, or one hidden so that a small one cannot be worked out (it is not told which), whether or not there is a target: then value, low, high, numerator, denominator and progress are null and nonValues is empty; WITHHELD when no agreement in force lets you see it, and then too only the counts stay; UNRESOLVED when partners may have counted the same people and nobody has signed how many (Measure.overlapResolutions).',
});

@ObjectType('Figure', {
  description: 'A number of the coalition and everything needed to judge it. A missing value is null, never zero.',
})
export class FigureType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => AttributesScalar, { description: 'Dimension code to category code; empty for the total.' })
  cell: Record<string, string>;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'By the time rule, then the partner rule, a RATIO divided last: factor × Σ numerators / Σ denominators, rounded to six places. Of a calculated measure: its expression over the figures of its operands for the same period and cell (MeasureVersion.expression); null where one of them that has to have a number has none, and UNRESOLVED where the overlap of one is not resolved. Its parts are there where its breakdown is declared and each such operand has that cell.',
  })
  value: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "With high, what is published instead of a value while the status is UNRESOLVED: the truth lies between the largest partner's number (low) and the sum of all (high). Both are null otherwise, and for a RATIO, whose bounds are not known.",
  })
  low: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  high: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  numerator: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  denominator: string | null;

  @Field(() => Int, {
    description:
      'Partners that have a number. Of a calculated measure, this and the next four fields are those of the operand that is covered least: by the share of its cells that hold a number, then by the partners.',
  })
  organizationsReported: number;

  @Field(() => Int, { description: 'Partners that were asked, by membership and assignment.' })
  organizationsExpected: number;

  @Field(() => Int, { description: 'Partner × sub-period cells that hold a number.' })
  cellsReported: number;

  @Field(() => Int)
  cellsExpected: number;

  @Field(() => JsonScalar, { description: 'The cells stepped over, by kind, e.g. {"MISSING": 3, "DECLINED": 1}.' })
  nonValues: Record<string, number>;

  @Field(() => DecimalScalar, { nullable: true })
  target: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  baseline: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '(value − baseline) / (target − baseline), uncapped.' })
  progress: string | null;

  @Field(() => FigureStatusEnum, {
    nullable: true,
    description:
      'Null when there is no target, or withheld for few organizations; SUPPRESSED and WITHHELD also without a target.',
  })
  status: FigureStatus | null;

  @Field(() => Boolean, { description: 'True when a partner reported only parts, whose sum stands here.' })
  derived: boolean;

  @Field(() => Int, { description: "The version of the measure's definition that governs this period." })
  version: number;

  @Field(() => ComparabilityEnum, {
    description:
      'How this version stands beside the one before it. Of a calculated measure: the least comparable of its own version and of those of all that it is calculated from.',
  })
  comparability: Comparability;

  @Field(() => Boolean, {
    description:
      "True when the numbers are not yours to see: for partners, when fewer than 3 organizations stand behind the figure or its value is a single organization's (MIN, MAX, MEDIAN, and the low end of an unresolved overlap), or when that is so of an operand of a calculated measure; and when no agreement lets you see it (then the status is WITHHELD, else it is null). Then value, low, high, numerator, denominator and progress are null and nonValues is empty; the counts stay.",
  })
  withheld: boolean;
}

@ObjectType('FigureChange', {
  description: 'How a total moved since the period before; null where there is nothing to compare.',
})
export class FigureChangeType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => DecimalScalar, { nullable: true })
  before: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  now: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The same, over the partners that have a number in both periods. Null for a calculated measure, with panel 0 and no volumes: its operands have a panel each.',
  })
  panelBefore: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  panelNow: string | null;

  @Field(() => Int, { description: 'How many partners have a number in both periods.' })
  panel: number;

  @Field(() => Int, {
    description:
      'How many partners of the panel are several organizations that have merged (Organization.continues): a mark that the two numbers pass a merger. They count as one partner, when all of them that were asked have a number.',
  })
  panelJoined: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of the expected partners' earlier volume, the part held by those who reported.",
  })
  volumeReported: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  volumeExpected: string | null;

  @Field(() => Boolean, {
    description:
      'True when the numbers are not yours to see, and null: for partners, when fewer than 3 organizations stand behind one of them or behind what is left between two of them.',
  })
  withheld: boolean;

  @Field(() => Boolean, {
    description:
      'True when numbers are null because they are, or would tell, small numbers of people: for partners, of measures of people all of them unless both totals are shown, the panel unless it is everybody, and the volumes always.',
  })
  suppressed: boolean;
}
