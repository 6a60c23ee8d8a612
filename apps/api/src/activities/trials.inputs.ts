import { Field, InputType } from '@nestjs/graphql';
import type { TrialOutcome } from '@keelson/activities';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { TrialOutcomeEnum } from './trial.type.js';

@InputType({ isAbstract: true })
abstract class TrialPlanInput {
  @TextField(5000, { nullable: true, description: 'What must not happen to anybody while it runs.' })
  safeBounds?: string | null;

  @TextField(5000, { nullable: true, description: 'What ends it at once.' })
  stopCondition?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the outcome is looked at; from today on when it starts.',
  })
  reviewOn?: string | null;
}

@InputType({ description: 'What a trial needs before it runs may follow later (`changeTrial`).' })
export class PlanTrialInput extends TrialPlanInput {
  @IdField('Activity')
  activityId: string;

  @TextField(5000, { description: 'What is expected to happen.' })
  hypothesis: string;
}

@InputType({ description: 'What is left out stays; null empties it.' })
export class ChangeTrialInput extends TrialPlanInput {
  @IdField('Trial')
  id: string;

  @TextField(5000, { nullable: true, neverEmpty: true })
  hypothesis?: string | null;
}

@InputType()
export class StartTrialInput {
  @IdField('Trial')
  id: string;
}

@InputType()
export class EndTrialInput {
  @IdField('Trial')
  id: string;

  @Field(() => TrialOutcomeEnum)
  outcome: TrialOutcome;

  @TextField(5000, { description: 'What was learnt.' })
  outcomeText: string;
}

@InputType()
export class DropTrialInput {
  @IdField('Trial')
  id: string;

  @TextField(2000, { description: 'Why it is not tried out.' })
  reason: string;
}
