import { Field, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { AttributesScalar, DateScalar, DateTimeScalar } from '../graphql/scalars.js';

@NodeType('Organization', 'An organization as one coalition knows it.')
export class OrganizationType extends Node {
  @Field(() => String, { description: 'Unique in its coalition; what files and submissions call it.' })
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  type: string | null;

  @Field(() => [String], { description: 'org-id.guide identifiers: how it is recognised across coalitions.' })
  identifiers: string[];

  @Field(() => AttributesScalar)
  attributes: Record<string, string>;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('OrganizationMerger', { description: "From a date on, the successor continues the predecessor's series." })
export class OrganizationMergerType {
  @Field(() => DateScalar, {
    description: "The first day of the successor: periods that start earlier are the predecessor's.",
  })
  date: string;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reversed; then it has no effect.' })
  reversedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was reversed.' })
  reversalReason: string | null;
}

@ObjectType()
export class OrganizationConnection extends connectionOf(OrganizationType, 'Organization') {}
