import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { agendaStates, changeLevels, type AgendaState, type ChangeLevel } from '@keelson/agenda';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const AgendaStateEnum = enumOf(agendaStates);
registerEnumType(AgendaStateEnum, {
  name: 'AgendaState',
  description:
    'DRAFT is edited by backbone staff and seen by them alone; CONSULTING is edited still, and seen by the whole coalition; ' +
    'PROPOSED stands before the coalition and can be returned to CONSULTING; ' +
    'ADOPTED is in force, one version at a time; SUPERSEDED was in force. An adopted text never changes.',
});

export const ChangeLevelEnum = enumOf(changeLevels);
registerEnumType(ChangeLevelEnum, { name: 'ChangeLevel', description: 'Where something changes.' });

@ObjectType('StatusQuo', { description: 'Something that keeps things as they are.' })
export class StatusQuoType {
  @Field(() => String)
  what: string;

  @Field(() => String)
  whoBenefits: string;

  @Field(() => String)
  whatMustChange: string;
}

@NodeType(
  'Agenda',
  'One version of the common agenda: what the coalition wants to change, for whom, and what it leaves out.',
)
export class AgendaType extends Node {
  @Field(() => Int, { description: '1, 2, 3… in the order in which the versions were drafted.' })
  version: number;

  @Field(() => AgendaStateEnum)
  state: AgendaState;

  @Field(() => String, { nullable: true, description: 'The problem that the coalition works on.' })
  problem: string | null;

  @Field(() => String, { nullable: true, description: 'What it will be like when the work is done.' })
  vision: string | null;

  @Field(() => String, { nullable: true, description: 'The whole population that the work is for.' })
  population: string | null;

  @Field(() => String, { nullable: true })
  geography: string | null;

  @Field(() => [String])
  inScope: string[];

  @Field(() => [String], { description: 'What the coalition will not do; needed before a version is proposed.' })
  outOfScope: string[];

  @Field(() => [String])
  guidingPrinciples: string[];

  @Field(() => [StatusQuoType], {
    description: 'What keeps the status quo in place; one is needed before a version is proposed.',
  })
  statusQuo: StatusQuoType[];

  @Field(() => DateScalar, { nullable: true, description: 'When the coalition looks at its agenda again.' })
  reviewDate: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When this text was put before the coalition; decisions of before are about another one.',
  })
  proposedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  adoptedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  supersededAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@NodeType('Goal', 'What the coalition wants to reach for a whole population; it names no group.')
export class GoalType extends Node {
  @Field(() => String, { description: 'The same in every version, so that what serves a goal can follow it.' })
  code: string;

  @Field(() => String)
  statement: string;

  @Field(() => String, {
    nullable: true,
    description: 'When it is to be reached: a date or a period, as it was written.',
  })
  horizon: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The whole population that it is for; null for that of the agenda.',
  })
  population: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be done where no measure shows the goal.' })
  task: string | null;

  @Field(() => DateScalar, { nullable: true })
  taskDue: string | null;

  @Field(() => Int, { description: '1, 2, 3… within its version.' })
  position: number;
}

@NodeType(
  'Strategy',
  'A way to a goal of the common agenda. A targeted one names a group: the goal is for all, the means differ.',
)
export class StrategyType extends Node {
  @Field(() => String, { description: 'The same in every version.' })
  code: string;

  @Field(() => String)
  title: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true, description: 'What keeps its group from the goal.' })
  barrier: string | null;

  @Field(() => String, { nullable: true, description: 'What is done differently for its group.' })
  doneDifferently: string | null;

  @Field(() => String, { nullable: true, description: 'Why that helps.' })
  why: string | null;

  @Field(() => ChangeLevelEnum, { nullable: true })
  changeLevel: ChangeLevel | null;

  @Field(() => Int, { description: '1, 2, 3… within its version.' })
  position: number;
}

@ObjectType()
export class AgendaConnection extends connectionOf(AgendaType, 'Agenda') {}
