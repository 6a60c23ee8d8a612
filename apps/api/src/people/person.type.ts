import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { scopes, type CoalitionRole, type Scope } from '@keelson/platform';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { CoalitionRoleEnum } from '../coalitions/coalition.type.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const ScopeEnum = enumOf(scopes);
registerEnumType(ScopeEnum, {
  name: 'Scope',
  description: 'What an API key may be used for: READ queries, SUBMIT values, REPORT requests, WRITE everything else.',
});

@NodeType('Person', 'Somebody who can sign in.')
export class PersonType extends Node {
  @Field(() => String)
  name: string;
}

@NodeType('ApiKey', 'A credential for a machine: one coalition, one role, named scopes.')
export class ApiKeyType extends Node {
  @Field(() => String)
  name: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => [ScopeEnum])
  scopes: Scope[];

  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At most a minute late. Null: never.' })
  lastUsedAt: Date | null;
}

@ObjectType()
export class ApiKeyConnection extends connectionOf(ApiKeyType, 'ApiKey') {}
