import { Field, InputType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';

@InputType({ description: 'The category of one dimension; a cell that names none is the total.' })
export class CellCategoryInput {
  @Field(() => String)
  @MaxLength(80)
  dimension: string;

  @Field(() => String)
  @MaxLength(80)
  category: string;
}
