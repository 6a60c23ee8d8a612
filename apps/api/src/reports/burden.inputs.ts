import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

@InputType()
export class BurdenRequestInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => FrequencyEnum, { description: 'Of the measures that are reported this often.' })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included; at most 600 periods.' })
  lastPeriod: string;
}
