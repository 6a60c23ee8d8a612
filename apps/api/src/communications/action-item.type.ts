import { Field, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

@NodeType('ActionItem', 'What an organization agreed to do, until when.')
export class ActionItemType extends Node {
  @Field(() => String)
  description: string;

  @Field(() => String, { nullable: true, description: 'Who of the organization does it.' })
  ownerName: string | null;

  @Field(() => DateScalar, { description: 'The last day on which it is in time.' })
  due: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it is open.' })
  doneAt: Date | null;
}

@ObjectType()
export class ActionItemConnection extends connectionOf(ActionItemType, 'ActionItem') {}
