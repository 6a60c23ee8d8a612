import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  checkNames,
  checkStates,
  conditions,
  type CheckName,
  type CheckState,
  type Condition,
} from '@keelson/scorecard';
import { ShareFigureType } from '../agenda/agenda-figures.type.js';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from '../graphql/scalars.js';

export const ScorecardConditionEnum = enumOf(conditions);
registerEnumType(ScorecardConditionEnum, {
  name: 'ScorecardCondition',
  description: 'The five conditions of collective impact (Kania and Kramer).',
});

export const CheckStateEnum = enumOf(checkStates);
registerEnumType(CheckStateEnum, {
  name: 'CheckState',
  description: 'NOT_ASSESSABLE: there is nothing to divide by, or nobody told; it counts neither way.',
});

export const CheckNameEnum = enumOf(checkNames);
registerEnumType(CheckNameEnum, {
  name: 'ScorecardCheckName',
  description: 'Five per condition. Names stay; the words of a check may change.',
  valuesMap: {
    AGENDA_ADOPTED: { description: 'A version is ADOPTED and not past its review date.' },
    IMPACTED_GROUPS_ANSWERED: {
      description:
        'Every most-impacted group has an input of the last 12 months with a disposition and, where there is a contact, a reply.',
    },
    REQUIRED_TERMS_AGREED: { description: 'All required terms are AGREED.' },
    PARTIES_PLEDGED: {
      description: 'At least 0.8 of the active parties pledged OWN or SUPPORT on the adopted version.',
    },
    GOALS_MEASURED_OR_TASKED: {
      description: 'Every goal of the adopted version has an active measure or a dated task that is not overdue.',
    },
    OUTCOME_MEASURED: {
      description: 'There is an active measure, POPULATION or BETTER_OFF, with a baseline and a target.',
    },
    REPORTED_ON_TIME: {
      description:
        'At least 0.8 of the submissions of the last full period came on time, all frequencies together. A period is full ' +
        'when it has ended and nothing in it can still come in time.',
    },
    IMPACTED_GROUPS_VISIBLE: {
      description:
        'Each measure of OUTCOME_MEASURED is broken down by a dimension with a category that was named for a most-impacted ' +
        'group (nameGroupCategories). Hidden cells count as shown.',
    },
    HOW_MUCH_PAIRED: {
      description:
        'At least half of the HOW_MUCH measures have a HOW_WELL or BETTER_OFF measure of the same goal, or one that the same ' +
        'activity moves.',
    },
    SENSEMAKING_CHANGED_SOMETHING: {
      description: 'A SENSEMAKING conversation of the last 180 days led to a decision or a changed activity.',
    },
    ACTIVITIES_ALIGNED: { description: 'The alignment rate is at least 0.9.' },
    ACTIVITIES_LINKED: { description: 'The isolation rate is at most 0.1.' },
    COMMITMENTS_KEPT: {
      description: 'Follow-through of the last 180 days is at least 0.7; not assessable below n = 5.',
    },
    CORE_ACTIVITY_EQUIPPED: {
      description:
        'An active core activity of three organizations or more has at least 0.8 of the capabilities it requires.',
    },
    ORGANIZATIONS_INVOLVED: {
      description: 'At least 0.8 of the active organizations have an active activity or an open commitment.',
    },
    SUSTAINING_HELD: { description: 'A SUSTAINING conversation with notes was held within 90 days.' },
    POWER_HELD: { description: 'A POWER conversation with notes was held within 180 days.' },
    NOTES_ON_TIME: { description: 'At least 0.9 of the notes that fell due in the last 90 days were there in time.' },
    QUESTIONS_ANSWERED_ON_TIME: {
      description: 'At least 0.8 of the questions that fell due in the last 12 months were answered on time.',
    },
    ORGANIZATIONS_REACHED: {
      description: 'Every active organization hosted or took part in a conversation of the last 60 days.',
    },
    CHARTER_AGREED: { description: 'A role charter with a lead and a deputy is AGREED.' },
    SEAT_RULE_MET: { description: 'Every decision body meets the rule of seats.' },
    SUPPORT_ANSWERED_ON_TIME: {
      description:
        'At least 0.8 of the support requests of the last 12 months got a first response within 3 working days, Monday to ' +
        'Friday; those that still wait within them are left out.',
    },
    TENSION_PROCEDURE_REGISTERED: {
      description: 'A procedure for tension is registered with two stewards or more, one of them outside the backbone.',
    },
    FUNDED_OR_GAP_NAMED: {
      description:
        'The runway that a SUSTAINING conversation of the last 12 months told reaches 6 months beyond today, counted from ' +
        'that conversation; or one of the last 90 days named what is missing.',
    },
  },
});

@ObjectType('ScorecardFigure', { description: 'The share that a check is judged by. It is compared unrounded.' })
export class ScorecardFigureType extends ShareFigureType {
  @Field(() => DecimalScalar, { description: 'What it is held against.' })
  threshold: string;

  @Field(() => Boolean, { description: 'True: it passes up to the threshold. False: from it on.' })
  atMost: boolean;
}

@ObjectType('ScorecardCheck', { description: 'One of the 25 checks, with the facts behind it.' })
export class ScorecardCheckType {
  @Field(() => CheckNameEnum)
  check: CheckName;

  @Field(() => ScorecardConditionEnum)
  condition: Condition;

  @Field(() => CheckStateEnum)
  state: CheckState;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day whose evaluation first found it in this state; null until one has.',
  })
  since: string | null;

  @Field(() => String, {
    description:
      "What was found, in one sentence in the reader's language: the person's own, else the coalition's; English where no " +
      'words are written in it.',
  })
  sentence: string;

  @Field(() => String, { description: 'The name of that sentence, e.g. "scorecard.AGENDA_ADOPTED.PASS".' })
  sentenceKey: string;

  @Field(() => JsonScalar, { description: 'What the sentence is filled with: numbers, days and names.' })
  facts: Record<string, unknown>;

  @Field(() => ScorecardFigureType, { nullable: true, description: 'Null where nothing is divided.' })
  figure: ScorecardFigureType | null;

  @Field(() => [ID], {
    description:
      'Ids of what it speaks of, at most 20: what is missing where it fails. Organizations are named to backbone staff and ' +
      'partners only.',
  })
  subjectIds: string[];

  @Field(() => String, { description: 'The query of this API that shows what it was found from.' })
  query: string;
}

@ObjectType('ConditionScore', { description: 'How one condition stands: PASS / (PASS + FAIL).' })
export class ConditionScoreType {
  @Field(() => ScorecardConditionEnum)
  condition: Condition;

  @Field(() => Int)
  passed: number;

  @Field(() => Int, { description: 'PASS and FAIL together, n.' })
  assessable: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'passed / assessable, up to four places; null = not assessable.',
  })
  share: string | null;

  @Field(() => [ScorecardCheckType], { description: 'Its five checks.' })
  checks: ScorecardCheckType[];
}

@ObjectType('Scorecard', {
  description: 'How a coalition stands with the five conditions. There is no score over all of them.',
})
export class ScorecardType {
  @Field(() => DateScalar, { description: "The day that it speaks of, in the coalition's time zone." })
  asOf: string;

  @Field(() => DateTimeScalar)
  evaluatedAt: Date;

  @Field(() => [ConditionScoreType], { description: 'All five, in their order.' })
  conditions: ConditionScoreType[];
}

@ObjectType('ScorecardChange', {
  description: 'That a check came into another state, as the worker found it on a day.',
})
export class ScorecardChangeType {
  @Field(() => CheckNameEnum)
  check: CheckName;

  @Field(() => DateScalar)
  on: string;

  @Field(() => DateTimeScalar)
  evaluatedAt: Date;

  @Field(() => CheckStateEnum, { nullable: true, description: 'Null where it was evaluated for the first time.' })
  before: CheckState | null;

  @Field(() => CheckStateEnum)
  after: CheckState;

  @Field(() => ScorecardCheckType, { description: 'What was found that day.' })
  finding: ScorecardCheckType;
}

@ObjectType()
export class ScorecardChangeConnection extends connectionOf(ScorecardChangeType, 'ScorecardChange') {}
