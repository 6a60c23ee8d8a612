import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import { importances, ruleOperators, type Importance, type RuleOperator } from '@keelson/quality';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { FrequencyEnum } from '../measures/measure.type.js';

export const RuleOperatorEnum = enumOf(ruleOperators);
registerEnumType(RuleOperatorEnum, {
  name: 'RuleOperator',
  description:
    'What must hold between the two sides. COMPULSORY_PAIR is violated when exactly one side has a number, EXCLUSIVE_PAIR when both have.',
});
export const ImportanceEnum = enumOf(importances);
registerEnumType(ImportanceEnum, { name: 'Importance', description: 'How much a finding matters.' });

@NodeType('QualityRule', "What must hold between an organization's own numbers of one period.")
export class QualityRuleType extends Node {
  @Field(() => String, { description: 'Unique in its coalition.' })
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String, {
    description:
      'An expression over codes of measures: numbers, + - * / and parentheses, calculated exactly. A RATIO counts as factor × numerator / denominator.',
  })
  left: string;

  @Field(() => RuleOperatorEnum)
  operator: RuleOperator;

  @Field(() => String)
  right: string;

  @Field(() => ImportanceEnum)
  importance: Importance;

  @Field(() => Boolean, { description: 'False once it is retired: it judges nothing any more.' })
  active: boolean;

  @Field(() => FrequencyEnum, { description: 'That of its measures.' })
  frequency: Frequency;
}

@ObjectType()
export class QualityRuleConnection extends connectionOf(QualityRuleType, 'QualityRule') {}
