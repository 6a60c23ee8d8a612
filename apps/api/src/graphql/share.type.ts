import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar } from './scalars.js';

@ObjectType('Share', { description: 'A share, with what it was made of.' })
export class ShareType {
  @Field(() => String, { description: 'What is divided by what.' })
  formula: string;

  @Field(() => Int)
  numerator: number;

  @Field(() => Int, { description: 'n.' })
  denominator: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'numerator / denominator, up to four places; null: not assessable, there is too little to divide by.',
  })
  value: string | null;
}
