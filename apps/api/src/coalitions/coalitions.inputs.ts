import { Field, InputType, Int } from '@nestjs/graphql';
import type { FigureSource, SharingRule } from '@keelson/coalitions';
import type { CoalitionRole } from '@keelson/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { AttributesScalar, DateScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';
import { CoalitionRoleEnum, FigureSourceEnum, SharingRuleEnum } from './coalition.type.js';

@InputType()
export class CreateCoalitionInput {
  @CodeField({ slashes: true, description: 'Unique in this installation, e.g. "road-safety".' })
  code: string;

  @TextField(200)
  name: string;

  @TextField(5000, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA name, UTC unless told.' })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47, e.g. "es" or "pt-BR"; en unless told.' })
  language?: string | null;

  @Field(() => Int, { nullable: true, description: '1 to 12, 1 unless told.' })
  @IsOptional()
  @Min(1)
  @Max(12)
  yearStartMonth?: number | null;

  @Field(() => FigureSourceEnum, { nullable: true, description: 'APPROVED unless told.' })
  figuresFrom?: FigureSource | null;
}

@InputType()
export class UpdateCoalitionInput {
  @IdField('Coalition')
  id: string;

  @TextField(200, { nullable: true, neverEmpty: true })
  name?: string | null;

  @TextField(5000, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA name, e.g. "Europe/Madrid".' })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47, e.g. "es" or "pt-BR".' })
  language?: string | null;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @Min(1)
  @Max(12)
  yearStartMonth?: number | null;

  @Field(() => FigureSourceEnum, { nullable: true })
  figuresFrom?: FigureSource | null;
}

@InputType()
export class SetSmallNumberThresholdInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => Int, { description: '3 to 1000; a new coalition has 11.' })
  threshold: number;

  @TextField(2000, { description: 'Stays on record.' })
  reason: string;
}

@InputType()
export class SetSharingInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => SharingRuleEnum)
  sharing: SharingRule;

  @TextField(2000, { description: 'Stays on record.' })
  reason: string;
}

@InputType()
export class NewMemberInput {
  @CodeField({ slashes: true, description: 'Unique in its coalition; what files and submissions call it.' })
  code: string;

  @TextField(300)
  name: string;

  @TextField(100, { nullable: true })
  type?: string | null;

  @Field(() => [String], { nullable: true, description: 'org-id.guide identifiers, e.g. "GB-CHC-202918".' })
  @IsOptional()
  @ArrayMaxSize(20)
  @Matches(/^[A-Z]{2,3}-[A-Z0-9]+-\S+$/, {
    each: true,
    message: 'An identifier looks like "GB-CHC-202918" (org-id.guide).',
  })
  identifiers?: string[] | null;

  @Field(() => AttributesScalar, { nullable: true })
  attributes?: Record<string, string> | null;

  @Field(() => CoalitionRoleEnum, { nullable: true, description: 'PARTNER unless told.' })
  role?: CoalitionRole | null;

  @Field(() => DateScalar, { nullable: true })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included.' })
  to?: string | null;
}

@InputType()
export class AddOrganizationsInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => [NewMemberInput], { description: '1 to 250; all are added or none.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NewMemberInput)
  organizations: NewMemberInput[];
}

@InputType()
export class AddMembershipInput {
  @IdField('Organization')
  organizationId: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => DateScalar, { nullable: true })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true })
  to?: string | null;
}

@InputType()
export class EndMembershipInput {
  @IdField('Membership')
  id: string;

  @IdField('BodyDecision', {
    nullable: true,
    description: 'The confirmed decision REMOVE_MEMBER about this organization; without it nobody is removed.',
  })
  decisionId?: string | null;

  @Field(() => DateScalar, { description: 'The last day, included.' })
  to: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}

@InputType()
export class CreateWorkingGroupInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(200)
  name: string;

  @TextField(2000, { nullable: true })
  purpose?: string | null;

  @IdField('Organization', { list: true, description: 'The ids of its member organizations.' })
  @ArrayMaxSize(250)
  organizationIds: string[];
}
