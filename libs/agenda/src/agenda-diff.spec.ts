import { compareAgendas } from './agenda-diff.js';
import type { Agenda } from './agenda.entity.js';
import type { Goal } from './goal.entity.js';
import type { Strategy } from './strategy.entity.js';

const texts = { problem: null, vision: null, population: null, geography: null, reviewDate: null };
const lists = { inScope: [], outOfScope: [], guidingPrinciples: [] };
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

describe('the difference between two versions', () => {
  it('is empty when nothing changed but ids', () => {
    const diff = compareAgendas(
      version('1', { problem: 'P' }),
      version('2', { problem: 'P' }),
      [goal('1', 'a'), goal('2', 'a')],
      [strategy('1', 's', 'a'), strategy('2', 's', 'a')],
    );
    expect(diff).toMatchObject({ fields: [], goals: [], strategies: [] });
  });

  it('names fields with both sides', () => {
    const diff = compareAgendas(
      version('1', { problem: 'P', outOfScope: ['x'] }),
      version('2', { vision: 'V', outOfScope: ['x', 'y'] }),
      [],
      [],
    );
    expect(diff.fields).toEqual([
      { field: 'problem', before: ['P'], after: [] },
      { field: 'vision', before: [], after: ['V'] },
      { field: 'outOfScope', before: ['x'], after: ['x', 'y'] },
    ]);
  });

  it('matches goals by code', () => {
    const goals = [goal('1', 'a'), goal('1', 'b'), goal('2', 'b', 'new words'), goal('2', 'c')];
    const { goals: changes, fields } = compareAgendas(version('1'), version('2'), goals, []);
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
    const diff = compareAgendas(version('1'), version('2'), goals, [strategy('1', 's', 'a'), strategy('2', 's', 'b')]);
    expect(diff.fields).toEqual([{ field: 'goals.order', before: ['a', 'b'], after: ['b', 'a'] }]);
    expect(diff.strategies[0]?.fields).toEqual([{ field: 'goalCode', before: ['a'], after: ['b'] }]);
  });
});
