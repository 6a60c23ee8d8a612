import type { Problem } from '@keelson/platform';
import type { Agenda } from './agenda.entity.js';
import type { Goal } from './goal.entity.js';
import type { Strategy } from './strategy.entity.js';

export interface GoalContent {
  code: string;
  statement: string;
  horizon?: string | null;
}

export interface StrategyContent {
  code: string;
  title: string;
  description?: string | null;
  /** The code of the goal that it serves. */
  goalCode: string;
}

export const textFields = ['problem', 'vision', 'population', 'geography', 'reviewDate'] as const;
export const listFields = ['inScope', 'outOfScope', 'guidingPrinciples'] as const;

/** Everything that a version says. */
export interface AgendaContent extends Pick<Agenda, (typeof textFields)[number] | (typeof listFields)[number]> {
  goals: GoalContent[];
  strategies: StrategyContent[];
}

/** What is given changes; null empties a field; goals and strategies come as whole lists. */
export type AgendaChanges = { [K in keyof AgendaContent]?: AgendaContent[K] | null };

export function contentOf(agenda: Agenda, goals: Goal[], strategies: Strategy[]): AgendaContent {
  const { problem, vision, population, geography, reviewDate, inScope, outOfScope, guidingPrinciples } = agenda;
  const codes = new Map(goals.map(({ id, code }) => [id, code]));
  return {
    ...{ problem, vision, population, geography, reviewDate, inScope, outOfScope, guidingPrinciples },
    goals: byPosition(goals).map(({ code, statement, horizon }) => ({ code, statement, horizon })),
    strategies: byPosition(strategies).map(({ code, title, description, goalId }) => {
      return { code, title, description, goalCode: codes.get(goalId) ?? '' };
    }),
  };
}

export function changeContent(content: AgendaContent, changes: AgendaChanges): AgendaContent {
  const changed = { ...content };
  for (const field of textFields) if (changes[field] !== undefined) changed[field] = changes[field]?.trim() || null;
  for (const field of listFields) if (changes[field] !== undefined) changed[field] = changes[field] ?? [];
  if (changes.goals !== undefined) {
    changed.goals = (changes.goals ?? []).map((goal) => ({ ...goal, horizon: goal.horizon ?? null }));
  }
  if (changes.strategies !== undefined) {
    const whole = (strategy: StrategyContent) => ({ ...strategy, description: strategy.description ?? null });
    changed.strategies = (changes.strategies ?? []).map(whole);
  }
  return changed;
}

/** Everything that keeps a content from being kept, with paths into the input. */
export function problemsOf(content: AgendaContent): Problem[] {
  const goalCodes = new Set(content.goals.map(({ code }) => code));
  return [
    ...listFields.flatMap((list) =>
      content[list].flatMap((text, i) => (text.trim() ? [] : [blankAt([list, String(i)])])),
    ),
    ...blanksOf('goals', content.goals, ['code', 'statement']),
    ...blanksOf('strategies', content.strategies, ['code', 'title']),
    ...repeatedCodesOf('goals', content.goals),
    ...repeatedCodesOf('strategies', content.strategies),
    ...content.strategies.flatMap(({ goalCode }, i): Problem[] =>
      goalCodes.has(goalCode)
        ? []
        : [
            {
              code: 'NOT_FOUND',
              field: ['strategies', String(i), 'goalCode'],
              message: `No goal of this version has the code "${goalCode}"; give the strategies together with the goals.`,
            },
          ],
    ),
  ];
}

/** What a version still lacks before it can be proposed; all of it. */
export function missingToPropose(content: AgendaContent): Problem[] {
  const required = (field: string, message: string): Problem => ({ code: 'REQUIRED', field: [field], message });
  return [
    ...(content.problem ? [] : [required('problem', 'Say which problem the coalition works on.')]),
    ...(content.vision ? [] : [required('vision', 'Say what it will be like when the work is done.')]),
    ...(content.population ? [] : [required('population', 'Say which population the work is for.')]),
    ...(content.goals.length > 0 ? [] : [required('goals', 'Give at least one goal.')]),
    ...(content.outOfScope.length > 0
      ? []
      : [required('outOfScope', 'Name at least one thing that is out of scope: what the coalition will not do.')]),
  ];
}

function blanksOf<T extends object>(list: string, items: T[], keys: (keyof T & string)[]): Problem[] {
  return items.flatMap((item, i) =>
    keys.filter((key) => !String(item[key]).trim()).map((key) => blankAt([list, String(i), key])),
  );
}

function blankAt(field: string[]): Problem {
  return { code: 'REQUIRED', field, message: 'Write something here, or leave the entry out.' };
}

function repeatedCodesOf(list: string, items: { code: string }[]): Problem[] {
  return items.flatMap(({ code }, i): Problem[] => {
    const first = items.findIndex((other) => other.code === code);
    const message = `The code "${code}" stands in this list already (entry ${first + 1}).`;
    return first === i ? [] : [{ code: 'DUPLICATE', field: [list, String(i), 'code'], message }];
  });
}

function byPosition<T extends { position: number }>(items: T[]): T[] {
  return [...items].sort((one, other) => one.position - other.position);
}
