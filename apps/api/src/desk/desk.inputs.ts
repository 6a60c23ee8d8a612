import { Field, InputType } from '@nestjs/graphql';
import type { RuleCode, Severity } from '@keelson/desk';
import type { Condition } from '@keelson/scorecard';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { AttentionRuleEnum, AttentionSeverityEnum, ConditionEnum } from './attention-item.type.js';

@InputType()
export class AttentionFilterInput {
  @Field(() => [ConditionEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  conditions?: Condition[] | null;

  @Field(() => [AttentionRuleEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  rules?: RuleCode[] | null;

  @Field(() => [AttentionSeverityEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  severities?: Severity[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what is snoozed. False: only what is not.' })
  @IsOptional()
  snoozed?: boolean | null;
}

@InputType()
export class SnoozeAttentionItemInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(300, { description: 'The `key` of the item.' })
  key: string;

  @Field(() => DateScalar, { description: 'The last day on which it is snoozed: 1 to 30 days from today.' })
  until: string;

  @TextField(2000, { description: 'Why it can wait.' })
  reason: string;
}

@InputType()
export class UnsnoozeAttentionItemInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(300, { description: 'The `key` of the item.' })
  key: string;
}
