import { Field, InputType, Int } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import type { RatesGrouping } from '@keelson/submissions';
import { ArrayMaxSize } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { RatesGroupingEnum } from './reporting.type.js';

@InputType({ description: "Days after the period's last day, each whole; 0 is that day. They come in this order." })
export class SetReportingWindowInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The first period that it governs, so that earlier ones keep theirs; omitted: from ever.',
  })
  firstPeriod?: string | null;

  @Field(() => Int, { nullable: true, description: 'The first day on which values are taken; omitted: from ever.' })
  opens?: number | null;

  @Field(() => Int, { nullable: true, description: 'The last day that is timely; omitted: no due date.' })
  due?: number | null;

  @Field(() => Int, { nullable: true, description: 'The last day on which values are taken; omitted: never closed.' })
  closes?: number | null;
}

@InputType()
export class ExtendReportingWindowInput {
  @IdField('Organization')
  organizationId: string;

  @Field(() => PeriodScalar, { description: 'Its code tells the frequency too.' })
  period: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day that is timely; omitted: as the window says.' })
  due?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which values are taken; omitted: as the window says.',
  })
  closes?: string | null;

  @Field(() => String, { description: 'Kept with it and in the history; at most 2,000 characters.' })
  reason: string;
}

@InputType()
export class OutstandingFilterInput {
  @IdField('Organization', { list: true, nullable: true })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Measure', { list: true, nullable: true })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => FrequencyEnum, { nullable: true })
  frequency?: Frequency | null;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Periods with a day in this one or later; one year before the last unless told, at most ten.',
  })
  firstPeriod?: string | null;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Periods that begin before this one ends; those that have begun unless told.',
  })
  lastPeriod?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Due before this day (without a due date: the period's last day).",
  })
  dueBefore?: string | null;
}

@InputType()
export class RatesRequestInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => FrequencyEnum, { description: 'Of the measures that are reported this often.' })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included; at most 600 periods.' })
  lastPeriod: string;

  @Field(() => RatesGroupingEnum)
  by: RatesGrouping;
}
