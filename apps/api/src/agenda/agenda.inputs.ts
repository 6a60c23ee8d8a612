import { Field, InputType } from '@nestjs/graphql';
import type { AgendaState, ChangeLevel, PledgeKind } from '@keelson/agenda';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';
import { AgendaStateEnum, ChangeLevelEnum } from './agenda.type.js';
import { PledgeKindEnum } from './pledge.type.js';

@InputType()
export class GoalInput {
  @CodeField({ slashes: true, description: 'Unique in its version and the same in every version, e.g. "road-deaths".' })
  code: string;

  @TextField(2000, { description: 'For the whole population: it may not hold the name of a stakeholder group.' })
  statement: string;

  @TextField(2000, { nullable: true, description: 'The whole population; that of the agenda unless told.' })
  population?: string | null;

  @TextField(2000, { nullable: true, description: 'What is to be done where no measure shows the goal; with its day.' })
  task?: string | null;

  @Field(() => DateScalar, { nullable: true })
  @IsOptional()
  taskDue?: string | null;

  @TextField(200, { nullable: true, description: 'When it is to be reached: a date or a period, e.g. "2030".' })
  horizon?: string | null;
}

@InputType()
export class StrategyInput {
  @CodeField({ slashes: true, description: 'Unique in its version and the same in every version.' })
  code: string;

  @TextField(300)
  title: string;

  @TextField(10_000, { nullable: true })
  description?: string | null;

  @Field(() => String, { description: 'The code of the goal that it serves.' })
  @MaxLength(80)
  goalCode: string;

  @IdField('StakeholderGroup', {
    nullable: true,
    description: 'Makes it a targeted strategy: then barrier, doneDifferently, why and changeLevel are required.',
  })
  groupId?: string | null;

  @TextField(5000, { nullable: true, description: 'What keeps the group from the goal.' })
  barrier?: string | null;

  @TextField(5000, { nullable: true, description: 'What is done differently for the group.' })
  doneDifferently?: string | null;

  @TextField(5000, { nullable: true, description: 'Why that helps.' })
  why?: string | null;

  @Field(() => ChangeLevelEnum, { nullable: true })
  @IsOptional()
  changeLevel?: ChangeLevel | null;
}

@InputType()
export class StatusQuoInput {
  @TextField(2000, { description: 'What keeps things as they are.' })
  what: string;

  @TextField(2000)
  whoBenefits: string;

  @TextField(2000)
  whatMustChange: string;
}

@InputType({ isAbstract: true })
abstract class AgendaContentInput {
  @TextField(10_000, { nullable: true })
  problem?: string | null;

  @TextField(10_000, { nullable: true })
  vision?: string | null;

  @TextField(10_000, { nullable: true })
  population?: string | null;

  @TextField(10_000, { nullable: true })
  geography?: string | null;

  @Field(() => [String], { nullable: true, description: 'The whole list, at most 250.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @MaxLength(1000, { each: true })
  inScope?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The whole list, at most 250: what the coalition will not do.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  @MaxLength(1000, { each: true })
  outOfScope?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'The whole list, at most 250.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @MaxLength(1000, { each: true })
  guidingPrinciples?: string[] | null;

  @Field(() => [StatusQuoInput], { nullable: true, description: 'The whole list, at most 250.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => StatusQuoInput)
  statusQuo?: StatusQuoInput[] | null;

  @Field(() => DateScalar, { nullable: true })
  @IsOptional()
  reviewDate?: string | null;

  @Field(() => [GoalInput], {
    nullable: true,
    description: 'The whole list in its order, at most 250. A goal that keeps its code keeps its id.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => GoalInput)
  goals?: GoalInput[] | null;

  @Field(() => [StrategyInput], { nullable: true, description: 'The whole list in its order, at most 250.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => StrategyInput)
  strategies?: StrategyInput[] | null;
}

@InputType({
  description: 'What is given takes the place of what the adopted version says; the rest is copied from it.',
})
export class DraftAgendaInput extends AgendaContentInput {
  @IdField('Coalition')
  coalitionId: string;
}

@InputType({ description: 'What is given changes, null empties a field, the rest stays.' })
export class EditAgendaInput extends AgendaContentInput {
  @IdField('Agenda')
  id: string;
}

@InputType()
export class ReturnAgendaInput {
  @IdField('Agenda')
  id: string;

  @TextField(2000, { description: 'Why it goes back; kept in the history.' })
  reason: string;
}

@InputType()
export class AdoptAgendaInput {
  @IdField('Agenda')
  id: string;

  @IdField('BodyDecision', { description: 'A confirmed decision ADOPT_AGENDA about this version.' })
  decisionId: string;
}

@InputType()
export class PledgeToAgendaInput {
  @IdField('Agenda')
  agendaId: string;

  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @Field(() => PledgeKindEnum)
  kind: PledgeKind;

  @TextField(5000, { nullable: true })
  statement?: string | null;
}

@InputType()
export class AgendaFilterInput {
  @Field(() => [AgendaStateEnum], { nullable: true, description: 'Versions in one of these states.' })
  @IsOptional()
  @ArrayMaxSize(5)
  states?: AgendaState[] | null;
}
