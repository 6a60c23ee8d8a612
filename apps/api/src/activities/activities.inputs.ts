import { Field, InputType, Int } from '@nestjs/graphql';
import type { ActivityKind, ActivityStatus, EvidenceStrength } from '@keelson/activities';
import type { ChangeLevel } from '@keelson/agenda';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ChangeLevelEnum } from '../agenda/agenda.type.js';
import { IdField } from '../graphql/id.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ActivityKindEnum, ActivityStatusEnum, EvidenceStrengthEnum } from './activity.type.js';

@InputType({ description: 'What is expected of a measure that the activity names.' })
export class ActivityEffectInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => Int, { nullable: true, description: 'Whole months from its start until the measure moves; 0 to 1,200.' })
  lagMonths?: number | null;

  @Field(() => EvidenceStrengthEnum, { nullable: true, description: 'How well it is known that it moves the measure.' })
  evidence?: EvidenceStrength | null;
}

/** What may be named when an activity is made and when it is changed. */
@InputType({ isAbstract: true })
abstract class ActivityInput {
  @TextField(20_000, { nullable: true })
  description?: string | null;

  @IdField('Organization', { list: true, nullable: true, description: 'Who works on it with the lead; at most 250.' })
  @ArrayMaxSize(250)
  partnerOrganizationIds?: string[] | null;

  @IdField('Goal', { list: true, nullable: true, description: 'The goals that it serves; at most 250.' })
  @ArrayMaxSize(250)
  goalIds?: string[] | null;

  @IdField('Strategy', { list: true, nullable: true, description: 'The strategies that it carries out; at most 250.' })
  @ArrayMaxSize(250)
  strategyIds?: string[] | null;

  @IdField('Measure', { list: true, nullable: true, description: 'The measures that it is to move; at most 250.' })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => [ActivityEffectInput], {
    nullable: true,
    description: 'For measures among measureIds; replaces what was expected before. At most 250.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => ActivityEffectInput)
  effects?: ActivityEffectInput[] | null;

  @IdField('StakeholderGroup', { list: true, nullable: true, description: 'The groups that it serves; at most 250.' })
  @ArrayMaxSize(250)
  groupIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'A core activity starts only with a partner beside its lead.' })
  isCore?: boolean | null;

  @Field(() => ChangeLevelEnum, { nullable: true, description: 'Where it changes something.' })
  changeLevel?: ChangeLevel | null;

  @TextField(5000, { nullable: true, description: 'What it does that existing institutions do not do.' })
  beyondExisting?: string | null;

  @TextField(300, { nullable: true, neverEmpty: true, description: 'Where it happens, as people there say it.' })
  place?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Kinds of assets that it cannot do without, by their codes, e.g. space, data, language; at most 50.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @Matches(/^[\w.-]{1,80}$/, {
    each: true,
    message: 'A code has letters, digits, ".", "_" and "-", at most 80 of them.',
  })
  requiredCapabilities?: string[] | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'All that it costs, in its currency.' })
  budget?: string | null;

  @TextField(3, { nullable: true, neverEmpty: true, description: 'ISO 4217, e.g. EUR; with a budget, never without.' })
  currency?: string | null;

  @TextField(5000, { nullable: true, description: 'What is given to it other than money.' })
  inKind?: string | null;

  @Field(() => DateScalar, { nullable: true })
  startDate?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included.' })
  endDate?: string | null;
}

@InputType()
export class CreateActivityInput extends ActivityInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(300)
  title: string;

  @Field(() => ActivityKindEnum)
  kind: ActivityKind;

  @IdField('Organization', { description: 'Who answers for it. A partner names its own organization.' })
  leadOrganizationId: string;
}

@InputType({ description: 'What is left out stays; a list that is given replaces the list.' })
export class UpdateActivityInput extends ActivityInput {
  @IdField('Activity')
  id: string;

  @TextField(300, { nullable: true, neverEmpty: true })
  title?: string | null;

  @Field(() => ActivityKindEnum, { nullable: true })
  kind?: ActivityKind | null;

  @IdField('Organization', { nullable: true, description: 'Handing the lead over is for backbone staff.' })
  leadOrganizationId?: string | null;
}

@InputType()
export class MoveActivityInput {
  @IdField('Activity')
  id: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}

@InputType()
export class HaltActivityInput {
  @IdField('Activity')
  id: string;

  @TextField(2000, { description: 'Why; everybody in the coalition reads it.' })
  reason: string;
}

@InputType()
export class AddMilestoneInput {
  @IdField('Activity')
  activityId: string;

  @TextField(300)
  title: string;

  @Field(() => DateScalar, { nullable: true })
  dueDate?: string | null;
}

@InputType()
export class CompleteMilestoneInput {
  @IdField('Milestone')
  id: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reached: now unless told.' })
  doneAt?: Date | null;
}

@InputType()
export class ReopenMilestoneInput {
  @IdField('Milestone')
  id: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}

@InputType({ description: 'What is given has to hold at once; each list holds at most 250.' })
export class ActivityFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'Led by one of them, or with one as partner.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Goal', { list: true, nullable: true, description: 'Serving one of these goals.' })
  @ArrayMaxSize(250)
  goalIds?: string[] | null;

  @IdField('StakeholderGroup', { list: true, nullable: true, description: 'Serving one of these groups.' })
  @ArrayMaxSize(250)
  groupIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only core activities, or only others.' })
  isCore?: boolean | null;

  @IdField('Measure', { list: true, nullable: true, description: 'Meant to move one of these measures.' })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => [ActivityStatusEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(5)
  statuses?: ActivityStatus[] | null;

  @TextField(200, { nullable: true, description: 'Part of the title or the description.' })
  search?: string | null;
}
