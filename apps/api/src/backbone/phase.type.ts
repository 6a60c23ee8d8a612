import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, Max, MaxLength, Min } from 'class-validator';
import { connectionOf } from '../graphql/connection.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { Payload } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@NodeType('PhaseChange', 'A move of the coalition from one phase of its work to another, forward or back.')
export class PhaseChangeType extends Node {
  @Field(() => Int, { nullable: true, description: '1 to 5; null for the first.' })
  from: number | null;

  @Field(() => Int, { description: '1 to 5.' })
  to: number;

  @Field(() => String, { description: 'What the phase was called then.' })
  toLabel: string;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  changedAt: Date;
}

@ObjectType()
export class PhaseChangeConnection extends connectionOf(PhaseChangeType, 'PhaseChange') {}

@ObjectType()
export class LabelPhasesPayload extends Payload {
  @Field(() => [String], { nullable: true, description: 'The five labels, in their order.' })
  labels?: string[];
}

@InputType()
export class LabelPhasesInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => [String], { description: 'Five different ones, in their order.' })
  @ArrayMaxSize(5)
  @MaxLength(100, { each: true })
  labels: string[];
}

@InputType()
export class ChangePhaseInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => Int, { description: '1 to 5.' })
  @Min(1)
  @Max(5)
  to: number;

  @TextField(5000)
  reason: string;

  @IdField('BodyDecision', { description: 'A confirmed decision CHANGE_PHASE that changed no phase yet.' })
  decisionId: string;
}
