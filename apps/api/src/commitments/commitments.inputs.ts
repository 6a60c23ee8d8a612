import { Field, InputType } from '@nestjs/graphql';
import type { CommitmentKind, CommitmentState } from '@keelson/commitments';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, DecimalScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { CommitmentKindEnum, CommitmentStateEnum } from './commitment.type.js';

@InputType()
export class OfferCommitmentInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => CommitmentKindEnum)
  kind: CommitmentKind;

  @TextField(500, { description: 'What will be done, in one sentence.' })
  title: string;

  @TextField(5000, { nullable: true })
  description?: string | null;

  @IdField('Organization', { list: true, description: 'Who does it; two or more do it together. At most 50.' })
  @ArrayMaxSize(250)
  holderOrganizationIds: string[];

  @Field(() => [String], { nullable: true, description: 'Who of the holders does it.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  holderNames?: string[] | null;

  @IdField('Organization', {
    nullable: true,
    description: 'For whom it is done, and who confirms it: none of the holders. Null: the coalition.',
  })
  counterpartOrganizationId?: string | null;

  @IdField('Conversation', { nullable: true, description: 'The conversation in which it was agreed.' })
  conversationId?: string | null;

  @IdField('Activity', { nullable: true, description: 'The activity that it is a part of.' })
  activityId?: string | null;

  @IdField('Decision', { nullable: true, description: 'The decision of a conversation that it follows from.' })
  decisionId?: string | null;

  @IdField('BodyDecision', {
    nullable: true,
    description: 'The decision of a body that it follows from, such as the adoption of the agenda.',
  })
  bodyDecisionId?: string | null;

  @IdField('Asset', { nullable: true, description: 'What of the assets a RESOURCE gives.' })
  assetId?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much a RESOURCE gives.' })
  amount?: string | null;

  @TextField(100, { nullable: true, description: 'Of the amount: a currency ("EUR") or another unit.' })
  unit?: string | null;

  @Field(() => DateScalar, {
    description: "The last day on which it is in time: today in the coalition's zone or later.",
  })
  dueOn: string;
}

@InputType()
export class AcceptCommitmentInput {
  @IdField('Commitment')
  id: string;

  @IdField('Organization', { description: 'The holder that accepts.' })
  organizationId: string;
}

@InputType()
export class DeliverCommitmentInput {
  @IdField('Commitment')
  id: string;

  @TextField(2000, { nullable: true, description: 'What came of it.' })
  reason?: string | null;
}

@InputType()
export class ConfirmCommitmentInput {
  @IdField('Commitment')
  id: string;

  @TextField(2000, {
    nullable: true,
    description: 'How it strengthened you, the counterpart, where it did. Ties that collaborate are known by it.',
  })
  strengthened?: string | null;
}

@InputType()
export class RenegotiateCommitmentInput {
  @IdField('Commitment')
  id: string;

  @Field(() => DateScalar, { description: 'The new last day: today or later.' })
  dueOn: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class AskForHelpInput {
  @IdField('Commitment')
  id: string;

  @TextField(2000, { description: 'What would help.' })
  text: string;
}

@InputType()
export class AnswerHelpInput {
  @IdField('Commitment')
  id: string;

  @TextField(2000)
  answer: string;
}

@InputType()
export class CommitmentFilterInput {
  @Field(() => [CommitmentStateEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  states?: CommitmentState[] | null;

  @Field(() => [CommitmentKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  kinds?: CommitmentKind[] | null;

  @IdField('Organization', { list: true, nullable: true, description: 'Held by one of these.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Organization', { list: true, nullable: true, description: 'With one of these as counterpart.' })
  @ArrayMaxSize(250)
  counterpartOrganizationIds?: string[] | null;

  @IdField('Conversation', { list: true, nullable: true, description: 'Agreed in one of these.' })
  @ArrayMaxSize(250)
  conversationIds?: string[] | null;

  @IdField('Activity', { list: true, nullable: true, description: 'A part of one of these.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @Field(() => Boolean, { nullable: true })
  joint?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True: not delivered, not released, and due before today in the coalition's time zone. False: all others.",
  })
  overdue?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: help was asked for and not answered. False: all others.',
  })
  helpAsked?: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day or later.' })
  dueFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day or before.' })
  dueTo?: string | null;

  @TextField(200, { nullable: true, description: 'Part of the title or the description.' })
  search?: string | null;
}
