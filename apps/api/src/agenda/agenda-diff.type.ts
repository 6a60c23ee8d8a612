import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { changeKinds, type ChangeKind } from '@keelson/agenda';
import { enumOf } from '../graphql/enum.js';
import { AgendaType, GoalType, StrategyType } from './agenda.type.js';

export const ChangeKindEnum = enumOf(changeKinds);
registerEnumType(ChangeKindEnum, { name: 'AgendaChangeKind' });

@ObjectType('AgendaFieldChange', { description: 'A field that says something else in the later version.' })
export class FieldChangeType {
  @Field(() => String, {
    description:
      'The name of the field, e.g. "problem" or "outOfScope"; "goals.order" and "strategies.order" list the codes of those that both versions hold.',
  })
  field: string;

  @Field(() => [String], { description: 'A text is a list of one; an empty list means that nothing is said.' })
  before: string[];

  @Field(() => [String])
  after: string[];
}

@ObjectType('GoalChange', { description: 'What happened to the goal with this code.' })
export class GoalChangeType {
  @Field(() => String)
  code: string;

  @Field(() => ChangeKindEnum)
  change: ChangeKind;

  @Field(() => GoalType, { nullable: true })
  before: GoalType | null;

  @Field(() => GoalType, { nullable: true })
  after: GoalType | null;

  @Field(() => [FieldChangeType], { description: 'Empty unless CHANGED.' })
  fields: FieldChangeType[];
}

@ObjectType('StrategyChange', { description: 'What happened to the strategy with this code.' })
export class StrategyChangeType {
  @Field(() => String)
  code: string;

  @Field(() => ChangeKindEnum)
  change: ChangeKind;

  @Field(() => StrategyType, { nullable: true })
  before: StrategyType | null;

  @Field(() => StrategyType, { nullable: true })
  after: StrategyType | null;

  @Field(() => [FieldChangeType], { description: 'Empty unless CHANGED; "goalCode" is the goal that it serves.' })
  fields: FieldChangeType[];
}

@ObjectType('AgendaDiff', {
  description: 'What changed from one version to another; all lists are empty when nothing did.',
})
export class AgendaDiffType {
  @Field(() => AgendaType)
  from: AgendaType;

  @Field(() => AgendaType)
  to: AgendaType;

  @Field(() => [FieldChangeType])
  fields: FieldChangeType[];

  @Field(() => [GoalChangeType])
  goals: GoalChangeType[];

  @Field(() => [StrategyChangeType])
  strategies: StrategyChangeType[];
}
