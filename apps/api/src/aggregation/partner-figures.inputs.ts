import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

@InputType()
export class PartnerFigureRequestInput {
  @IdField('Coalition')
  coalitionId: string;

  @IdField('Measure', { description: 'Not a calculated one.' })
  measureId: string;

  @Field(() => FrequencyEnum, { description: "The measure's own or a longer one." })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included; at most 600 periods.' })
  lastPeriod: string;
}
