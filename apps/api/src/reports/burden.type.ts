import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';

@ObjectType('ReportingBurden', {
  description:
    'What one organization was asked for in one period, how much of it more than once, and what came back. A cell is the total of a measure, as in `ReportingRates`.',
})
export class ReportingBurdenType {
  @Field(() => Int, { description: 'Measures asked of it, by its membership and assignments.' })
  cellsAsked: number;

  @Field(() => Int, { description: 'Of these, answered with a number or a non-value in what was received.' })
  cellsGiven: number;

  @Field(() => Int, {
    description: 'cellsAsked × how often the submission was returned: whoever gets it back looks at all of it again.',
  })
  cellsReturned: number;

  @Field(() => Int, { description: 'Measures that approved corrections changed, once for each correction.' })
  cellsCorrected: number;

  @Field(() => Int, {
    description:
      'cellsReturned + cellsCorrected: asked again after they had been given. Reminders are no part of it: they name only what has not been given.',
  })
  cellsReasked: number;

  @Field(() => Int, {
    description:
      'Of the given ones, those that stand behind a figure of at least one report that was compiled after they counted.',
  })
  cellsReported: number;

  @Field(() => Int, { description: 'Of these, those in a report that is published now, to whatever audience.' })
  cellsPublished: number;

  @Field(() => Int, { description: 'How many compiled reports used at least one of them.' })
  reports: number;
}

@ObjectType()
export class ReportingBurdenConnection extends connectionOf(ReportingBurdenType, 'ReportingBurden') {}
