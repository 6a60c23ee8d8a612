import type { Agenda, StatusQuo } from './agenda.entity.js';
import type { Goal } from './goal.entity.js';
import type { ChangeLevel, Strategy } from './strategy.entity.js';

export interface GoalContent {
  code: string;
  statement: string;
  population?: string | null;
  horizon?: string | null;
  task?: string | null;
  taskDue?: string | null;
}

export interface StrategyContent {
  code: string;
  title: string;
  description?: string | null;
  /** The code of the goal that it serves. */
  goalCode: string;
  groupId?: string | null;
  barrier?: string | null;
  doneDifferently?: string | null;
  why?: string | null;
  changeLevel?: ChangeLevel | null;
}

export const textFields = ['problem', 'vision', 'population', 'geography', 'reviewDate'] as const;
export const listFields = ['inScope', 'outOfScope', 'guidingPrinciples'] as const;
export const statusQuoFields = ['what', 'whoBenefits', 'whatMustChange'] as const satisfies (keyof StatusQuo)[];

/** Everything that a version says. */
export interface AgendaContent extends Pick<
  Agenda,
  (typeof textFields)[number] | (typeof listFields)[number] | 'statusQuo'
> {
  goals: Required<GoalContent>[];
  strategies: Required<StrategyContent>[];
}

/** What is given changes; null empties a field; lists come as whole lists. */
export type AgendaChanges = {
  [K in Exclude<keyof AgendaContent, 'goals' | 'strategies'>]?: AgendaContent[K] | null;
} & {
  goals?: GoalContent[] | null;
  strategies?: StrategyContent[] | null;
};

export function contentOf(agenda: Agenda, goals: Goal[], strategies: Strategy[]): AgendaContent {
  const { problem, vision, population, geography, reviewDate, inScope, outOfScope, guidingPrinciples, statusQuo } =
    agenda;
  const codes = new Map(goals.map(({ id, code }) => [id, code]));
  return {
    ...{ problem, vision, population, geography, reviewDate, inScope, outOfScope, guidingPrinciples, statusQuo },
    goals: byPosition(goals).map(wholeGoal),
    strategies: byPosition(strategies).map((one) => wholeStrategy({ ...one, goalCode: codes.get(one.goalId) ?? '' })),
  };
}

export function changeContent(content: AgendaContent, changes: AgendaChanges): AgendaContent {
  const changed = { ...content };
  for (const field of textFields) if (changes[field] !== undefined) changed[field] = changes[field]?.trim() || null;
  for (const field of listFields) if (changes[field] !== undefined) changed[field] = changes[field] ?? [];
  if (changes.statusQuo !== undefined) {
    changed.statusQuo = (changes.statusQuo ?? []).map(({ what, whoBenefits, whatMustChange }) => {
      return { what, whoBenefits, whatMustChange };
    });
  }
  if (changes.goals !== undefined) changed.goals = (changes.goals ?? []).map(wholeGoal);
  if (changes.strategies !== undefined) changed.strategies = (changes.strategies ?? []).map(wholeStrategy);
  return changed;
}

function wholeGoal({ code, statement, population, horizon, task, taskDue }: GoalContent): Required<GoalContent> {
  return {
    ...{ code, statement, population: population?.trim() || null, horizon: horizon ?? null },
    ...{ task: task?.trim() || null, taskDue: taskDue ?? null },
  };
}

function wholeStrategy(given: StrategyContent): Required<StrategyContent> {
  const { code, title, description, goalCode, groupId, barrier, doneDifferently, why, changeLevel } = given;
  return {
    ...{ code, title, description: description ?? null, goalCode, groupId: groupId ?? null },
    ...{ barrier: barrier?.trim() || null, doneDifferently: doneDifferently?.trim() || null },
    ...{ why: why?.trim() || null, changeLevel: changeLevel ?? null },
  };
}

function byPosition<T extends { position: number }>(items: T[]): T[] {
  return [...items].sort((one, other) => one.position - other.position);
}
