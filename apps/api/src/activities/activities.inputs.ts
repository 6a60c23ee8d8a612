import { Field, InputType } from '@nestjs/graphql';
import type { ActivityKind, ActivityStatus } from '@keelson/activities';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ActivityKindEnum, ActivityStatusEnum } from './activity.type.js';

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
