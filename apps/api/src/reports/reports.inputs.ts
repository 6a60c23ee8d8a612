import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import type { Audience, ReportState } from '@keelson/reports';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum, ReportStateEnum } from './report.type.js';

@InputType()
export class RequestReportInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(200)
  title: string;

  @IdField('Measure', { list: true, nullable: true, description: 'At most 250; all active measures unless told.' })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

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
  @IsOptional()
  @ArrayMaxSize(250)
  breakdowns?: string[][] | null;
}

@InputType()
export class PublishReportInput {
  @IdField('Report')
  id: string;

  @Field(() => [AudienceEnum], {
    description: 'Whom it is published to, beside those whom it is published to already.',
  })
  @ArrayMaxSize(2)
  audiences: Audience[];
}

@InputType()
export class WithdrawReportInput {
  @IdField('Report')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class ReportFilterInput {
  @Field(() => [ReportStateEnum], { nullable: true })
  states?: ReportState[] | null;
}
