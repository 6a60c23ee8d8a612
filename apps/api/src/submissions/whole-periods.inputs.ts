import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import type { Declined } from '@keelson/submissions';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { enumOf } from '../graphql/enum.js';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

export const CannotReportEnum = enumOf(['NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED'] as const);
registerEnumType(CannotReportEnum, {
  name: 'CannotReport',
  description:
    'NOT_COLLECTED: we do not collect this. NOT_APPLICABLE: it cannot exist here. DECLINED: we will not say.',
});

@InputType({ isAbstract: true })
abstract class WholePeriodInput {
  @IdField('Organization')
  organizationId: string;

  @Field(() => PeriodScalar, { description: 'Its frequency says which measures are meant.' })
  period: string;

  @Field(() => String, { description: 'As in submitMeasurements: yours, 8 to 200 characters, kept 7 days.' })
  idempotencyKey: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Replaces other numbers that are there; without it they are a reason to refuse.',
  })
  overwrite?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Says exactly what would happen, and changes nothing.' })
  dryRun?: boolean | null;
}

@InputType()
export class ConfirmUnchangedInput extends WholePeriodInput {
  @IdField('Measure', {
    list: true,
    nullable: true,
    description:
      'At most 250. Omitted: every measure that is due and has no answer yet, and refused if one of them is a flow (its time rule is SUM): a flow is repeated only where it is named.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'It stands in the history. With it, backbone staff may submit after the window closed.',
  })
  @IsOptional()
  @MaxLength(2000)
  reason?: string | null;
}

@InputType()
export class DeclineToReportInput extends WholePeriodInput {
  @Field(() => CannotReportEnum)
  kind: Declined['kind'];

  @TextField(2000, { description: 'Why; it stands beside every cell.' })
  reason: string;

  @IdField('Measure', {
    list: true,
    nullable: true,
    description: 'At most 250. Omitted: every measure that is due and has no answer yet.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  measureIds?: string[] | null;
}
