import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import type { Audience, ComparisonKind, NarrativeKind } from '@keelson/reports';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { DateTimeScalar, PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum, ComparisonKindEnum, NarrativeKindEnum, ReportType } from '../reports/report.type.js';

@ObjectType({ description: 'What people say beside the figures.' })
export class NarrativeSectionType {
  @Field(() => NarrativeKindEnum)
  kind: NarrativeKind;

  @Field(() => String)
  text: string;

  measureId?: string | null;
}

@ObjectType('ReportLogo', { description: 'A picture on a report: on its page and its PDF.' })
export class ReportLogoType {
  @Field(() => String, { description: '`image/png` or `image/jpeg`.' })
  mediaType: string;

  @Field(() => Int, { description: 'In pixels.' })
  width: number;

  @Field(() => Int, { description: 'In pixels.' })
  height: number;

  @Field(() => String, { description: 'Of the file as it is kept, in hex.' })
  sha256: string;
}

@ObjectType('ReportDefinitionVersion', { description: 'What a definition said from a moment on.' })
export class ReportDefinitionVersionType {
  @Field(() => Int)
  number: number;

  @Field(() => String)
  title: string;

  @Field(() => [AudienceEnum], { description: 'Whom its editions are for.' })
  audiences: Audience[];

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => Int, { nullable: true, description: 'Rolling: so many complete periods before the day of the edition.' })
  lastPeriods: number | null;

  @Field(() => PeriodScalar, { nullable: true })
  firstPeriod: string | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Included.' })
  lastPeriod: string | null;

  @Field(() => Int, { description: 'The month in which rolling years start.' })
  yearStartsIn: number;

  @Field(() => [[String]], {
    nullable: true,
    description: 'Sets of dimension codes; null: all that the data holds; empty: totals only.',
  })
  breakdowns: string[][] | null;

  @Field(() => [NarrativeSectionType])
  narrative: NarrativeSectionType[];

  @Field(() => [ComparisonKindEnum], { nullable: true, description: 'Null: everything.' })
  comparisons: ComparisonKind[] | null;

  @Field(() => String, { description: 'BCP 47: of the words around the data.' })
  language: string;

  @Field(() => String, { nullable: true, description: 'What the logo shows; null where there is none.' })
  logoAlternative: string | null;

  @Field(() => String, { nullable: true, description: 'Why it changed; null for the first version.' })
  reason: string | null;

  @Field(() => DateTimeScalar)
  definedAt: Date;
}

@ObjectType('CalendarRule', { description: 'When a schedule fires, in the time zone of the coalition.' })
export class CalendarRuleType {
  @Field(() => String, { description: '`HH:MM`.' })
  time: string;

  @Field(() => [Int], { nullable: true, description: '1 (Monday) to 7 (Sunday).' })
  weekdays?: number[] | null;

  @Field(() => [Int], { nullable: true, description: "1 to 31; -1 is the month's last day." })
  daysOfMonth?: number[] | null;

  @Field(() => [Int], { nullable: true, description: '1 to 12; null: every month.' })
  months?: number[] | null;
}

@NodeType(
  'ReportSchedule',
  'When editions of a report are made. Whoever set it is asked for: when their role ends, so does the schedule.',
)
export class ReportScheduleType extends Node {
  @Field(() => CalendarRuleType)
  rule: CalendarRuleType;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null once it has ended.' })
  endedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it ended.' })
  endReason: string | null;
}

@ObjectType('ReportEdition', { description: 'A report that was made by a definition.' })
export class ReportEditionType {
  @Field(() => Int, { description: 'From 1 on.' })
  number: number;

  @Field(() => Int, { description: 'The number of the version that it was made by.' })
  version: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The moment of the schedule; null when a person asked. Of moments missed, the latest makes an edition.',
  })
  dueAt: Date | null;
}

@NodeType('ReportDefinition', 'A report that comes again: named, versioned, never deleted.')
export class ReportDefinitionType extends Node {
  @Field(() => String, { description: 'Unique in its coalition.' })
  code: string;

  @Field(() => Int, { description: 'The number of its latest version.' })
  version: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when no edition is made by it.' })
  retiredAt: Date | null;
}

@ObjectType()
export class ReportDefinitionConnection extends connectionOf(ReportDefinitionType, 'ReportDefinition') {}

export const ReportDefinitionPayload = payloadOf('ReportDefinitionPayload', 'reportDefinition', ReportDefinitionType);
export const ReportSchedulePayload = payloadOf('ReportSchedulePayload', 'reportSchedule', ReportScheduleType);
export const RequestEditionPayload = payloadOf('RequestEditionPayload', 'report', ReportType);
