import { InputType, Field } from '@nestjs/graphql';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@NodeType('AlignmentStatement', "How an organization's own work contributes to a goal, in its words.")
export class AlignmentStatementType extends Node {
  @Field(() => String)
  text: string;

  @Field(() => DateTimeScalar)
  statedAt: Date;
}

@InputType()
export class StateAlignmentInput {
  @IdField('Goal', { description: 'A goal of the adopted version.' })
  goalId: string;

  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @TextField(5000)
  text: string;
}
