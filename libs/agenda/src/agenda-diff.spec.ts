import { compareAgendas } from './agenda-diff.js';
import type { Agenda } from './agenda.entity.js';
import type { Goal } from './goal.entity.js';
import type { Strategy } from './strategy.entity.js';

const texts = { problem: null, vision: null, population: null, geography: null, reviewDate: null };
const lists = { inScope: [], outOfScope: [], guidingPrinciples: [], statusQuo: [] };
const version = (id: string, content: Partial<Agenda> = {}) => ({ id, ...texts, ...lists, ...content }) as Agenda;
const goal = (agendaId: string, code: string, statement = 'S'): Goal =>
  ({ id: `${agendaId}-${code}`, agendaId, code, statement, horizon: null }) as Goal;
const strategy = (agendaId: string, code: string, goalCode: string): Strategy =>
  ({
    id: `${agendaId}-${code}`,
    agendaId,
    code,
    title: 'T',
    description: null,
    goalId: `${agendaId}-${goalCode}`,
  }) as Strategy;

const nothing = { goals: [], strategies: [] };

describe('the difference between two versions', () => {
  it('is empty when nothing changed but ids', () => {
    const diff = compareAgendas(version('1', { problem: 'P' }), version('2', { problem: 'P' }), {
      goals: [goal('1', 'a'), goal('2', 'a')],
      strategies: [strategy('1', 's', 'a'), strategy('2', 's', 'a')],
    });
    expect(diff).toMatchObject({ fields: [], goals: [], strategies: [] });
  });

  it('names fields with both sides', () => {
    const diff = compareAgendas(
      version('1', { problem: 'P', outOfScope: ['x'] }),
      version('2', { vision: 'V', outOfScope: ['x', 'y'] }),
      nothing,
    );
    expect(diff.fields).toEqual([
      { field: 'problem', before: ['P'], after: [] },
      { field: 'vision', before: [], after: ['V'] },
      { field: 'outOfScope', before: ['x'], after: ['x', 'y'] },
    ]);
  });

  it('matches goals by code', () => {
    const goals = [goal('1', 'a'), goal('1', 'b'), goal('2', 'b', 'new words'), goal('2', 'c')];
    const { goals: changes, fields } = compareAgendas(version('1'), version('2'), { goals, strategies: [] });
    expect(changes.map(({ code, change }) => [code, change])).toEqual([
      ['b', 'CHANGED'],
      ['c', 'ADDED'],
      ['a', 'REMOVED'],
    ]);
    expect(changes[0]?.fields).toEqual([{ field: 'statement', before: ['S'], after: ['new words'] }]);
    expect(fields).toEqual([]);
  });

  it('notices another order and a strategy that serves another goal', () => {
    const goals = [goal('1', 'a'), goal('1', 'b'), goal('2', 'b'), goal('2', 'a')];
    const diff = compareAgendas(version('1'), version('2'), {
      goals,
      strategies: [strategy('1', 's', 'a'), strategy('2', 's', 'b')],
    });
    expect(diff.fields).toEqual([{ field: 'goals.order', before: ['a', 'b'], after: ['b', 'a'] }]);
    expect(diff.strategies[0]?.fields).toEqual([{ field: 'goalCode', before: ['a'], after: ['b'] }]);
  });

  it('tells of the status quo, of what a goal asks and of whom a strategy is targeted at', () => {
    const statusQuo = [{ what: 'Wide roads', whoBenefits: 'Drivers', whatMustChange: 'The standard' }];
    const asked = { ...goal('2', 'a'), task: 'Count', taskDue: '2027-01-01', population: 'All' } as Goal;
    const targeted = { ...strategy('2', 's', 'a'), groupId: 'g', barrier: 'Fear', changeLevel: 'CULTURAL' } as Strategy;
    const diff = compareAgendas(version('1'), version('2', { statusQuo }), {
      goals: [goal('1', 'a'), asked],
      strategies: [strategy('1', 's', 'a'), targeted],
      groupNames: new Map([['g', 'Walkers']]),
    });
    const told = (changes: { field: string; after: string[] }[] = []) =>
      changes.map(({ field, after }) => [field, after[0]]);
    expect(told(diff.fields)).toEqual([
      ['statusQuo.what', 'Wide roads'],
      ['statusQuo.whoBenefits', 'Drivers'],
      ['statusQuo.whatMustChange', 'The standard'],
    ]);
    expect(told(diff.goals[0]?.fields)).toEqual([
      ['population', 'All'],
      ['task', 'Count'],
      ['taskDue', '2027-01-01'],
    ]);
    expect(told(diff.strategies[0]?.fields)).toEqual([
      ['group', 'Walkers'],
      ['barrier', 'Fear'],
      ['changeLevel', 'CULTURAL'],
    ]);
  });
});
