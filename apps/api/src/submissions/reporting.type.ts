import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ratesGroupings, type OwedState, type SubmissionState } from '@keelson/submissions';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateScalar, DecimalScalar } from '../graphql/scalars.js';
import { SubmissionStateEnum } from './submission.type.js';

export const OwedStateEnum = enumOf(['NOT_DUE', 'MISSING'] as const satisfies OwedState[]);
registerEnumType(OwedStateEnum, {
  name: 'OwedState',
  description: "MISSING after the due date (without one, after the period's last day), NOT_DUE until then.",
});
export const RatesGroupingEnum = enumOf(ratesGroupings);
registerEnumType(RatesGroupingEnum, { name: 'RatesGrouping', description: 'What one row of rates is about.' });

@ObjectType({ isAbstract: true })
abstract class Owed {
  @Field(() => DateScalar, { nullable: true, description: 'Extensions included; null: no due date.' })
  dueOn: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which values are taken; null: never closed.',
  })
  closesOn: string | null;

  @Field(() => OwedStateEnum)
  state: OwedState;

  @Field(() => Int, { nullable: true, description: '0 while it is not late; null without a due date.' })
  daysLate: number | null;

  @Field(() => SubmissionStateEnum, {
    nullable: true,
    description: 'Null: nothing was begun. DRAFT was not sent; RETURNED is owed again as a whole.',
  })
  submissionState: SubmissionState | null;
}

@ObjectType('OutstandingCell', {
  description: 'The total of a measure that an organization owes for a period: neither a number nor a non-value came.',
})
export class OutstandingCellType extends Owed {
  @Field(() => DateScalar, { nullable: true, description: 'The first day on which values are taken; null: from ever.' })
  opensOn: string | null;
}

@ObjectType('OwedSubmission', { description: "A period's submission that is late or due soon, wholly or in part." })
export class OwedSubmissionType extends Owed {}

@ObjectType('Reminder', { description: 'What one organization should be reminded of.' })
export class ReminderType {
  @Field(() => Int, { description: 'Submissions that are late.' })
  late: number;

  @Field(() => Int, { description: 'Submissions that fall due within the days asked for.' })
  due: number;
}

const ofOne = 'From 0 to 1, rounded to six places; null when there is nothing to divide by.';

@ObjectType('ReportingRates', {
  description:
    'Three rates and timeliness, each with what it is made of: how many submissions came, how many cells hold an answer, how many a number. None of them stands for another.',
})
export class ReportingRatesType {
  @Field(() => Int, { description: 'Organization × period, wherever at least one measure is asked for.' })
  submissionsExpected: number;

  @Field(() => Int, { description: 'SUBMITTED or APPROVED; a draft or a returned one is not received.' })
  submissionsReceived: number;

  @Field(() => Int, { description: 'Expected, not received, and not due yet.' })
  submissionsNotDue: number;

  @Field(() => DecimalScalar, { nullable: true, description: `submissionsReceived / submissionsExpected. ${ofOne}` })
  submissionRate: string | null;

  @Field(() => Int, { description: 'Organization × measure × period: the totals asked for.' })
  cellsExpected: number;

  @Field(() => Int, { description: "With a number, zero included, or a partner's non-value." })
  cellsAnswered: number;

  @Field(() => Int, { description: 'With a number, reported or made up by the parts of an additive breakdown.' })
  cellsWithNumber: number;

  @Field(() => DecimalScalar, { nullable: true, description: `cellsAnswered / cellsExpected. ${ofOne}` })
  cellCompleteness: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `cellsWithNumber / cellsExpected. ${ofOne}` })
  valueCompleteness: string | null;

  @Field(() => Int, {
    description: 'Expected submissions with a due date that came, or whose due date has passed.',
  })
  submissionsDecided: number;

  @Field(() => Int, { description: 'First submitted by the due date; a resubmission does not change that.' })
  submissionsTimely: number;

  @Field(() => Int, { description: 'First submitted after the due date.' })
  submissionsLate: number;

  @Field(() => DecimalScalar, { nullable: true, description: `submissionsTimely / submissionsDecided. ${ofOne}` })
  timeliness: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Of the late ones; null when none is.' })
  medianDaysLate: string | null;

  @Field(() => Int, { nullable: true })
  longestDaysLate: number | null;
}

@ObjectType()
export class OutstandingCellConnection extends connectionOf(OutstandingCellType, 'OutstandingCell') {}

@ObjectType()
export class ReminderConnection extends connectionOf(ReminderType, 'Reminder') {}
