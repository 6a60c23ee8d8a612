import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { connectionOf } from '../graphql/connection.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@ObjectType('TensionSteward', { description: 'Somebody to whom members turn when there is tension.' })
export class TensionStewardType {
  @Field(() => String)
  name: string;
}

@NodeType(
  'TensionProcedure',
  'How a coalition goes about tension between its members. It never changes; a later version takes its place.',
)
export class TensionProcedureType extends Node {
  @Field(() => Int, { description: '1, 2, 3… The highest one is in force.' })
  version: number;

  @Field(() => String)
  text: string;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  createdAt: Date;
}

@ObjectType()
export class TensionProcedureConnection extends connectionOf(TensionProcedureType, 'TensionProcedure') {}

@InputType()
export class TensionStewardInput {
  @TextField(200)
  name: string;

  @IdField('Organization', { nullable: true, description: 'Left out for somebody from outside the coalition.' })
  organizationId?: string | null;
}

@InputType()
export class RegisterTensionProcedureInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(10_000)
  text: string;

  @Field(() => [TensionStewardInput], { description: '1 to 20. The scorecard asks for two, one outside the backbone.' })
  @Type(() => TensionStewardInput)
  @ValidateNested({ each: true })
  @ArrayMaxSize(20)
  stewards: TensionStewardInput[];
}
