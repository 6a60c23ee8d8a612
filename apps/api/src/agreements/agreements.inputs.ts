import { Field, InputType } from '@nestjs/graphql';
import type { AgreementState, SharingGrain } from '@keelson/agreements';
import type { Frequency } from '@keelson/measures';
import type { Audience } from '@keelson/reports';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { AudienceEnum } from '../reports/report.type.js';
import { AgreementStateEnum, SharingGrainEnum } from './agreement.type.js';

@InputType()
export class ProposeAgreementInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(2000, { description: 'What the figures are shared for.' })
  purpose: string;

  @Field(() => SharingGrainEnum)
  grain: SharingGrain;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the backbone is a party.' })
  backbone: boolean;

  @IdField('Organization', { list: true, description: 'The other parties, at most 250, members of the coalition.' })
  @ArrayMaxSize(250)
  organizationIds: string[];

  @IdField('Measure', {
    list: true,
    description: 'At most 250, and no calculated ones: these are seen with all that they are calculated from.',
  })
  @ArrayMaxSize(250)
  measureIds: string[];

  @Field(() => FrequencyEnum, { nullable: true, description: 'No shorter periods are seen; unless told, every one.' })
  @IsOptional()
  finestFrequency?: Frequency | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'The first period that is seen; unless told, all before.' })
  @IsOptional()
  firstPeriod?: string | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Included; unless told, all after.' })
  @IsOptional()
  lastPeriod?: string | null;

  @Field(() => [[String]], {
    nullable: true,
    description: 'Sets of dimension codes, with their margins; omitted: all; empty: totals only.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  breakdowns?: string[][] | null;

  @Field(() => [AudienceEnum])
  @ArrayMaxSize(3)
  audiences: Audience[];

  @Field(() => DateScalar, { description: 'The first day on which it holds: today or later.' })
  from: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included; unless told, until it is revoked.' })
  to?: string | null;

  @IdField('Agreement', {
    nullable: true,
    description: 'A SIGNED one or one IN_FORCE, whose place this takes on its first day, once all have signed.',
  })
  supersedesId?: string | null;
}

@InputType()
export class SignAgreementInput {
  @IdField('Agreement')
  id: string;

  @IdField('Organization', { nullable: true, description: 'The party that you speak for; omitted: the backbone.' })
  organizationId?: string | null;
}

@InputType()
export class RevokeAgreementInput {
  @IdField('Agreement')
  id: string;

  @IdField('Organization', { nullable: true, description: 'The party that you speak for; omitted: the backbone.' })
  organizationId?: string | null;

  @TextField(2000, { description: 'Stays on record.' })
  reason: string;
}

@InputType()
export class AgreementFilterInput {
  @Field(() => [AgreementStateEnum], { nullable: true })
  @IsOptional()
  states?: AgreementState[] | null;

  @Field(() => [AudienceEnum], { nullable: true, description: 'Agreements that name one of these.' })
  @IsOptional()
  audiences?: Audience[] | null;
}
