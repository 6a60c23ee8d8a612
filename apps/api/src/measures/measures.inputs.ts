import { Field, InputType, Int } from '@nestjs/graphql';
import type {
  CatalogueReference,
  Comparability,
  Direction,
  Frequency,
  MeasureAspect,
  MeasureLevel,
  MissingTreatment,
  NumberKind,
  Overlap,
  PartnerRule,
  TimeRule,
} from '@keelson/measures';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';
import {
  ComparabilityEnum,
  DirectionEnum,
  FrequencyEnum,
  MeasureAspectEnum,
  MeasureLevelEnum,
  MissingTreatmentEnum,
  NumberKindEnum,
  OverlapEnum,
  PartnerRuleEnum,
  TimeRuleEnum,
} from './measure.type.js';

@InputType()
export class NewBreakdownInput {
  @Field(() => [String], { description: 'One dimension, or several that are crossed.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(6)
  dimensionCodes: string[];

  @Field(() => Boolean, {
    description: 'True when its categories split the whole: a total nobody reported is then their sum.',
  })
  additive: boolean;
}

@InputType()
export class NewOperandInput {
  @CodeField({ description: 'The code of a measure that the expression names.' })
  measure: string;

  @Field(() => MissingTreatmentEnum, {
    nullable: true,
    description: 'Without it, a figure has no number where this operand has none.',
  })
  treatMissingAs?: MissingTreatment | null;
}

@InputType({ isAbstract: true })
abstract class DefinitionInput {
  @TextField(100, { description: 'What is counted, e.g. "people".' })
  unit: string;

  @Field(() => NumberKindEnum)
  numberKind: NumberKind;

  @Field(() => Int, { nullable: true, description: 'For a RATIO: 1, 100, 1,000, 10,000 or 100,000; 1 unless told.' })
  factor?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True when it counts people; false unless told.' })
  ofPeople?: boolean | null;

  @Field(() => TimeRuleEnum, { nullable: true, description: 'SUM unless told. None for CALCULATED.' })
  timeRule?: TimeRule | null;

  @Field(() => TimeRuleEnum, { nullable: true, description: 'The same as the time rule unless told.' })
  denominatorTimeRule?: TimeRule | null;

  @Field(() => PartnerRuleEnum, { nullable: true, description: 'SUM unless told. None for CALCULATED.' })
  partnerRule?: PartnerRule | null;

  @Field(() => OverlapEnum, {
    nullable: true,
    description: 'NONE unless told. POSSIBLE needs a COUNT or a RATIO, summed over partners.',
  })
  overlap?: Overlap | null;

  @TextField(500, {
    nullable: true,
    description:
      'Required for CALCULATED, at most 500 characters, such as "100 * passed / [enrolled-all]": codes of measures of this coalition (one that is no plain word stands in brackets), numbers, + - * /, parentheses, sum, min, max and if(a > b, then, otherwise). It comes back as a userError when it names an unknown (UNKNOWN_MEASURE) or retired measure (INVALID_STATE), one that is reported less often (WRONG_KIND), leads back to itself (CYCLE), divides by a literal zero or cannot be read (INVALID, with the character).',
  })
  expression?: string | null;

  @Field(() => [NewOperandInput], {
    nullable: true,
    description: 'For CALCULATED: the operands whose missing numbers count as something; others need not be named.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NewOperandInput)
  operands?: NewOperandInput[] | null;

  @Field(() => [NewBreakdownInput], {
    nullable: true,
    description:
      'Of a CALCULATED measure: those that every operand declares, unless its missing numbers count as zero.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NewBreakdownInput)
  breakdowns?: NewBreakdownInput[] | null;
}

@InputType()
export class CatalogueReferenceInput {
  @Field(() => String)
  @MaxLength(100)
  vocabulary: string;

  @Field(() => String)
  @MaxLength(100)
  code: string;

  @TextField(500, { nullable: true })
  uri?: string | null;
}

@InputType()
export class NewMeasureInput extends DefinitionInput {
  @CodeField({ description: 'Unique in its coalition.' })
  code: string;

  @TextField(300)
  name: string;

  @TextField(5000, { nullable: true })
  description?: string | null;

  @Field(() => MeasureLevelEnum, { nullable: true, description: 'PERFORMANCE unless told.' })
  level?: MeasureLevel | null;

  @Field(() => MeasureAspectEnum, { nullable: true })
  aspect?: MeasureAspect | null;

  @Field(() => DirectionEnum)
  direction: Direction;

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @IdField('Goal', { list: true, nullable: true, description: 'The goals of the common agenda that it serves.' })
  @ArrayMaxSize(50)
  goalIds?: string[] | null;

  @Field(() => [CatalogueReferenceInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CatalogueReferenceInput)
  references?: CatalogueReference[] | null;
}

@InputType()
export class CreateMeasuresInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => [NewMeasureInput], { description: '1 to 250; all are made or none.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NewMeasureInput)
  measures: NewMeasureInput[];
}

@InputType()
export class UpdateMeasureInput {
  @IdField('Measure')
  id: string;

  @TextField(300, { nullable: true, neverEmpty: true })
  name?: string | null;

  @TextField(5000, { nullable: true })
  description?: string | null;

  @Field(() => MeasureAspectEnum, { nullable: true })
  aspect?: MeasureAspect | null;

  @Field(() => DirectionEnum, { nullable: true })
  direction?: Direction | null;

  @IdField('Goal', { list: true, nullable: true, description: 'Replaces the goals that it serves.' })
  @ArrayMaxSize(50)
  goalIds?: string[] | null;

  @Field(() => [CatalogueReferenceInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CatalogueReferenceInput)
  references?: CatalogueReference[] | null;
}

@InputType()
export class ReviseMeasureInput extends DefinitionInput {
  @IdField('Measure')
  id: string;

  @Field(() => PeriodScalar, { description: 'The first period that the new version governs.' })
  firstPeriod: string;

  @Field(() => ComparabilityEnum)
  comparability: Comparability;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For BRIDGED: earlier figures × factor compare with later ones.',
  })
  bridgeFactor?: string | null;

  @TextField(2000)
  reason: string;
}
