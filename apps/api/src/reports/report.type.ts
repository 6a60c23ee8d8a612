import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import {
  audiences,
  comparisonKinds,
  narrativeKinds,
  reportStates,
  type Audience,
  type ReportState,
} from '@keelson/reports';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { DateTimeScalar, PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

export const ReportStateEnum = enumOf(reportStates);
registerEnumType(ReportStateEnum, {
  name: 'ReportState',
  description:
    'REQUESTED → COMPILING → COMPILED, which is final; or FAILED, and `failure` says why, until retryReport makes it REQUESTED again; or CANCELLED by cancelReport, which is final too.',
});

export const AudienceEnum = enumOf(audiences);
registerEnumType(AudienceEnum, {
  name: 'Audience',
  description:
    "To whom a report is published. COALITION: the coalition's partners and observers. FUNDERS: its funders. PUBLIC: everybody in the coalition; it holds what no partner could tell another's small number from, even where it is passed on to anybody. Backbone staff see every report without that.",
});

export const NarrativeKindEnum = enumOf(narrativeKinds);
registerEnumType(NarrativeKindEnum, {
  name: 'NarrativeKind',
  description: 'What a section says: a summary, or an answer to a question of turning the curve.',
});

export const ComparisonKindEnum = enumOf(comparisonKinds);
registerEnumType(ComparisonKindEnum, {
  name: 'ComparisonKind',
  description:
    'What a headline is set beside. SAME_PANEL: those who reported in both periods. Periods that the report does not hold are left out.',
});

@ObjectType('ReportPublication', {
  description: 'That a report was published to an audience. It ends by being withdrawn, and stays as a record.',
})
export class ReportPublicationType {
  @Field(() => AudienceEnum)
  audience: Audience;

  @Field(() => DateTimeScalar)
  publishedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it stands.' })
  withdrawnAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  withdrawalReason: string | null;
}

@ObjectType({ description: 'How far the compiling is, in measures.' })
export class ReportProgressType {
  @Field(() => Int)
  done: number;

  @Field(() => Int)
  total: number;
}

@ObjectType({
  description:
    'Paths on this address that answer GET with the same credential as here, once the report is COMPILED and, unless you are backbone staff, published to you; 409 until then.',
})
export class ReportDownloadsType {
  @Field(() => String, { description: 'One row per measure, period and cell; exact decimals.' })
  csv: string;

  @Field(() => String, { description: 'Its JSON Schema is at /schemas/report.json.' })
  json: string;

  @Field(() => String, { description: 'One page with charts that opens from disk.' })
  html: string;

  @Field(() => String, {
    description: 'A workbook: typed cells, a sheet per section. Numbers of more than 15 digits are texts.',
  })
  xlsx: string;

  @Field(() => String, { description: 'A4.' })
  pdf: string;

  @Field(() => String, { description: 'The same on US Letter.' })
  letterPdf: string;

  @Field(() => String, { description: 'Common Impact Data Standard 3.2.1, Basic Tier, as JSON-LD.' })
  cids: string;

  @Field(() => String, { description: 'IATI 2.03, one activity with a result per measure.' })
  iati: string;

  @Field(() => String, {
    description: 'DHIS2 dataValueSets; the code of the coalition stands for the organisation unit.',
  })
  dhis2: string;
}

@NodeType('Report', 'A shared-measurement report. Its content is frozen when it is compiled and never changes.')
export class ReportType extends Node {
  @Field(() => String)
  title: string;

  @Field(() => ReportStateEnum)
  state: ReportState;

  @Field(() => ReportProgressType, { nullable: true })
  progress?: ReportProgressType;

  @Field(() => String, { nullable: true, description: 'Why it FAILED, in a sentence.' })
  failure: string | null;

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included.' })
  lastPeriod: string;

  @Field(() => [[String]], {
    nullable: true,
    description: 'Sets of dimension codes; null: all that the data holds; empty: totals only.',
  })
  breakdowns: string[][] | null;

  @Field(() => String, { description: 'BCP 47: of the words around the data.' })
  language: string;

  @Field(() => DateTimeScalar)
  requestedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  compiledAt: Date | null;
}

@ObjectType('ReportVerification', { description: 'What is known of a copy of a report by its SHA-256.' })
export class ReportVerificationType {
  @Field(() => Boolean, {
    description:
      'It is the hash of a copy that was given out: to you, or for backbone staff to anybody. False: the copy was changed, or is of another report.',
  })
  isGenuine: boolean;

  @Field(() => [AudienceEnum], {
    nullable: true,
    description:
      'Who are shown just this. Empty: it is the copy for backbone staff, with all numbers. Null when it is none.',
  })
  copyFor: Audience[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'What is stored was hashed again just now, and gives the same. Null when the copy is none.',
  })
  isIntact: boolean | null;
}

@ObjectType()
export class ReportConnection extends connectionOf(ReportType, 'Report') {}

export const PublishReportPayload = payloadOf('PublishReportPayload', 'report', ReportType);
export const WithdrawReportPayload = payloadOf('WithdrawReportPayload', 'report', ReportType);
export const CancelReportPayload = payloadOf('CancelReportPayload', 'report', ReportType);
export const RetryReportPayload = payloadOf('RetryReportPayload', 'report', ReportType);
export const RequestReportPayload = payloadOf('RequestReportPayload', 'report', ReportType);
