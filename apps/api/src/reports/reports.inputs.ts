import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import type { Audience, ComparisonKind, NarrativeKind, NarrativeSection, ReportState } from '@keelson/reports';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum, ComparisonKindEnum, NarrativeKindEnum, ReportStateEnum } from './report.type.js';

@InputType({ description: 'What people say beside the figures; one section of a kind for each measure.' })
export class NarrativeSectionInput implements NarrativeSection {
  @Field(() => NarrativeKindEnum)
  kind: NarrativeKind;

  @IdField('Measure', { nullable: true, description: 'The measure that it is about; null: the report as a whole.' })
  measureId?: string | null;

  @Field(() => String, { description: 'Plain text, at most 10,000 characters; an empty line starts a paragraph.' })
  text: string;
}

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

  @Field(() => [NarrativeSectionInput], { nullable: true, description: 'At most 250, in the order of reading.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NarrativeSectionInput)
  narrative?: NarrativeSectionInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: "BCP 47: of the words around the data on page, PDF and workbook; the coalition's unless told.",
  })
  language?: string | null;

  @Field(() => [ComparisonKindEnum], {
    nullable: true,
    description: 'What the headlines are set beside, in this order; everything unless told.',
  })
  @IsOptional()
  @ArrayMaxSize(5)
  comparisons?: ComparisonKind[] | null;
}

@InputType()
export class CancelReportInput {
  @IdField('Report')
  id: string;

  @TextField(2000, { nullable: true, description: 'Why; it stands in the history.' })
  reason?: string | null;
}

@InputType()
export class RetryReportInput {
  @IdField('Report')
  id: string;
}

@InputType()
export class PublishReportInput {
  @IdField('Report')
  id: string;

  @Field(() => [AudienceEnum], {
    description: 'Whom it is published to, beside those whom it is published to already.',
  })
  @ArrayMaxSize(3)
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
