import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { invitationStates } from '@keelson/coalitions';
import type { CoalitionRole } from '@keelson/platform';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { CoalitionRoleEnum } from './coalition.type.js';

export const InvitationStateEnum = enumOf(invitationStates);
registerEnumType(InvitationStateEnum, {
  name: 'InvitationState',
  description: 'PENDING can be accepted; EXPIRED became too old for it and can be renewed.',
});

@NodeType('Invitation', 'The offer of a role to whoever is written to at an e-mail address, by a link that works once.')
export class InvitationType extends Node {
  @Field(() => String)
  email: string;

  @Field(() => String)
  name: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: '14 days after it was made or renewed.' })
  expiresAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  acceptedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;
}

@ObjectType()
export class InvitationConnection extends connectionOf(InvitationType, 'Invitation') {}
