import { Field, ObjectType } from '@nestjs/graphql';
import { ShareFigureType } from '../agenda/agenda-figures.type.js';

@ObjectType('QuestionFigures', { description: 'How a coalition answers what it is asked.' })
export class QuestionFiguresType {
  @Field(() => ShareFigureType, {
    description:
      'questions answered on or before their due date / questions whose due date lies in the period. One without an ' +
      'answer counts from the day after its due date; one that was withdrawn in time without an answer never does.',
  })
  answeredOnTime: ShareFigureType;
}
