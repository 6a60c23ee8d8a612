import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  commitmentKinds,
  commitmentOrders,
  commitmentStates,
  type CommitmentKind,
  type CommitmentState,
} from '@keelson/commitments';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const CommitmentKindEnum = enumOf(commitmentKinds);
registerEnumType(CommitmentKindEnum, {
  name: 'CommitmentKind',
  description:
    'A TASK to do, a RESOURCE to give, a LEADER_PRACTICE that those who lead will change in their own work, ' +
    'or the REPAIR of something that went wrong between members.',
});

export const CommitmentStateEnum = enumOf(commitmentStates);
registerEnumType(CommitmentStateEnum, {
  name: 'CommitmentState',
  description:
    'OFFERED → ACCEPTED (by every holder) → IN_PROGRESS → DELIVERED → CONFIRMED (by its counterpart). Renegotiated it ' +
    'is ACCEPTED again, with a new date; RELEASED its holders need not do it. Whether it is overdue is computed.',
});

export const CommitmentOrderEnum = enumOf(commitmentOrders);
registerEnumType(CommitmentOrderEnum, {
  name: 'CommitmentOrder',
  description: 'By due date or by when it was offered.',
});

@NodeType('Commitment', 'What organizations gave their word to do, until when, and what came of it.')
export class CommitmentType extends Node {
  @Field(() => CommitmentKindEnum)
  kind: CommitmentKind;

  @Field(() => String)
  title: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => [String], { description: 'Who of the holders does it, as they wrote it. Nothing is counted by it.' })
  holderNames: string[];

  @Field(() => Boolean, { description: 'Two holders or more, one of them not the backbone organization.' })
  isJoint: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much a RESOURCE gives.' })
  amount: string | null;

  @Field(() => String, { nullable: true, description: 'A currency ("EUR") or another unit ("hours per week").' })
  unit: string | null;

  @Field(() => DateScalar, { description: 'The last day on which it is in time.' })
  dueOn: string;

  @Field(() => DateScalar, { description: 'As it was offered.' })
  firstDueOn: string;

  @Field(() => CommitmentStateEnum)
  state: CommitmentState;

  @Field(() => DateTimeScalar)
  stateSince: Date;

  @Field(() => String, { nullable: true, description: 'Why it has this state; always set while RELEASED.' })
  stateReason: string | null;

  @Field(() => Boolean, { description: 'Its date was once moved after it had passed: it no longer counts as on time.' })
  renegotiatedLate: boolean;

  @Field(() => DateScalar, { nullable: true })
  deliveredOn: string | null;

  @Field(() => DateScalar, { nullable: true })
  confirmedOn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it strengthened the counterpart, in the words of whoever confirmed it.',
  })
  strengthened: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its holders last asked for help.' })
  helpAskedAt: Date | null;

  @Field(() => String, { nullable: true })
  helpText: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while help is waited for.' })
  helpAnsweredAt: Date | null;

  @Field(() => String, { nullable: true })
  helpAnswer: string | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('CommitmentRenegotiation', { description: 'That a due date was moved.' })
export class CommitmentRenegotiationType {
  @Field(() => DateScalar)
  fromDueOn: string;

  @Field(() => DateScalar)
  toDueOn: string;

  @Field(() => Boolean, { description: 'On or before the date that held until then.' })
  onTime: boolean;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class CommitmentConnection extends connectionOf(CommitmentType, 'Commitment') {}
