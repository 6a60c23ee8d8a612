import { Field, InputType, Int } from '@nestjs/graphql';
import type { CalendarRule } from '@keelson/editions';
import type { Frequency } from '@keelson/measures';
import type { Audience, ComparisonKind } from '@keelson/reports';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum, ComparisonKindEnum } from '../reports/report.type.js';
import { NarrativeSectionInput } from '../reports/reports.inputs.js';

@InputType({ isAbstract: true })
abstract class DefinitionContentInput {
  @TextField(200)
  title: string;

  @Field(() => [AudienceEnum], { description: 'Whom its editions are for; each is still published by a person.' })
  @ArrayMaxSize(3)
  audiences: Audience[];

  @IdField('Measure', {
    list: true,
    nullable: true,
    description: 'At most 250; unless told, all that are active when an edition is made.',
  })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => FrequencyEnum, { description: "The figures' frequency: the measures' own or a longer one." })
  frequency: Frequency;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rolling: so many periods (1 to 600) that had ended on the day of the edition, in the time zone of the coalition.',
  })
  @IsOptional()
  lastPeriods?: number | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Fixed, instead of lastPeriods.' })
  @IsOptional()
  firstPeriod?: string | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Included.' })
  @IsOptional()
  lastPeriod?: string | null;

  @Field(() => Int, { nullable: true, description: 'The month, 1 to 12, in which rolling years start; 1 unless told.' })
  @IsOptional()
  yearStartsIn?: number | null;

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

  @Field(() => [ComparisonKindEnum], {
    nullable: true,
    description: 'What the headlines are set beside, in this order; everything unless told.',
  })
  @IsOptional()
  @ArrayMaxSize(5)
  comparisons?: ComparisonKind[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'BCP 47, e.g. "es": the language of the words around the data on page, PDF and workbook; titles, names and narratives stay as written. The coalition\'s unless told. Where interface words are not written in it, they are English.',
  })
  language?: string | null;
}

@InputType()
export class DefineReportInput extends DefinitionContentInput {
  @IdField('Coalition')
  coalitionId: string;

  @CodeField({ description: 'Unique in the coalition, for good.' })
  code: string;
}

@InputType()
export class ChangeReportDefinitionInput extends DefinitionContentInput {
  @IdField('ReportDefinition')
  id: string;

  @TextField(2000, { description: 'Why it changes; it stands in the history.' })
  reason: string;
}

@InputType()
export class SetReportLogoInput {
  @IdField('ReportDefinition')
  definitionId: string;

  @Field(() => String, {
    description:
      'The bytes of a PNG (8 bits per colour or less, not interlaced) or a JPEG (RGB or grey), in base64: at most 256 KB, at most 2000 × 2000 pixels. What is in the file beside the picture is not kept.',
  })
  data: string;

  @Field(() => String, { description: 'What it shows, for whoever does not see it; at most 300 characters.' })
  alternative: string;

  @TextField(2000, { description: 'Why it changes; it stands in the history.' })
  reason: string;
}

@InputType({
  description:
    'When a schedule fires, in the time zone of the coalition. Name weekdays or days of the month. A time that a change of the clock leaves out comes when the clock goes on.',
})
export class CalendarRuleInput implements CalendarRule {
  @Field(() => String, { description: '`HH:MM`, from 00:00 to 23:59.' })
  @MaxLength(5)
  time: string;

  @Field(() => [Int], { nullable: true, description: '1 (Monday) to 7 (Sunday).' })
  @IsOptional()
  @ArrayMaxSize(7)
  weekdays?: number[] | null;

  @Field(() => [Int], { nullable: true, description: "1 to 31; -1 is the month's last day." })
  @IsOptional()
  @ArrayMaxSize(32)
  daysOfMonth?: number[] | null;

  @Field(() => [Int], { nullable: true, description: '1 to 12; every month unless told.' })
  @IsOptional()
  @ArrayMaxSize(12)
  months?: number[] | null;
}

@InputType()
export class ScheduleReportInput {
  @IdField('ReportDefinition')
  definitionId: string;

  @Field(() => CalendarRuleInput)
  @ValidateNested()
  @Type(() => CalendarRuleInput)
  rule: CalendarRuleInput;
}

@InputType()
export class ReportDefinitionFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'True: also those that are retired.' })
  retired?: boolean | null;
}
