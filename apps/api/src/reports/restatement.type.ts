import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { circumstances, restatementReasons, type RestatementReasonKind } from '@keelson/reports';
import { enumOf } from '../graphql/enum.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';

export const CircumstanceEnum = enumOf(circumstances.map((one) => one.toUpperCase()));
registerEnumType(CircumstanceEnum, {
  name: 'Circumstance',
  description: 'What decides figures beside values. PARTNERS: memberships, assignments and mergers.',
});

export const RestatementReasonEnum = enumOf(restatementReasons);
registerEnumType(RestatementReasonEnum, {
  name: 'RestatementReasonKind',
  description:
    'CORRECTION of approved values; REPORTED: values were written otherwise; APPROVED, RETURNED: submissions were, and count or do not count since then.',
});

@ObjectType('RestatementReason')
export class RestatementReasonType {
  @Field(() => RestatementReasonEnum)
  kind: RestatementReasonKind;

  @Field(() => String, { nullable: true, description: 'What whoever corrected wrote.' })
  text: string | null;

  @Field(() => Int, { description: 'Cells that were written, or submissions that were decided.' })
  count: number;
}

@ObjectType('RestatedInterval', { description: 'A figure that is only known as an interval.' })
export class RestatedIntervalType {
  @Field(() => DecimalScalar)
  low: string;

  @Field(() => DecimalScalar)
  high: string;
}

@ObjectType('RestatedCategory')
export class RestatedCategoryType {
  @Field(() => String)
  dimension: string;

  @Field(() => String)
  category: string;
}

@ObjectType('RestatedFigure', { description: 'A figure of a report that is another one now.' })
export class RestatedFigureType {
  @Field(() => String, { description: 'The code of the measure.' })
  measure: string;

  @Field(() => PeriodScalar)
  period: string;

  @Field(() => [RestatedCategoryType], { description: 'Of its cell; empty: the total.' })
  categories: RestatedCategoryType[];

  @Field(() => Boolean, { description: 'It was the headline of its measure.' })
  isHeadline: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: 'Null: there was no number.' })
  before: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Null: there is no number.' })
  now: string | null;

  @Field(() => RestatedIntervalType, { nullable: true })
  beforeInterval?: RestatedIntervalType;

  @Field(() => RestatedIntervalType, { nullable: true })
  nowInterval?: RestatedIntervalType;

  @Field(() => DecimalScalar, { nullable: true, description: 'now − before.' })
  difference: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The difference in per cent of |before|.' })
  percent: string | null;

  @Field(() => [RestatementReasonType])
  reasons: RestatementReasonType[];
}

@ObjectType('ReportDrift', { description: 'What became of the numbers of a report since it was compiled.' })
export class ReportDriftType {
  @Field(() => [RestatedFigureType], { description: 'At most 1,000, by measure, period and cell.' })
  changes: RestatedFigureType[];

  @Field(() => Boolean, { description: 'There are more than are told here.' })
  isCut: boolean;

  @Field(() => [CircumstanceEnum], { description: 'What decides figures beside values, and was changed since.' })
  circumstances: string[];
}
