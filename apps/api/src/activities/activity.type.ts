import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { activityKinds, activityStatuses, type ActivityKind, type ActivityStatus } from '@keelson/activities';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const ActivityKindEnum = enumOf(activityKinds);
registerEnumType(ActivityKindEnum, {
  name: 'ActivityKind',
  description:
    'PROGRAM serves people, POLICY changes rules, SYSTEMS changes how institutions work together, ' +
    'PUBLIC_WILL moves opinion, CAPACITY strengthens those who act.',
});

export const ActivityStatusEnum = enumOf(activityStatuses);
registerEnumType(ActivityStatusEnum, {
  name: 'ActivityStatus',
  description: 'PLANNED → ACTIVE ↔ PAUSED → DONE or STOPPED. What is DONE or STOPPED stays as it is.',
});

@NodeType(
  'Activity',
  'What one organization does, alone or with partners, towards the goals of the common agenda; ' +
    'its links say how it reinforces what others do.',
)
export class ActivityType extends Node {
  @Field(() => String)
  title: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => ActivityKindEnum)
  kind: ActivityKind;

  @Field(() => DateScalar, { nullable: true })
  startDate: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included.' })
  endDate: string | null;

  @Field(() => ActivityStatusEnum)
  status: ActivityStatus;

  @Field(() => String, { nullable: true, description: 'Why it has this status; always set while PAUSED or STOPPED.' })
  statusReason: string | null;

  @Field(() => DateTimeScalar)
  statusSince: Date;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@NodeType('Milestone', 'A point that an activity wants to have reached by a day.')
export class MilestoneType extends Node {
  @Field(() => String)
  title: string;

  @Field(() => DateScalar, { nullable: true })
  dueDate: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reached; null while it is open.' })
  doneAt: Date | null;
}

@ObjectType()
export class ActivityConnection extends connectionOf(ActivityType, 'Activity') {}
