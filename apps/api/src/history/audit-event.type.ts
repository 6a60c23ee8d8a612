import { Field, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';

@NodeType('AuditEvent', 'One state change: who, when, what, why. Never changed, never deleted.')
export class AuditEventType extends Node {
  @Field(() => String, { description: 'The verb, e.g. "adoptAgenda".' })
  verb: string;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What was changed, as it was.' })
  before: Record<string, unknown> | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What was changed, as it is since.' })
  after: Record<string, unknown> | null;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType()
export class AuditEventConnection extends connectionOf(AuditEventType, 'AuditEvent') {}
