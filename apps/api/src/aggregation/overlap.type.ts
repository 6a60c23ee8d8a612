import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { overlapMethods, type OverlapMethod } from '@keelson/aggregation';
import type { Frequency } from '@keelson/measures';
import { enumOf } from '../graphql/enum.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

export const OverlapMethodEnum = enumOf(overlapMethods);
registerEnumType(OverlapMethodEnum, {
  name: 'OverlapMethod',
  description:
    "What the figure is, with Σ the sum of the partners' numbers and max the largest: SUM: Σ, nobody was counted twice. MAX: max, everybody was. RATE r: Σ − r × (Σ − max). EXACT: a total that was counted; parts keep what an earlier resolution says.",
});

@ObjectType('OverlapResolution', {
  description:
    'What somebody signed about people whom several partners counted. A later one supersedes; none is ever changed.',
})
export class OverlapResolutionType {
  @Field(() => FrequencyEnum, { description: 'It is for figures of this frequency only.' })
  frequency: Frequency;

  @Field(() => OverlapMethodEnum)
  method: OverlapMethod;

  @Field(() => DecimalScalar, { nullable: true })
  rate: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'For backbone staff; others see it as the value of the figure. It counts as long as it lies between the largest number and the sum; corrections can move these.',
  })
  exact: string | null;

  @Field(() => String)
  signedBy: string;

  @Field(() => DateScalar)
  signedOn: string;

  @Field(() => String)
  source: string;

  @Field(() => DateTimeScalar)
  madeAt: Date;
}
