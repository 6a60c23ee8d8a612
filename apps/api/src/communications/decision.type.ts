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

  @Field(() => DateScalar)
  decidedOn: string;

  @Field(() => DateScalar, { nullable: true, description: 'When the coalition wants to look at it again.' })
  reviewOn: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  createdAt: Date;
}

@ObjectType()
export class DecisionConnection extends connectionOf(DecisionType, 'Decision') {}
