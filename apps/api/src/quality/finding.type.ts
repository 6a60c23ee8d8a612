import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  qualityChecks,
  qualityOutcomes,
  type Importance,
  type QualityCheck,
  type QualityOutcome,
} from '@keelson/quality';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';
import { ImportanceEnum } from './quality-rule.type.js';

export const QualityCheckEnum = enumOf(qualityChecks);
registerEnumType(QualityCheckEnum, {
  name: 'QualityCheck',
  description:
    'RULE: one of the coalition’s rules. PARTS_AGAINST_TOTAL: reported parts and their reported total. OUTLIER: a number far from its last 12. SLIP: about 10 or 100 times the usual, or a tenth or a hundredth of it. NUMERATOR_OVER_DENOMINATOR: in a RATIO of factor 100, a share. UNCHANGED: all numbers of a period equal those of the period before.',
});
export const QualityOutcomeEnum = enumOf(qualityOutcomes);
registerEnumType(QualityOutcomeEnum, {
  name: 'QualityOutcome',
  description:
    'VIOLATION: the numbers do not fit. NOT_EVALUATED: a side of a comparison has no number. NOT_ENOUGH_HISTORY: fewer than four earlier numbers. The last two are no pass.',
});

@ObjectType('ComparedNumber', { description: 'A number that a check compared, e.g. "median" or "left".' })
export class ComparedNumberType {
  @Field(() => String)
  name: string;

  @Field(() => DecimalScalar, { nullable: true })
  value: string | null;
}

@NodeType('QualityExplanation', 'Why a finding is no fault. It holds until one of its numbers changes.')
export class QualityExplanationType extends Node {
  @Field(() => QualityCheckEnum)
  check: QualityCheck;

  @Field(() => String)
  text: string;

  @Field(() => DateTimeScalar)
  explainedAt: Date;
}

@ObjectType('QualityFinding', {
  description: 'A number, or several, that a check or a rule has something to say about.',
})
export class QualityFindingType {
  @Field(() => QualityCheckEnum)
  check: QualityCheck;

  @Field(() => QualityOutcomeEnum)
  outcome: QualityOutcome;

  @Field(() => ImportanceEnum)
  importance: Importance;

  @Field(() => String, { description: 'In one sentence, for a person.' })
  sentence: string;

  @Field(() => [ComparedNumberType], { description: 'The numbers that were compared.' })
  numbers: ComparedNumberType[];
}

@ObjectType()
export class QualityFindingConnection extends connectionOf(QualityFindingType, 'QualityFinding') {}
