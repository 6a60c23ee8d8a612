import { Field, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import { ShareType } from '../graphql/share.type.js';

@ObjectType('ActivityFigures', { description: "How well a coalition's active activities fit together." })
export class ActivityFiguresType {
  @Field(() => DateTimeScalar, { description: 'The moment that the figures speak of.' })
  asOf: Date;

  @Field(() => ShareType, { description: 'Active activities that serve a goal of the adopted agenda.' })
  alignmentRate: ShareType;

  @Field(() => ShareType, { description: 'Active activities that no link ties to another one.' })
  isolationRate: ShareType;

  @Field(() => ShareType, { description: 'How many of the possible directions between them are linked.' })
  reinforcementDensity: ShareType;
}
