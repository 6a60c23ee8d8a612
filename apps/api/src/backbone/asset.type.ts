import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { connectionOf } from '../graphql/connection.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';

@NodeType('Asset', 'Something that a person, an organization or a group offers to the coalition.')
export class AssetType extends Node {
  @Field(() => String, {
    description: 'A code in small letters, e.g. skill, knowledge, space, data, funding, language, lived-experience.',
  })
  kind: string;

  @Field(() => String)
  description: string;

  @Field(() => DateTimeScalar)
  offeredAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  withdrawnAt: Date | null;
}

@ObjectType()
export class AssetConnection extends connectionOf(AssetType, 'Asset') {}

@InputType({ description: 'Without an organization and a group you offer it yourself.' })
export class OfferAssetInput {
  @IdField('Coalition')
  coalitionId: string;

  @CodeField({
    description: 'E.g. skill, knowledge, space, data, funding, language, lived-experience; any other code, too.',
  })
  kind: string;

  @TextField(5000)
  description: string;

  @IdField('Organization', { nullable: true, description: 'The organization that offers it.' })
  organizationId?: string | null;

  @IdField('StakeholderGroup', { nullable: true, description: 'The group that offers it.' })
  groupId?: string | null;
}

@InputType()
export class AssetFilterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  kinds?: string[] | null;

  @IdField('Organization', { list: true, nullable: true, description: 'Offered by one of these.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True for what was withdrawn; else it is left out.' })
  @IsOptional()
  withdrawn?: boolean | null;
}
