import { criticalPathOf } from './critical-path.js';
import type { MapActivity, MapLink, MapMilestone } from './map-facts.sql.js';
import { notReferredOf, overlapsOf } from './map-findings.js';
import { componentsOf, cyclesOf, dependenceOf, graphOf } from './map-graph.js';
import { positionsOf } from './map-layout.js';
import type { LinkKind } from './reinforcement-link.entity.js';

const activity = (id: string, more: Partial<MapActivity> = {}): MapActivity => ({
  ...{ id, title: id, lead: 'A', kind: 'PROGRAM', status: 'ACTIVE', place: null, groupIds: [], goalCodes: [], ...more },
});
const activities = (ids: string) => [...ids].map((id) => activity(id));
/** "A B DEPENDS_ON" */
const link = (text: string, confirmed = true): MapLink => {
  const [fromActivityId, toActivityId, kind] = text.split(' ') as [string, string, LinkKind];
  return { id: text, fromActivityId, toActivityId, kind, confirmed };
};
const depends = (...pairs: string[]) => pairs.map((pair) => link(`${pair[0]} ${pair[1]} DEPENDS_ON`));
const cycles = (ids: string, links: MapLink[]) => cyclesOf(dependenceOf(activities(ids), links));

describe('the graph of activities', () => {
  it('hangs together by confirmed links of any kind, the largest component first', () => {
    const links = [link('A B FEEDS'), link('E D DUPLICATES'), link('F E REFERS'), link('A D ENABLES', false)];
    expect(componentsOf(graphOf(activities('ABCDEF'), links))).toEqual([['D', 'E', 'F'], ['A', 'B'], ['C']]);
    expect(componentsOf(graphOf([], []))).toEqual([]);
  });

  it('names each circle of DEPENDS_ON in the order of waiting', () => {
    expect(cycles('ABCDE', depends('CA', 'AB', 'BC', 'DE'))).toEqual([['A', 'B', 'C']]);
    expect(cycles('ABCD', depends('AC', 'CB', 'BA'))).toEqual([['A', 'C', 'B']]);
    expect(cycles('ABCD', depends('AB', 'BA', 'CD', 'DC'))).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
    expect(cycles('ABC', depends('AB', 'BC', 'CB', 'CA'))).toEqual([['A', 'B', 'C']]);
    expect(cycles('AB', [link('A B DEPENDS_ON'), link('B A DEPENDS_ON', false)])).toEqual([]);
    expect(cycles('AB', [link('A B FEEDS'), link('B A FEEDS')])).toEqual([]);
  });
});

describe('the critical path', () => {
  const milestone = (text: string): MapMilestone => {
    const [id, dueDate] = text.split(' ') as [string, string];
    return { id, title: id, activityId: id[0]!, dueDate };
  };
  const path = (links: MapLink[], ...texts: string[]) => {
    const dependence = dependenceOf(activities('ABCD'), links);
    const steps = criticalPathOf(dependence, cyclesOf(dependence), texts.map(milestone));
    return steps.map(({ milestoneId, slackDays }) => [milestoneId, slackDays]);
  };

  it('goes back from what is due last to what is due last before it', () => {
    const links = depends('AB', 'AC');
    const due = ['A1 2026-06-01', 'A2 2026-07-01', 'B1 2026-03-01', 'C1 2026-05-01', 'C2 2026-05-31', 'D1 2026-06-30'];
    expect(path(links, ...due)).toEqual([
      ['C1', null],
      ['C2', 30],
      ['A1', 1],
      ['A2', 30],
    ]);
  });

  it('shows where a plan cannot hold: due before what it waits for', () => {
    expect(path(depends('AB'), 'A1 2026-03-01', 'B1 2026-03-11', 'C1 2026-03-10')).toEqual([
      ['B1', null],
      ['A1', -10],
    ]);
  });

  it('reaches through an activity without milestones', () => {
    expect(path(depends('AB', 'BC'), 'A1 2026-03-02', 'C1 2026-03-01')).toEqual([
      ['C1', null],
      ['A1', 1],
    ]);
  });

  it('takes no order from a circle, but from what leads into it', () => {
    expect(path(depends('AB', 'BA', 'AC'), 'A1 2026-03-02', 'B1 2026-03-03', 'C1 2026-03-01')).toEqual([['B1', null]]);
    expect(path(depends('AB', 'BA', 'BC'), 'A1 2026-03-02', 'B1 2026-03-03', 'C1 2026-03-01')).toEqual([
      ['C1', null],
      ['B1', 2],
    ]);
  });

  it('is empty where nothing is due', () => {
    expect(path(depends('AB'))).toEqual([]);
  });
});

describe('what the map finds', () => {
  const both = { groupIds: ['g', 'h'], goalCodes: ['deaths'], place: 'Calle Mayór ' };

  it('two of the same goal, group and place with no link may overlap', () => {
    const one = activity('A', both);
    const other = (more: Partial<MapActivity> = {}) => activity('B', { ...both, place: 'calle mayor', ...more });
    const found = { activityIds: ['A', 'B'], goalCodes: ['deaths'], groupIds: ['g', 'h'], place: 'Calle Mayór' };
    expect(overlapsOf([one, other()], [])).toEqual([found]);
    expect(overlapsOf([one, other({ status: 'PLANNED', groupIds: ['h'] })], [])).toMatchObject([{ groupIds: ['h'] }]);
    expect(overlapsOf([one, other()], [link('B A FEEDS', false)])).toEqual([]);
    expect(overlapsOf([one, other({ status: 'DONE' })], [])).toEqual([]);
    expect(overlapsOf([one, other({ groupIds: ['other'] })], [])).toEqual([]);
    expect(overlapsOf([one, other({ goalCodes: [] })], [])).toEqual([]);
    expect(overlapsOf([one, other({ place: 'elsewhere' })], [])).toEqual([]);
    const nowhere = { ...both, place: null };
    expect(overlapsOf([activity('A', nowhere), activity('B', nowhere)], [])).toEqual([]);
  });

  it('people are not referred onward where nearby programs serve the same group and none is referred to', () => {
    const [a, b] = [activity('A', { ...both, groupIds: ['g'] }), activity('B', { ...both, place: null })];
    const far = activity('C', { groupIds: ['g'], goalCodes: ['noise'], place: 'Elsewhere' });
    expect(notReferredOf([a, b, far], [])).toEqual([
      { activityId: 'A', groupId: 'g', otherIds: ['B'] },
      { activityId: 'B', groupId: 'g', otherIds: ['A'] },
    ]);
    const found = (...links: MapLink[]) => notReferredOf([a, b, far], links).map(({ activityId }) => activityId);
    expect(found(link('A B REFERS'))).toEqual(['B']);
    expect(found(link('A B REFERS', false), link('A B FEEDS'))).toEqual(['A', 'B']);
    expect(found(link('A C REFERS'))).toEqual(['A', 'B']);
    expect(notReferredOf([a, activity('B', { ...both, kind: 'POLICY' })], [])).toEqual([]);
    expect(notReferredOf([a, activity('B', { ...both, status: 'PAUSED' })], [])).toEqual([]);
  });
});

describe('where activities stand on the map', () => {
  const links = [link('A B FEEDS'), link('B C FEEDS'), link('C A FEEDS')];

  it('is the same whenever it is computed, and in whatever order', () => {
    const positions = positionsOf(graphOf(activities('ABCDEFG'), links));
    expect(positionsOf(graphOf(activities('GFEDCBA'), [...links].reverse()))).toEqual(positions);
    for (const { x, y } of positions.values()) {
      for (const value of [x, y]) expect(Number.isInteger(value) && value >= 0 && value <= 1_000).toBe(true);
    }
    expect(new Set([...positions.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
  });

  it('is nearer to what it is linked with', () => {
    const positions = positionsOf(graphOf(activities('ABCDEFG'), links));
    const between = (one: string, two: string) => {
      const [p, q] = [positions.get(one)!, positions.get(two)!];
      return Math.hypot(p.x - q.x, p.y - q.y);
    };
    for (const other of 'DEFG') expect(between('A', 'B')).toBeLessThan(between('A', other));
  });

  it.each([
    ['', []],
    ['A', [['A', { x: 500, y: 500 }]]],
  ])('is the middle for one alone: "%s"', (ids, expected) => {
    expect([...positionsOf(graphOf(activities(ids), []))]).toEqual(expected);
  });
});
