import { Field, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

@NodeType('Decision', 'What was decided in a conversation. It never changes; a later decision may supersede it.')
export class DecisionType extends Node {
  @Field(() => String)
  text: string;

  @Field(() => String)
  why: string;

  @Field(() => String, { nullable: true, description: 'Who it affects.' })
  affects: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether those whom it affects most were represented; null when nobody said.',
  })
  affectedRepresented: boolean | null;

  @Field(() => String, { nullable: true, description: 'Who did not agree, and why.' })
  dissent: string | null;

  @Field(() => DateScalar)
  decidedOn: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the coalition wants to look at it again, as of the last review.',
  })
  reviewOn: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last review.' })
  reviewedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  createdAt: Date;
}

@ObjectType('DecisionReview', { description: 'What was found when the coalition looked at a decision again.' })
export class DecisionReviewType {
  @Field(() => String)
  findings: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it was due.' })
  dueOn: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When to look at it next; null when no day was named.' })
  nextReviewOn: string | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class DecisionConnection extends connectionOf(DecisionType, 'Decision') {}
