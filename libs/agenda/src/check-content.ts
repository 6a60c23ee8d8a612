import { holdsWords, type StakeholderGroup } from '@keelson/backbone';
import type { Problem } from '@keelson/platform';
import { listFields, statusQuoFields, type AgendaContent } from './agenda-content.js';

/** The groups of the coalition that a content may, or may not, name. */
export type KnownGroup = Pick<StakeholderGroup, 'id' | 'name'>;

/** Everything that keeps a content from being kept, with paths into the input. */
export function problemsOf(content: AgendaContent, groups: readonly KnownGroup[] = []): Problem[] {
  return [
    ...listFields.flatMap((list) =>
      content[list].flatMap((text, i) => (text.trim() ? [] : [blankAt([list, String(i)])])),
    ),
    ...blanksOf('statusQuo', content.statusQuo, [...statusQuoFields]),
    ...blanksOf('goals', content.goals, ['code', 'statement']),
    ...blanksOf('strategies', content.strategies, ['code', 'title']),
    ...repeatedCodesOf('goals', content.goals),
    ...repeatedCodesOf('strategies', content.strategies),
    ...namedGroupsOf(content, groups),
    ...halfTasksOf(content),
    ...problemsOfStrategies(content, groups),
  ];
}

/** Goals are for everybody: a group stands in a targeted strategy, never in a goal. */
function namedGroupsOf({ goals }: AgendaContent, groups: readonly KnownGroup[]): Problem[] {
  return goals.flatMap((goal, i) =>
    (['statement', 'population', 'task'] as const).flatMap((part): Problem[] => {
      const named = groups.find(({ name }) => holdsWords(goal[part] ?? '', name));
      if (!named) return [];
      const message = `A goal is for the whole population and names no group ("${named.name}"): write a targeted strategy for it.`;
      return [{ code: 'NOT_ALLOWED', field: ['goals', String(i), part], message }];
    }),
  );
}

function halfTasksOf({ goals }: AgendaContent): Problem[] {
  return goals.flatMap(({ task, taskDue }, i): Problem[] => {
    if (!task === !taskDue) return [];
    const [part, message] = task
      ? ['taskDue', 'Say until when the task is to be done.']
      : ['task', 'Say what is to be done until then.'];
    return [{ code: 'REQUIRED', field: ['goals', String(i), part!], message: message! }];
  });
}

function problemsOfStrategies({ goals, strategies }: AgendaContent, groups: readonly KnownGroup[]): Problem[] {
  const goalCodes = new Set(goals.map(({ code }) => code));
  return strategies.flatMap((strategy, i): Problem[] => {
    const at = (part: string) => ['strategies', String(i), part];
    const problems: Problem[] = [];
    const { goalCode, groupId } = strategy;
    if (!goalCodes.has(goalCode)) {
      const message = `No goal of this version has the code "${goalCode}"; give the strategies together with the goals.`;
      problems.push({ code: 'NOT_FOUND', field: at('goalCode'), message });
    }
    if (!groupId) return problems;
    if (!groups.some(({ id }) => id === groupId)) {
      problems.push({ code: 'NOT_FOUND', field: at('groupId'), message: 'No such stakeholder group.' });
    }
    for (const [part, message] of Object.entries(whatTargetedSays)) {
      if (!strategy[part as keyof typeof whatTargetedSays]) {
        problems.push({ code: 'REQUIRED', field: at(part), message });
      }
    }
    return problems;
  });
}

const whatTargetedSays = {
  barrier: 'Say what keeps this group from the goal.',
  doneDifferently: 'Say what is done differently for this group.',
  why: 'Say why that helps.',
  changeLevel: 'Say at which level it changes something.',
} as const;

function blanksOf<T extends object>(list: string, items: readonly T[], keys: (keyof T & string)[]): Problem[] {
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
