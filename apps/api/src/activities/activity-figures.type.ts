import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

@ObjectType('ActivityFigure', { description: 'A share, with what it was made of.' })
export class ActivityFigureType {
  @Field(() => String, { description: 'What is divided by what.' })
  formula: string;

  @Field(() => Int)
  numerator: number;

  @Field(() => Int, { description: 'With 0 there is nothing to divide by, and no value.' })
  denominator: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'Up to four places; null = not assessable.' })
  value: string | null;
}

@ObjectType('ActivityFigures', { description: "How well a coalition's active activities fit together." })
export class ActivityFiguresType {
  @Field(() => DateTimeScalar, { description: 'The moment that the figures speak of.' })
  asOf: Date;

  @Field(() => ActivityFigureType, { description: 'Active activities that serve a goal of the adopted agenda.' })
  alignmentRate: ActivityFigureType;

  @Field(() => ActivityFigureType, { description: 'Active activities that no link ties to another one.' })
  isolationRate: ActivityFigureType;

  @Field(() => ActivityFigureType, { description: 'How many of the possible directions between them are linked.' })
  reinforcementDensity: ActivityFigureType;
}
