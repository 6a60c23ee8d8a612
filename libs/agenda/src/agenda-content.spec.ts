import { changeContent, missingToPropose, problemsOf, type AgendaContent } from './agenda-content.js';

const empty: AgendaContent = {
  problem: null,
  vision: null,
  population: null,
  geography: null,
  reviewDate: null,
  inScope: [],
  outOfScope: [],
  guidingPrinciples: [],
  goals: [],
  strategies: [],
};
const goals = [{ code: 'g', statement: 'Reach it.', horizon: null }];

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

  it('names everything that it lacks before it can be proposed', () => {
    expect(missingToPropose({ ...empty, vision: 'V' }).map(({ field }) => field[0])).toEqual([
      'problem',
      'population',
      'goals',
      'outOfScope',
    ]);
  });

  it('lacks nothing with the five things that are needed', () => {
    const ready = { ...empty, problem: 'P', vision: 'V', population: 'W', outOfScope: ['x'], goals };
    expect(missingToPropose(ready)).toEqual([]);
  });

  it('names every fault with its path: repeated codes, blanks, and a strategy that serves no goal', () => {
    const content = {
      ...empty,
      outOfScope: ['x', ' '],
      goals: [...goals, { code: 'g', statement: ' ' }],
      strategies: [{ code: 's', title: 'T', goalCode: 'gone' }],
    };
    expect(problemsOf(content).map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['REQUIRED', 'outOfScope.1'],
      ['REQUIRED', 'goals.1.statement'],
      ['DUPLICATE', 'goals.1.code'],
      ['NOT_FOUND', 'strategies.0.goalCode'],
    ]);
  });
});
