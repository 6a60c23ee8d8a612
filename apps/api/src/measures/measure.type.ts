import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  comparabilities,
  directions,
  frequencies,
  measureAspects,
  measureLevels,
  missingTreatments,
  numberKinds,
  overlaps,
  partnerRules,
  timeRules,
  type CatalogueReference,
  type Comparability,
  type Direction,
  type Frequency,
  type MeasureAspect,
  type MeasureLevel,
  type MissingTreatment,
  type NumberKind,
  type Overlap,
  type PartnerRule,
  type TimeRule,
} from '@keelson/measures';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const FrequencyEnum = enumOf(frequencies);
registerEnumType(FrequencyEnum, {
  name: 'Frequency',
  description: 'How often a measure is reported. Weeks are ISO weeks.',
});
export const NumberKindEnum = enumOf(numberKinds);
registerEnumType(NumberKindEnum, {
  name: 'NumberKind',
  description:
    "COUNT: a whole number, not negative. AMOUNT: a decimal. RATIO: factor × numerator / denominator. CALCULATED: an expression over other measures' figures, which nobody reports.",
});
export const MissingTreatmentEnum = enumOf(missingTreatments);
registerEnumType(MissingTreatmentEnum, {
  name: 'MissingTreatment',
  description: 'What an operand without a number counts as. An overlap that is not resolved is not missing.',
});
export const DirectionEnum = enumOf(directions);
registerEnumType(DirectionEnum, { name: 'Direction', description: 'Where the coalition wants the figure to go.' });
export const MeasureLevelEnum = enumOf(measureLevels);
registerEnumType(MeasureLevelEnum, {
  name: 'MeasureLevel',
  description:
    "POPULATION: a whole population, nobody answers for it alone. PERFORMANCE: an organization's own customers.",
});
export const MeasureAspectEnum = enumOf(measureAspects);
registerEnumType(MeasureAspectEnum, {
  name: 'MeasureAspect',
  description: 'Results-Based Accountability: how much was done, how well, and is anyone better off.',
});
export const TimeRuleEnum = enumOf(timeRules);
registerEnumType(TimeRuleEnum, {
  name: 'TimeRule',
  description:
    'From sub-periods to a report period: SUM for flows; LAST or FIRST for stocks, inside the period only; AVERAGE over the sub-periods that have a number; MIN; MAX.',
});
export const PartnerRuleEnum = enumOf(partnerRules);
registerEnumType(PartnerRuleEnum, {
  name: 'PartnerRule',
  description: 'From partners to the coalition. A RATIO has SUM: it is divided last.',
});
export const OverlapEnum = enumOf(overlaps);
registerEnumType(OverlapEnum, {
  name: 'Overlap',
  description:
    'POSSIBLE: two partners may count the same person. Then the figure of several partners is an interval, from the largest number to the sum, until the overlap is resolved (resolveOverlap). NONE: never.',
});
export const ComparabilityEnum = enumOf(comparabilities);
registerEnumType(ComparabilityEnum, {
  name: 'Comparability',
  description:
    'How figures of a version stand beside those before: COMPARABLE, BRIDGED by a factor, or a BREAK that no trend crosses.',
});

@ObjectType('CatalogueReference', { description: 'The same measure in a public catalogue, e.g. IRIS+.' })
export class CatalogueReferenceType {
  @Field(() => String)
  vocabulary: string;

  @Field(() => String)
  code: string;

  @Field(() => String, { nullable: true })
  uri?: string | null;
}

@NodeType('Category', 'One value of a dimension. Its code is stable; it is retired, never deleted.')
export class CategoryType extends Node {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => DateTimeScalar, { nullable: true })
  retiredAt: Date | null;
}

@ObjectType('CategoryMerger', { description: 'That figures count a category in another one; its values keep it.' })
export class CategoryMergerType {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Figures of periods that start on this day or later; null: from ever. Earlier periods still take values.',
  })
  firstPeriodStart: string | null;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  madeAt: Date;
}

@NodeType('Dimension', 'A way to break measures down: sex, age band, district…')
export class DimensionType extends Node {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;
}

@ObjectType('Breakdown', { description: 'A set of dimensions by which values may be broken down.' })
export class BreakdownType {
  @Field(() => Boolean, { description: 'True when its categories split the whole: parts add up to the total.' })
  additive: boolean;
}

@ObjectType('MeasureOperand', { description: 'A measure that the expression of a calculated one names.' })
export class MeasureOperandType {
  @Field(() => MissingTreatmentEnum, {
    nullable: true,
    description: 'Null: where it has no number, the calculated figure has none.',
  })
  treatMissingAs: MissingTreatment | null;
}

@NodeType(
  'MeasureVersion',
  'One definition of a measure, from a first period on. Values are never re-keyed by a new one.',
)
export class MeasureVersionType extends Node {
  @Field(() => Int, { description: '1, 2, 3 …' })
  number: number;

  @Field(() => NumberKindEnum)
  numberKind: NumberKind;

  @Field(() => Int, {
    description: 'A RATIO is reported as factor × Σ numerators / Σ denominators: 1, 100, 1,000, 10,000 or 100,000.',
  })
  factor: number;

  @Field(() => String)
  unit: string;

  @Field(() => Boolean, { description: 'True when it counts people: small numbers are then protected.' })
  ofPeople: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a CALCULATED measure, over the codes of its operands: numbers, + - * /, parentheses, sum(…), min(…), max(…) and if(a > b, then, otherwise) with < <= > >= = !=. Operands are aggregated first, each by its own rules (a RATIO by its ratio), for the figure's period and cell; the expression is evaluated last, exactly, and rounded once to six places, half away from zero. Division by zero gives no number, except in the branch of an if that is not taken.",
  })
  expression: string | null;

  @Field(() => TimeRuleEnum, { description: 'Of a CALCULATED measure it says nothing: its operands have theirs.' })
  timeRule: TimeRule;

  @Field(() => TimeRuleEnum)
  denominatorTimeRule: TimeRule;

  @Field(() => PartnerRuleEnum)
  partnerRule: PartnerRule;

  @Field(() => OverlapEnum)
  overlap: Overlap;

  @Field(() => ComparabilityEnum)
  comparability: Comparability;

  @Field(() => DecimalScalar, { nullable: true })
  bridgeFactor: string | null;

  @Field(() => String, { nullable: true })
  reason: string | null;
}

@NodeType('Target', 'What a figure should reach; without a period it stands for every period that has none of its own.')
export class TargetType extends Node {
  @Field(() => DecimalScalar)
  value: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'For MAINTAIN: how far a figure may lie from the value.' })
  tolerance: string | null;

  @Field(() => String, { nullable: true })
  source: string | null;
}

@NodeType('Baseline', 'Where progress is counted from: a value in a period, or why there is none.')
export class BaselineType extends Node {
  @Field(() => DecimalScalar, { nullable: true })
  value: string | null;

  @Field(() => String, { nullable: true })
  notApplicableReason: string | null;
}

@NodeType('Measure', 'What partners report by one definition.')
export class MeasureType extends Node {
  @Field(() => String, { description: 'Unique in its coalition; what files and submissions call it.' })
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => MeasureLevelEnum)
  level: MeasureLevel;

  @Field(() => MeasureAspectEnum, { nullable: true })
  aspect: MeasureAspect | null;

  @Field(() => DirectionEnum)
  direction: Direction;

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => [CatalogueReferenceType])
  references: CatalogueReference[];

  @Field(() => Boolean, {
    description:
      'True when it is calculated from other measures (MeasureVersion.expression): nobody reports it, and nothing of it is ever due. It stays so in every version.',
  })
  calculated: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  retiredAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class MeasureConnection extends connectionOf(MeasureType, 'Measure') {}
@ObjectType()
export class DimensionConnection extends connectionOf(DimensionType, 'Dimension') {}
