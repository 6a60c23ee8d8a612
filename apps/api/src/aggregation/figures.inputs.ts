import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

@InputType()
export class FigureRequestInput {
  @IdField('Coalition')
  coalitionId: string;

  @IdField('Measure', { list: true, description: '1 to 60 measures.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  measureIds: string[];

  @Field(() => FrequencyEnum, { description: "The figures' frequency: the measures' own or a longer one." })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included; at most 600 periods.' })
  lastPeriod: string;

  @Field(() => [[String]], {
    nullable: true,
    description: 'Sets of dimension codes; omitted: all that the data holds; empty: totals only.',
  })
  breakdowns?: string[][] | null;
}
