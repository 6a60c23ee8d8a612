import { Field, InputType } from '@nestjs/graphql';
import type { LinkKind, ResourceKind } from '@keelson/activities';
import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DecimalScalar } from '../graphql/scalars.js';
import { LinkKindEnum, ResourceKindEnum } from './reinforcement.type.js';

@InputType()
export class LinkActivitiesInput {
  @IdField('Activity', { description: 'The activity that the link starts from; whoever leads it may link it.' })
  fromActivityId: string;

  @IdField('Activity', { description: 'Another activity of the same coalition.' })
  toActivityId: string;

  @Field(() => LinkKindEnum)
  kind: LinkKind;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2000)
  note?: string | null;
}

@InputType()
export class UnlinkActivitiesInput {
  @IdField('ReinforcementLink')
  id: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2000)
  reason?: string | null;
}

@InputType()
export class CommitResourceInput {
  @IdField('Activity')
  activityId: string;

  @IdField('Organization', { description: 'Who commits it. A partner names its own organization.' })
  organizationId: string;

  @Field(() => ResourceKindEnum)
  kind: ResourceKind;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(2000)
  description: string;

  @Field(() => DecimalScalar, { nullable: true })
  amount?: string | null;

  @Field(() => String, { nullable: true, description: 'A currency ("EUR") or another unit ("hours per week").' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(40)
  unit?: string | null;
}

@InputType()
export class WithdrawResourceInput {
  @IdField('Resource')
  id: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2000)
  reason?: string | null;
}
