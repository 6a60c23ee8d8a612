import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';

@InputType()
export class NewCategoryInput {
  @CodeField()
  code: string;

  @TextField(200)
  name: string;
}

@InputType()
export class NewDimensionInput {
  @CodeField()
  code: string;

  @TextField(200)
  name: string;

  @Field(() => [NewCategoryInput])
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => NewCategoryInput)
  categories: NewCategoryInput[];
}

@InputType()
export class CreateDimensionsInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => [NewDimensionInput])
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NewDimensionInput)
  dimensions: NewDimensionInput[];
}

@InputType()
export class MergeCategoriesInput {
  @IdField('Dimension')
  dimensionId: string;

  @Field(() => [String], { description: 'Codes of the dimension, 1 to 250.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @MaxLength(80, { each: true })
  from: string[];

  @Field(() => String, { description: 'The code that stands for all of them from then on. It takes values.' })
  @MaxLength(80)
  into: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The first period whose figures count them together; omitted: all that there are.',
  })
  firstPeriod?: string | null;

  @TextField(2000)
  reason: string;
}

@InputType()
export class AddCategoriesInput {
  @IdField('Dimension')
  dimensionId: string;

  @Field(() => [NewCategoryInput])
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NewCategoryInput)
  categories: NewCategoryInput[];
}
