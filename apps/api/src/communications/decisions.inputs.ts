import { Field, InputType } from '@nestjs/graphql';
import type { ConversationKind, RegisterSource } from '@keelson/communications';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ConversationKindEnum } from './conversation.type.js';
import { RegisterSourceEnum } from './register.type.js';

@InputType()
export class RecordDecisionInput {
  @IdField('Conversation', { description: 'The conversation in which it was taken.' })
  conversationId: string;

  @TextField(2000)
  text: string;

  @TextField(5000)
  why: string;

  @TextField(2000, { nullable: true, description: 'Who it affects.' })
  affects?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether those whom it affects most were represented; null when nobody knows.',
  })
  affectedRepresented?: boolean | null;

  @TextField(5000, { nullable: true, description: 'Who did not agree, and why.' })
  dissent?: string | null;

  @IdField('Activity', { list: true, nullable: true, description: 'The activities that it changes.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: "The day of the conversation, in the coalition's time zone, unless told.",
  })
  decidedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When to look at it again: a day after the decision.' })
  reviewOn?: string | null;

  @IdField('Decision', {
    nullable: true,
    description: 'The decision that this one replaces; it must not have been superseded before.',
  })
  supersedesId?: string | null;
}

@InputType()
export class ReviewDecisionInput {
  @IdField('Decision')
  decisionId: string;

  @TextField(5000, { description: 'What was found; a decision that should be another one is superseded.' })
  findings: string;

  @Field(() => DateScalar, { nullable: true, description: 'When to look at it next: a day after today.' })
  nextReviewOn?: string | null;
}

@InputType()
export class DecisionFilterInput {
  @IdField('Conversation', { list: true, nullable: true, description: 'Decisions that were taken in one of these.' })
  @ArrayMaxSize(250)
  conversationIds?: string[] | null;

  @Field(() => [ConversationKindEnum], { nullable: true, description: 'Taken in conversations of these kinds.' })
  @IsOptional()
  @ArrayMaxSize(250)
  conversationKinds?: ConversationKind[] | null;

  @IdField('Body', { list: true, nullable: true, description: 'Taken in conversations of one of these.' })
  @ArrayMaxSize(250)
  bodyIds?: string[] | null;

  @IdField('Activity', { list: true, nullable: true, description: 'Decisions that change one of these.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or later.' })
  decidedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or earlier.' })
  decidedUntil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: not superseded. False: superseded.' })
  standing?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: standing, and to be looked at again by today in the coalition's time zone. False: all others.",
  })
  reviewDue?: boolean | null;
}

@InputType()
export class DecisionRegisterFilterInput {
  @Field(() => [RegisterSourceEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(2)
  sources?: RegisterSource[] | null;

  @IdField('Body', { list: true, nullable: true, description: 'Decided by one of these, or in a conversation of one.' })
  @ArrayMaxSize(250)
  bodyIds?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or later.' })
  decidedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or earlier.' })
  decidedUntil?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: holds, being neither superseded nor, of a body, without a confirmation or past an interim end. False: all others.',
  })
  standing?: boolean | null;
}
