import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { CellCategoryInput } from '../submissions/cell.inputs.js';

@InputType()
export class NewTargetInput {
  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Without it, the target stands for every period that has none of its own.',
  })
  period?: string | null;

  @Field(() => [CellCategoryInput], {
    nullable: true,
    description: 'The part of the measure that it is for; the total unless told.',
  })
  @IsOptional()
  @ArrayMaxSize(6)
  categories?: CellCategoryInput[] | null;

  @Field(() => DecimalScalar)
  value: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'For MAINTAIN: how far a figure may lie from the value.' })
  tolerance?: string | null;

  @TextField(500, { nullable: true })
  source?: string | null;
}

@InputType()
export class SetTargetsInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => [NewTargetInput])
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NewTargetInput)
  targets: NewTargetInput[];
}

@InputType()
export class SetBaselineInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => PeriodScalar, { nullable: true })
  period?: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  value?: string | null;

  @TextField(500, { nullable: true, description: 'Why there is no baseline, instead of a value.' })
  notApplicableReason?: string | null;
}

@InputType()
export class NewAssignmentInput {
  @IdField('Organization')
  organizationId: string;

  @Field(() => DateScalar, { nullable: true })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true })
  to?: string | null;
}

@InputType()
export class AssignMeasureInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => [NewAssignmentInput], { description: 'Replaces who is asked; an empty list asks every partner.' })
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => NewAssignmentInput)
  assignments: NewAssignmentInput[];
}
