import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

export const SupportRequestOrderEnum = enumOf(['OLDEST_FIRST', 'NEWEST_FIRST'] as const);
registerEnumType(SupportRequestOrderEnum, { name: 'SupportRequestOrder', description: 'By when they were asked.' });

@NodeType('SupportRequest', 'What an organization asks of the backbone: for its own people and backbone staff.')
export class SupportRequestType extends Node {
  @Field(() => String)
  subject: string;

  @Field(() => String, { nullable: true })
  text: string | null;

  @Field(() => DateTimeScalar)
  askedAt: Date;

  @Field(() => String, { nullable: true, description: 'The first response.' })
  response: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  respondedAt: Date | null;

  @Field(() => String, { nullable: true })
  resolution: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  resolvedAt: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'What the organization says of it; null until it does.' })
  helpful: boolean | null;
}

@ObjectType()
export class SupportRequestConnection extends connectionOf(SupportRequestType, 'SupportRequest') {}

@InputType()
export class AskForSupportInput {
  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @TextField(300)
  subject: string;

  @TextField(5000, { nullable: true })
  text?: string | null;
}

@InputType()
export class RespondToSupportInput {
  @IdField('SupportRequest')
  id: string;

  @TextField(5000)
  response: string;
}

@InputType()
export class ResolveSupportInput {
  @IdField('SupportRequest')
  id: string;

  @TextField(5000)
  resolution: string;
}

@InputType()
export class RateSupportInput {
  @IdField('SupportRequest')
  id: string;

  @Field(() => Boolean)
  helpful: boolean;
}

@InputType()
export class SupportRequestFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'Asked by one of these.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: without a first response. False: with one.' })
  @IsOptional()
  unanswered?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  resolved?: boolean | null;
}
