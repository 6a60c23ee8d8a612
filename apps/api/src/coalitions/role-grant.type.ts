import { Field, ObjectType } from '@nestjs/graphql';
import type { CoalitionRole } from '@keelson/platform';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { CoalitionRoleEnum } from './coalition.type.js';

@NodeType('RoleGrant', "A person's role in a coalition; a PARTNER holds it for an organization.")
export class RoleGrantType extends Node {
  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class RoleGrantConnection extends connectionOf(RoleGrantType, 'RoleGrant') {}
