import { Field, InputType } from '@nestjs/graphql';
import type { AgendaState, PledgeKind } from '@keelson/agenda';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsNotEmpty, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { AgendaStateEnum } from './agenda.type.js';
import { PledgeKindEnum } from './pledge.type.js';

const codeRule = { message: 'A code has letters, digits, ".", "_", "-" and "/", at most 80 of them.' };

@InputType()
export class GoalInput {
  @Field(() => String, { description: 'Unique in its version and the same in every version, e.g. "road-deaths".' })
  @Matches(/^[\w./-]{1,80}$/, codeRule)
  code: string;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(2000)
  statement: string;

  @Field(() => String, { nullable: true, description: 'When it is to be reached: a date or a period, e.g. "2030".' })
  @IsOptional()
  @MaxLength(200)
  horizon?: string | null;
}

@InputType()
export class StrategyInput {
  @Field(() => String, { description: 'Unique in its version and the same in every version.' })
  @Matches(/^[\w./-]{1,80}$/, codeRule)
  code: string;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10000)
  description?: string | null;

  @Field(() => String, { description: 'The code of the goal that it serves.' })
  @MaxLength(80)
  goalCode: string;
}

@InputType({ isAbstract: true })
abstract class AgendaContentInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10000)
  problem?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10000)
  vision?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10000)
  population?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10000)
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

  @Field(() => DateScalar, { nullable: true })
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

  @Field(() => String, { description: 'Why it goes back; kept in the history.' })
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

@InputType()
export class PledgeToAgendaInput {
  @IdField('Agenda')
  agendaId: string;

  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @Field(() => PledgeKindEnum)
  kind: PledgeKind;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(5000)
  statement?: string | null;
}

@InputType()
export class AgendaFilterInput {
  @Field(() => [AgendaStateEnum], { nullable: true, description: 'Versions in one of these states.' })
  @IsOptional()
  @ArrayMaxSize(4)
  states?: AgendaState[] | null;
}
