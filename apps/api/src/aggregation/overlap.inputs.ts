import { Field, InputType } from '@nestjs/graphql';
import type { OverlapMethod } from '@keelson/aggregation';
import type { Frequency } from '@keelson/measures';
import { IdField } from '../graphql/id.js';
import { DateScalar, DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { OverlapMethodEnum } from './overlap.type.js';

@InputType()
export class ResolveOverlapInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => FrequencyEnum, {
    description: 'Of the figures that it is for: who comes twice in a year need not come twice in a month.',
  })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included. For EXACT the same as the first.' })
  lastPeriod: string;

  @Field(() => OverlapMethodEnum)
  method: OverlapMethod;

  @Field(() => DecimalScalar, { nullable: true, description: 'For RATE: 0 to 1.' })
  rate?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "For EXACT: the total, from the largest partner's number to the sum of all.",
  })
  exact?: string | null;

  @TextField(200, { description: 'The name of whoever answers for it.' })
  signedBy: string;

  @Field(() => DateScalar, { description: 'Not later than today.' })
  signedOn: string;

  @TextField(2000, { description: 'What it is based on: a matching of lists, a survey, an agreement.' })
  source: string;
}
