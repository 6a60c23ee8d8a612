import { Field, Int, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, MaxLength, Min } from 'class-validator';
import { connectionOf } from '../graphql/connection.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@ObjectType('RoleCharterVersion', { description: 'One version of a role charter; it never changes.' })
export class RoleCharterVersionType {
  @Field(() => Int, { description: '1, 2, 3… within its charter.' })
  number: number;

  @Field(() => String)
  purpose: string;

  @Field(() => [String])
  responsibilities: string[];

  @Field(() => [String])
  decisionRights: string[];

  @Field(() => [String], { description: 'What the role gets to do its work.' })
  supportReceived: string[];

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('CharterAcceptance')
export class CharterAcceptanceType {
  @Field(() => DateTimeScalar)
  acceptedAt: Date;
}

@NodeType('RoleCharter', 'What a role is there for, answers for, decides and gets; accepted version by version.')
export class RoleCharterType extends Node {
  @Field(() => String)
  role: string;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class RoleCharterConnection extends connectionOf(RoleCharterType, 'RoleCharter') {}

@InputType({ isAbstract: true })
abstract class CharterContentInput {
  @TextField(5000)
  purpose: string;

  @Field(() => [String], { description: 'At least one, at most 50.' })
  @ArrayMaxSize(50)
  @MaxLength(1000, { each: true })
  responsibilities: string[];

  @Field(() => [String], { description: 'What the role may decide; at least one, at most 50.' })
  @ArrayMaxSize(50)
  @MaxLength(1000, { each: true })
  decisionRights: string[];

  @Field(() => [String], { description: 'What the role gets to do its work; at most 50.' })
  @ArrayMaxSize(50)
  @MaxLength(1000, { each: true })
  supportReceived: string[];

  @IdField('Organization', { description: 'The active member that has the role.' })
  leadOrganizationId: string;

  @IdField('Organization', { nullable: true, description: 'Another active member.' })
  deputyOrganizationId?: string | null;
}

@InputType()
export class DraftCharterInput extends CharterContentInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => String, { description: 'Unique in the coalition.' })
  @MaxLength(200)
  role: string;
}

@InputType()
export class ReviseCharterInput extends CharterContentInput {
  @IdField('RoleCharter')
  id: string;
}

@InputType()
export class AcceptCharterInput {
  @IdField('RoleCharter')
  id: string;

  @Field(() => Int, { description: 'The number of the version that was read; refused unless it is the latest.' })
  @Min(1)
  number: number;

  @IdField('Organization', { description: 'Its lead or deputy, for which you speak.' })
  organizationId: string;
}
