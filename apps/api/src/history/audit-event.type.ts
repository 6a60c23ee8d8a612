import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';

@NodeType('AuditEvent', 'One state change, refusal or export: who, when, what, why. Never changed, never deleted.')
export class AuditEventType extends Node {
  @Field(() => String, { description: 'The verb, e.g. "adoptAgenda"; "refuse" for what was not allowed or not found.' })
  verb: string;

  @Field(() => String, { description: 'The type of what it was done to, e.g. "Agenda".' })
  subjectType: string;

  @Field(() => ID, { description: 'The id of what it was done to; a refusal has the id of who was refused.' })
  subjectId: string;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What was changed, as it was. Secrets are masked.' })
  before: Record<string, unknown> | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What was changed, as it is since. Secrets are masked.' })
  after: Record<string, unknown> | null;

  @Field(() => ID, { nullable: true, description: 'Who did it, also where `person` is not yours to see.' })
  personId: string | null;

  @Field(() => ID, { nullable: true, description: 'The API key that spoke for the person, if one did.' })
  keyId: string | null;

  @Field(() => String, {
    description: 'The request that it was part of: the `x-request-id` of its answer, and what logs name it by.',
  })
  requestId: string;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType()
export class AuditEventConnection extends connectionOf(AuditEventType, 'AuditEvent') {}
