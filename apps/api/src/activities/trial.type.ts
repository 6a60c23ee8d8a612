import { Field, registerEnumType } from '@nestjs/graphql';
import { trialOutcomes, trialStates, type TrialOutcome, type TrialState } from '@keelson/activities';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const TrialStateEnum = enumOf(trialStates);
registerEnumType(TrialStateEnum, {
  name: 'TrialState',
  description:
    'PLANNED → RUNNING → ENDED, or PLANNED → DROPPED. Only with bounds, stop condition and review can it run.',
});

export const TrialOutcomeEnum = enumOf(trialOutcomes);
registerEnumType(TrialOutcomeEnum, {
  name: 'TrialOutcome',
  description: 'What came of it. No figure reads it: a trial that did not work lowers nothing.',
});

@NodeType('Trial', 'Something that an activity tries out within safe bounds, to learn from it.')
export class TrialType extends Node {
  @Field(() => String, { description: 'What is expected to happen.' })
  hypothesis: string;

  @Field(() => String, { nullable: true, description: 'What must not happen to anybody while it runs.' })
  safeBounds: string | null;

  @Field(() => String, { nullable: true, description: 'What ends it at once.' })
  stopCondition: string | null;

  @Field(() => DateScalar, { nullable: true })
  reviewOn: string | null;

  @Field(() => TrialStateEnum)
  state: TrialState;

  @Field(() => String, { nullable: true, description: 'Why it was dropped.' })
  stateReason: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  startedAt: Date | null;

  @Field(() => TrialOutcomeEnum, { nullable: true, description: 'There exactly when it is ENDED.' })
  outcome: TrialOutcome | null;

  @Field(() => String, { nullable: true, description: 'What was learnt.' })
  outcomeText: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended or was dropped.' })
  endedAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}
