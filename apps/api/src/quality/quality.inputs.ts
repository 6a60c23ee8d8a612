import { Field, InputType } from '@nestjs/graphql';
import type { Frequency } from '@keelson/measures';
import type { Importance, QualityOutcome, RuleOperator } from '@keelson/quality';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { CodeField, TextField } from '../graphql/text.js';
import { FrequencyEnum } from '../measures/measure.type.js';
import { QualityOutcomeEnum } from './finding.type.js';
import { ImportanceEnum, RuleOperatorEnum } from './quality-rule.type.js';

const side =
  'Numbers, codes of measures of one frequency, + - * / and parentheses, e.g. "(tested - positive) / tested"; a code with other signs in brackets: "[road-deaths]". At most 500 characters.';

@InputType()
export class CreateQualityRuleInput {
  @IdField('Coalition')
  coalitionId: string;

  @CodeField({ description: 'Unique in its coalition.' })
  code: string;

  @TextField(300)
  name: string;

  @TextField(500, { description: side })
  left: string;

  @Field(() => RuleOperatorEnum)
  operator: RuleOperator;

  @TextField(500, { description: side })
  right: string;

  @Field(() => ImportanceEnum)
  importance: Importance;
}

@InputType()
export class UpdateQualityRuleInput {
  @IdField('QualityRule')
  id: string;

  @TextField(300, { nullable: true, neverEmpty: true })
  name?: string | null;

  @TextField(500, { nullable: true, neverEmpty: true, description: side })
  left?: string | null;

  @Field(() => RuleOperatorEnum, { nullable: true })
  operator?: RuleOperator | null;

  @TextField(500, { nullable: true, neverEmpty: true, description: side })
  right?: string | null;

  @Field(() => ImportanceEnum, { nullable: true })
  importance?: Importance | null;
}

@InputType()
export class QualityRuleFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'Retired rules too.' })
  retired?: boolean | null;
}

@InputType()
export class QualityFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'All that you may see unless told.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Measure', {
    list: true,
    nullable: true,
    description: 'All unless told. UNCHANGED is about all of them and is judged only then.',
  })
  @ArrayMaxSize(250)
  measureIds?: string[] | null;

  @Field(() => FrequencyEnum, { description: 'That of the measures and periods to check.' })
  frequency: Frequency;

  @Field(() => PeriodScalar)
  firstPeriod: string;

  @Field(() => PeriodScalar, { description: 'Included; at most 120 periods and 100,000 cells at once.' })
  lastPeriod: string;

  @Field(() => [QualityOutcomeEnum], { nullable: true, description: 'All unless told.' })
  @IsOptional()
  @ArrayMaxSize(3)
  outcomes?: QualityOutcome[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Findings that were explained too.' })
  includeExplained?: boolean | null;
}

@InputType()
export class ExplainFindingInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(2000, { description: 'The `key` of the finding.' })
  key: string;

  @TextField(2000, { description: 'Why the numbers are right.' })
  text: string;
}
