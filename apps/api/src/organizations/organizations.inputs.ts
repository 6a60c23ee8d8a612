import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Matches } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { AttributesScalar, DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType()
export class UpdateOrganizationInput {
  @IdField('Organization')
  id: string;

  @TextField(300, { nullable: true, neverEmpty: true })
  name?: string | null;

  @TextField(100, { nullable: true })
  type?: string | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  @Matches(/^[A-Z]{2,3}-[A-Z0-9]+-\S+$/, {
    each: true,
    message: 'An identifier looks like "GB-CHC-202918" (org-id.guide).',
  })
  identifiers?: string[] | null;

  @Field(() => AttributesScalar, { nullable: true, description: 'Replaces all attributes.' })
  attributes?: Record<string, string> | null;
}

@InputType()
export class MergeOrganizationsInput {
  @IdField('Organization', { description: 'The organization that ends.' })
  predecessorId: string;

  @IdField('Organization', { description: 'The organization that continues its series.' })
  successorId: string;

  @Field(() => DateScalar, { description: 'The first day of the successor.' })
  date: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}

@InputType()
export class ReverseMergerInput {
  @IdField('Organization', { description: 'The organization that ended by it.' })
  predecessorId: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class OrganizationFilterInput {
  @Field(() => [String], { nullable: true, description: 'Organizations with one of these codes.' })
  @IsOptional()
  @ArrayMaxSize(250)
  codes?: string[] | null;

  @Field(() => String, { nullable: true })
  type?: string | null;

  @TextField(200, { nullable: true, description: 'Part of the name or the code.' })
  search?: string | null;
}
