import { Field, InputType, Int } from '@nestjs/graphql';
import type { GroupKind } from '@keelson/backbone';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { GroupKindEnum } from './group.type.js';

/** PostgreSQL's largest integer. */
const most = 2_147_483_647;

@InputType()
export class GroupNeedInput {
  @TextField(2000)
  text: string;

  @TextField(500, { description: 'Where the need is known from.' })
  source: string;

  @Field(() => DateScalar, { description: 'The day that it is known of.' })
  asOf: string;
}

@InputType({ isAbstract: true })
abstract class GroupBasisInput {
  @TextField(2000, { nullable: true, description: 'Why it counts as most impacted; required where it does.' })
  basis?: string | null;

  @TextField(500, { nullable: true, description: 'Where that is known from; required where it is most impacted.' })
  source?: string | null;

  @Field(() => Int, { nullable: true, description: 'About how many people it has.' })
  @IsOptional()
  @Min(0)
  @Max(most)
  populationEstimate?: number | null;

  @Field(() => [GroupNeedInput], { nullable: true, description: 'The whole list, at most 250.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => GroupNeedInput)
  needs?: GroupNeedInput[] | null;
}

@InputType()
export class CreateStakeholderGroupInput extends GroupBasisInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(200, { description: 'Unique but for case and accents. No goal may hold it.' })
  name: string;

  @Field(() => GroupKindEnum)
  kind: GroupKind;

  @Field(() => Boolean)
  mostImpacted: boolean;
}

@InputType({ description: 'What is given changes, null empties a field, the rest stays.' })
export class UpdateStakeholderGroupInput extends GroupBasisInput {
  @IdField('StakeholderGroup')
  id: string;

  @TextField(200, { nullable: true, neverEmpty: true })
  name?: string | null;

  @Field(() => GroupKindEnum, { nullable: true })
  @IsOptional()
  kind?: GroupKind | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  mostImpacted?: boolean | null;
}

@InputType()
export class RetireStakeholderGroupInput {
  @IdField('StakeholderGroup')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class NameRepresentativeInput {
  @IdField('StakeholderGroup')
  groupId: string;

  @IdField('Organization')
  organizationId: string;

  @TextField(2000, { description: 'Who chose this member, or why it can speak for the group.' })
  basis: string;

  @Field(() => DateScalar, { nullable: true, description: 'Today unless told.' })
  @IsOptional()
  from?: string | null;
}

@InputType()
export class EndRepresentationInput {
  @IdField('GroupRepresentative')
  id: string;

  @Field(() => DateScalar, { description: 'The last day, included.' })
  to: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class StakeholderGroupFilterInput {
  @Field(() => [GroupKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(6)
  kinds?: GroupKind[] | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  mostImpacted?: boolean | null;

  @TextField(200, { nullable: true, description: 'A part of the name, in whatever case.' })
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that were retired; else they are left out.' })
  @IsOptional()
  retired?: boolean | null;
}
