import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { sessionEnds, sessionOrigins, type SessionEnd, type SessionOrigin } from '@keelson/identity';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { Payload } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';

const SessionOriginEnum = enumOf(sessionOrigins);
registerEnumType(SessionOriginEnum, { name: 'SessionOrigin', description: 'How somebody proved who they are.' });
const SessionEndEnum = enumOf(sessionEnds);
registerEnumType(SessionEndEnum, {
  name: 'SessionEnd',
  description: 'Why a session ended early. REUSED: its refresh token was used twice, so two held it.',
});

@NodeType('Session', 'A person signed in on one device. It ends when it is not used for 30 days, and after 90 at most.')
export class SessionType extends Node {
  @Field(() => SessionOriginEnum)
  through: SessionOrigin;

  @Field(() => Boolean, { description: 'Whether more than a password was asked for.' })
  secondFactor: boolean;

  @Field(() => String, { description: 'The IP address that it was opened from.' })
  address: string;

  @Field(() => String, { nullable: true, description: 'What the browser or program called itself.' })
  userAgent: string | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'Its last refresh.' })
  lastSeenAt: Date;

  @Field(() => DateTimeScalar)
  expiresAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;

  @Field(() => SessionEndEnum, { nullable: true })
  revokedReason: SessionEnd | null;
}

@ObjectType()
export class SessionConnection extends connectionOf(SessionType, 'Session') {}

@ObjectType()
export class RevokeOtherSessionsPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many there were.' })
  revoked?: number;
}
