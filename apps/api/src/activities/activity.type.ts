import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  activityKinds,
  activityStatuses,
  evidenceStrengths,
  type ActivityKind,
  type ActivityStatus,
  type EvidenceStrength,
} from '@keelson/activities';
import type { ChangeLevel } from '@keelson/agenda';
import { ChangeLevelEnum } from '../agenda/agenda.type.js';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

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

  @Field(() => Boolean, {
    description: 'One of the few that the coalition stands or falls with; never one organization alone.',
  })
  isCore: boolean;

  @Field(() => ChangeLevelEnum, { nullable: true, description: 'Where it changes something.' })
  changeLevel: ChangeLevel | null;

  @Field(() => String, { nullable: true, description: 'What it does that existing institutions do not do.' })
  beyondExisting: string | null;

  @Field(() => String, { nullable: true })
  place: string | null;

  @Field(() => [String], { description: 'Kinds of assets that it cannot do without, by their codes (Asset.kind).' })
  requiredCapabilities: string[];

  @Field(() => DecimalScalar, { nullable: true, description: 'All that it costs, in `currency`.' })
  budget: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217; there exactly when there is a budget.' })
  currency: string | null;

  @Field(() => String, { nullable: true, description: 'What is given to it other than money.' })
  inKind: string | null;

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

export const EvidenceStrengthEnum = enumOf(evidenceStrengths);
registerEnumType(EvidenceStrengthEnum, {
  name: 'EvidenceStrength',
  description: 'How well it is known that such an activity moves such a measure.',
});

@ObjectType('ActivityEffect', { description: 'What is expected of one of the measures that an activity is to move.' })
export class ActivityEffectType {
  @Field(() => Int, { nullable: true, description: 'Whole months from its start until the measure moves.' })
  lagMonths: number | null;

  @Field(() => EvidenceStrengthEnum, { nullable: true })
  evidence: EvidenceStrength | null;
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
