import { changeContent, type AgendaContent } from './agenda-content.js';
import { problemsOf } from './check-content.js';

const empty: AgendaContent = {
  ...{ problem: null, vision: null, population: null, geography: null, reviewDate: null },
  ...{ inScope: [], outOfScope: [], guidingPrinciples: [], statusQuo: [] },
  ...{ goals: [], strategies: [] },
};
const goals = [{ code: 'g', statement: 'Reach it.', population: null, horizon: null, task: null, taskDue: null }];
const faultsOf = (changes: Parameters<typeof changeContent>[1], groups: Parameters<typeof problemsOf>[1] = []) =>
  problemsOf(changeContent(empty, changes), groups).map(({ code, field }) => [code, field.join('.')]);
const walkers = { id: 'w', name: 'People who walk' };

describe('the content of an agenda', () => {
  it('changes what is given, empties what is null and leaves the rest', () => {
    const before = { ...empty, problem: 'P', vision: 'V', inScope: ['x'], goals };
    expect(changeContent(before, { problem: ' Q ', vision: null, inScope: null })).toEqual({
      ...before,
      problem: 'Q',
      vision: null,
      inScope: [],
    });
  });

  it('names every fault with its path: repeated codes, blanks, and a strategy that serves no goal', () => {
    const content = {
      outOfScope: ['x', ' '],
      statusQuo: [{ what: 'W', whoBenefits: ' ', whatMustChange: 'C' }],
      goals: [...goals, { code: 'g', statement: ' ' }],
      strategies: [{ code: 's', title: 'T', goalCode: 'gone' }],
    };
    expect(faultsOf(content)).toEqual([
      ['REQUIRED', 'outOfScope.1'],
      ['REQUIRED', 'statusQuo.0.whoBenefits'],
      ['REQUIRED', 'goals.1.statement'],
      ['DUPLICATE', 'goals.1.code'],
      ['NOT_FOUND', 'strategies.0.goalCode'],
    ]);
  });

  it('lets no goal name a group, whatever its case and accents', () => {
    const statement = 'PEOPLE who wálk reach school.';
    expect(faultsOf({ goals: [{ code: 'g', statement }] }, [walkers])).toEqual([['NOT_ALLOWED', 'goals.0.statement']]);
    expect(faultsOf({ goals: [{ code: 'g', statement: 'Everybody reaches school.' }] }, [walkers])).toEqual([]);
    const asked = {
      code: 'g',
      statement: 'S',
      population: 'All people who walk',
      task: 'Ask people who walk',
      taskDue: '2027-01-01',
    };
    expect(faultsOf({ goals: [asked] }, [walkers])).toEqual([
      ['NOT_ALLOWED', 'goals.0.population'],
      ['NOT_ALLOWED', 'goals.0.task'],
    ]);
  });

  it('asks of a task its day, and of a day its task', () => {
    const half = [
      { code: 'a', statement: 'A', task: 'Count.' },
      { code: 'b', statement: 'B', taskDue: '2027-01-01' },
    ];
    expect(faultsOf({ goals: half })).toEqual([
      ['REQUIRED', 'goals.0.taskDue'],
      ['REQUIRED', 'goals.1.task'],
    ]);
  });

  it('asks of a targeted strategy a group, the barrier, what is done differently, why and the level', () => {
    const strategy = { code: 's', title: 'T', goalCode: 'g' };
    const whole = { barrier: 'B', doneDifferently: 'D', why: 'W', changeLevel: 'PERSONAL' as const };
    expect(faultsOf({ goals, strategies: [strategy] }, [walkers])).toEqual([]);
    expect(faultsOf({ goals, strategies: [{ ...strategy, ...whole, groupId: 'w' }] }, [walkers])).toEqual([]);
    expect(faultsOf({ goals, strategies: [{ ...strategy, ...whole, groupId: 'x' }] }, [walkers])).toEqual([
      ['NOT_FOUND', 'strategies.0.groupId'],
    ]);
    expect(faultsOf({ goals, strategies: [{ ...strategy, groupId: 'w' }] }, [walkers])).toEqual(
      ['barrier', 'doneDifferently', 'why', 'changeLevel'].map((part) => ['REQUIRED', `strategies.0.${part}`]),
    );
  });
});
