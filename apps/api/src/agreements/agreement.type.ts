import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { agreementStates, sharingGrains, type AgreementState, type SharingGrain } from '@keelson/agreements';
import type { Frequency } from '@keelson/measures';
import type { Audience } from '@keelson/reports';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { DateScalar, DateTimeScalar, PeriodScalar } from '../graphql/scalars.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum } from '../reports/report.type.js';

export const AgreementStateEnum = enumOf(agreementStates);
registerEnumType(AgreementStateEnum, {
  name: 'AgreementState',
  description:
    "By the day of the coalition's time zone. PROPOSED: a party has not signed yet. SIGNED: all have, but its first day is still to come. IN_FORCE: it decides what audiences see. EXPIRED: its last day is over. SUPERSEDED: the agreement that takes its place has begun. REVOKED: a party ended it.",
});

export const SharingGrainEnum = enumOf(sharingGrains);
registerEnumType(SharingGrainEnum, {
  name: 'SharingGrain',
  description:
    'The finest that is seen. COALITION: totals of the coalition; the backbone, which answers for them, is a party. PARTNER: also the own figures of the organizations that are parties, and of no others.',
});

@ObjectType('AgreementParty', { description: 'Who agrees. Each signs for itself.' })
export class AgreementPartyType {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null until it has signed.' })
  signedAt: Date | null;
}

@NodeType(
  'Agreement',
  'A data-sharing agreement: what its parties let audiences see. It is never edited: it is revoked, or another one takes its place. Where the coalition shares BY_AGREEMENT, what no agreement in force covers is WITHHELD from all but backbone staff.',
)
export class AgreementType extends Node {
  @Field(() => AgreementStateEnum)
  state: AgreementState;

  @Field(() => String, { description: 'What the figures are shared for.' })
  purpose: string;

  @Field(() => SharingGrainEnum)
  grain: SharingGrain;

  @Field(() => FrequencyEnum, { nullable: true, description: 'No shorter periods are seen; null: every one.' })
  finestFrequency: Frequency | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'The first period that is seen; null: all before, too.' })
  firstPeriod: string | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Included; null: all after, too.' })
  lastPeriod: string | null;

  @Field(() => [[String]], {
    nullable: true,
    description: 'Sets of dimension codes, with their margins; null: all; empty: totals only.',
  })
  breakdowns: string[][] | null;

  @Field(() => [AudienceEnum], { description: 'What PUBLIC may see, the others may too.' })
  audiences: Audience[];

  @Field(() => DateScalar, { description: 'The first day on which it holds.' })
  from: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included; null: until it is revoked.' })
  to: string | null;

  @Field(() => DateTimeScalar)
  proposedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last party signed.' })
  signedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;

  @Field(() => String, { nullable: true })
  revocationReason: string | null;
}

@ObjectType()
export class AgreementConnection extends connectionOf(AgreementType, 'Agreement') {}

export const AgreementPayload = payloadOf('AgreementPayload', 'agreement', AgreementType);
