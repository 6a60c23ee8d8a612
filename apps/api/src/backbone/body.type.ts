import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { bodyDecisionKinds, bodyKinds, type BodyDecisionKind, type BodyKind } from '@keelson/backbone';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const BodyKindEnum = enumOf(bodyKinds);
registerEnumType(BodyKindEnum, { name: 'BodyKind' });

export const BodyDecisionKindEnum = enumOf(bodyDecisionKinds);
registerEnumType(BodyDecisionKindEnum, {
  name: 'BodyDecisionKind',
  description:
    'ADOPT_AGENDA names a version (agendaId), REMOVE_MEMBER an organization (organizationId); ' +
    'CHANGE_PHASE and OTHER name nothing.',
});

@ObjectType('SeatRule', {
  description:
    'How the seats of a body stand. The rule for a decision body: at least one third and at least two of its held seats ' +
    'by representatives of most-impacted groups. A seat is held by an active member within its term; past it, it is vacant.',
})
export class SeatRuleType {
  @Field(() => Int)
  seats: number;

  @Field(() => Int, { description: 'n: the held seats.' })
  held: number;

  @Field(() => Int, { description: 'Held seats whose holder represents a most-impacted group.' })
  mostImpacted: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'mostImpacted / held, four decimals; null, "not assessable", when no seat is held.',
  })
  share: string | null;

  @Field(() => Boolean, { description: 'At least one third.' })
  shareMet: boolean;

  @Field(() => Boolean, { description: 'At least two.' })
  countMet: boolean;

  @Field(() => Boolean, { description: 'Both. A body that misses it meets, but decides only for a while.' })
  met: boolean;
}

@NodeType('Body', 'A circle of seats that meets; where it is a decision body, it also decides.')
export class BodyType extends Node {
  @Field(() => String)
  name: string;

  @Field(() => BodyKindEnum)
  kind: BodyKind;

  @Field(() => String, { nullable: true })
  purpose: string | null;

  @Field(() => Boolean, { description: 'Whether it is a decision body.' })
  decides: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  retiredAt: Date | null;
}

@NodeType('Seat', 'A seat in a body.')
export class SeatType extends Node {
  @Field(() => String)
  title: string;

  @Field(() => String, { nullable: true })
  holderName: string | null;

  @Field(() => String, { nullable: true })
  deputyName: string | null;

  @Field(() => DateScalar, { nullable: true })
  termFrom: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day, included; past it the seat counts as vacant.',
  })
  termTo: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What whoever sits here gets for it; null for those who only read.',
  })
  compensation: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  closedAt: Date | null;
}

@NodeType(
  'BodyDecision',
  'What a decision body decided. It holds once a member with a seat confirmed it; it never changes.',
)
export class BodyDecisionType extends Node {
  @Field(() => BodyDecisionKindEnum)
  kind: BodyDecisionKind;

  @Field(() => String)
  text: string;

  @Field(() => String)
  why: string;

  @Field(() => String, { nullable: true, description: 'What was said against it.' })
  dissent: string | null;

  @Field(() => DateScalar)
  decidedOn: string;

  @Field(() => Int, { description: 'The seats that were held on that day.' })
  seatsHeld: number;

  @Field(() => Int, { description: 'Those among them held by representatives of most-impacted groups.' })
  seatsMostImpacted: number;

  @Field(() => Boolean, { description: 'Whether the body met the rule of seats on that day.' })
  meetsSeatRule: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Set where the body missed the rule: the last day of its interim decision, at most 60 days on.',
  })
  interimUntil: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began to hold.' })
  confirmedAt: Date | null;
}

@ObjectType()
export class BodyConnection extends connectionOf(BodyType, 'Body') {}

@ObjectType()
export class BodyDecisionConnection extends connectionOf(BodyDecisionType, 'BodyDecision') {}
