import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ruleCodes, severities, type AttentionCount, type RuleCode, type Severity } from '@keelson/desk';
import { conditions, type Condition } from '@keelson/scorecard';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { AttributesScalar, DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const ConditionEnum = enumOf(conditions);
registerEnumType(ConditionEnum, { name: 'Condition', description: 'The five conditions of collective impact.' });
export const AttentionRuleEnum = enumOf(ruleCodes);
registerEnumType(AttentionRuleEnum, {
  name: 'AttentionRule',
  description:
    'Which fact puts something on the desk. New rules come without notice: show `what` of one you do not know.',
});
export const AttentionSeverityEnum = enumOf(severities);
registerEnumType(AttentionSeverityEnum, {
  name: 'AttentionSeverity',
  description:
    'From what cannot wait to what should not be forgotten. It belongs to the rule, not to who is behind it.',
});

@ObjectType('AttentionStep', { description: 'What a backbone team may do about it.' })
export class AttentionStepType {
  @Field(() => String, { description: 'A code that stays, e.g. "FILL_SEAT".' })
  code: string;

  @Field(() => String)
  text: string;
}

@ObjectType('AttentionSnooze', { description: 'That an item may wait.' })
export class AttentionSnoozeType {
  @Field(() => DateScalar, { description: 'The last day on which it is snoozed.' })
  until: string;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType('AttentionItem', {
  description:
    'What needs a backbone team. It is computed from the facts whenever it is asked for: it opens and closes with them, and nobody can dismiss it.',
})
export class AttentionItemType {
  @Field(() => String, {
    description: 'Names this occurrence. The same fact about the same subject that opens again later has another key.',
  })
  key: string;

  @Field(() => AttentionRuleEnum)
  rule: RuleCode;

  @Field(() => ConditionEnum, { description: 'The condition that suffers.' })
  condition: Condition;

  @Field(() => AttentionSeverityEnum)
  severity: Severity;

  @Field(() => String, { description: 'The type of its subject, e.g. "Seat".' })
  subjectType: string;

  @Field(() => ID, { description: 'The id of its subject: `node(id)` finds it.' })
  subjectId: string;

  @Field(() => String, { description: 'What its subject is called.' })
  title: string;

  @Field(() => DateScalar, { description: "The first day on the desk, in the coalition's time zone." })
  since: string;

  @Field(() => AttributesScalar, { description: 'What `what` names, for texts of your own: days, numbers, names.' })
  facts: Record<string, string>;

  @Field(() => AttentionSnoozeType, { nullable: true, description: 'Null unless it is snoozed.' })
  snooze: AttentionSnoozeType | null;
}

@ObjectType('AttentionCount')
export class AttentionCountType implements AttentionCount {
  @Field(() => AttentionSeverityEnum)
  severity: Severity;

  @Field(() => Int, { description: 'Not snoozed.' })
  open: number;

  @Field(() => Int)
  snoozed: number;
}

@ObjectType()
export class AttentionItemConnection extends connectionOf(AttentionItemType, 'AttentionItem') {
  @Field(() => [AttentionCountType], { description: 'Of all that the filter lets through, the most severe first.' })
  counts: AttentionCountType[];
}
