import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

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
