import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enum.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';

export const MissingGroupEnum = enumOf(['NO_DATA', 'WITHHELD', 'SUPPRESSED'] as const);
registerEnumType(MissingGroupEnum, {
  name: 'MissingGroup',
  description:
    'Why a group has no number: nobody reported it, it is not yours to see, or it is (or would tell) a small number of people.',
});

@ObjectType('GroupGap')
export class GroupGapType {
  @Field(() => String, { description: "The category's code." })
  category: string;

  @Field(() => String)
  name: string;

  @Field(() => DecimalScalar, { nullable: true })
  value: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'value − value of the best group.' })
  rateDifference: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'value / value of the best group; null when that is zero.',
  })
  rateRatio: string | null;

  @Field(() => MissingGroupEnum, { nullable: true })
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}

@ObjectType('MeasureGaps', { description: 'How far the groups of a breakdown lie apart, absolutely and relatively.' })
export class MeasureGapsType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => String, { description: "The dimension's code." })
  dimension: string;

  @Field(() => DecimalScalar, { nullable: true })
  total: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The best group's code by the measure's direction; null without a direction (MAINTAIN, NONE).",
  })
  best: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Mean |group − total| / total × 100, over the groups that have a number; null when one of them is not yours to see.',
  })
  indexOfDisparity: string | null;

  @Field(() => Int, { description: 'How many groups have no number, and so no part in the index.' })
  missing: number;

  @Field(() => [GroupGapType], { description: "In the order of the dimension's categories." })
  groups: GroupGapType[];
}
