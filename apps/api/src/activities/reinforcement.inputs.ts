import { Field, InputType } from '@nestjs/graphql';
import type { LinkKind, ResourceKind } from '@keelson/activities';
import { IdField } from '../graphql/id.js';
import { DecimalScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { LinkKindEnum, ResourceKindEnum } from './reinforcement.type.js';

@InputType()
export class LinkActivitiesInput {
  @IdField('Activity', { description: 'The activity that the link starts from.' })
  fromActivityId: string;

  @IdField('Activity', { description: 'Another activity of the same coalition.' })
  toActivityId: string;

  @Field(() => LinkKindEnum)
  kind: LinkKind;

  @TextField(2000, { nullable: true })
  note?: string | null;
}

@InputType()
export class ConfirmLinkInput {
  @IdField('ReinforcementLink')
  id: string;
}

@InputType()
export class UnlinkActivitiesInput {
  @IdField('ReinforcementLink')
  id: string;

  @TextField(2000, { nullable: true })
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

  @TextField(2000)
  description: string;

  @Field(() => DecimalScalar, { nullable: true })
  amount?: string | null;

  @TextField(40, {
    nullable: true,
    neverEmpty: true,
    description: 'A currency ("EUR") or another unit ("hours per week").',
  })
  unit?: string | null;
}

@InputType()
export class WithdrawResourceInput {
  @IdField('Resource')
  id: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}
