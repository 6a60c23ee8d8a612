import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';

@ObjectType('ReportingWindow', {
  description:
    "When periods of one frequency may be reported: in days after the period's last day, each day whole, in the coalition's time zone. 15 days after January is 15 February.",
})
export class ReportingWindowType {
  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => Int, { nullable: true, description: 'The first day on which values are taken; null: from ever.' })
  opens: number | null;

  @Field(() => Int, { nullable: true, description: 'The last day that is timely; null: no due date.' })
  due: number | null;

  @Field(() => Int, { nullable: true, description: 'The last day on which values are taken; null: never closed.' })
  closes: number | null;
}

@ObjectType('ReportingExtension', { description: 'More time for one organization and period, with the reason.' })
export class ReportingExtensionType {
  @Field(() => DateScalar, { nullable: true, description: 'The last day that is timely; null: as the window says.' })
  dueOn: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which values are taken; null: as the window says.',
  })
  closesOn: string | null;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  grantedAt: Date;
}

@ObjectType('SubmissionWindow', {
  description: "When a submission could come, as days in the coalition's time zone, and how late it first came.",
})
export class SubmissionWindowType {
  @Field(() => DateScalar, { nullable: true, description: 'Null: from ever.' })
  opensOn: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day that is timely; null: no due date.' })
  dueOn: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null: never closed.' })
  closesOn: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'From the due date to the first submission, which a later one does not change; 0 in time; null without a due date or a submission.',
  })
  daysLate: number | null;
}

@ObjectType()
export class ReportingExtensionConnection extends connectionOf(ReportingExtensionType, 'ReportingExtension') {}
