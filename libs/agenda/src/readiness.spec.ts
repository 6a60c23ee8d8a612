import type { AgendaContent } from './agenda-content.js';
import { readinessOf, type ReadinessFacts } from './readiness.js';

const goal = { code: 'g', statement: 'Reach it.', population: null, horizon: null, task: null, taskDue: null };
const content: AgendaContent = {
  ...{ problem: 'P', vision: 'V', population: 'W', geography: null, reviewDate: null },
  ...{ inScope: [], outOfScope: ['x'], guidingPrinciples: [], strategies: [], goals: [goal] },
  statusQuo: [{ what: 'W', whoBenefits: 'B', whatMustChange: 'C' }],
};
const ready: ReadinessFacts = {
  content,
  hearing: { impacted: ['Walkers'], unheard: [], pending: 0 },
  terms: [{ word: 'trust', agreed: true }],
  measured: new Set(['g']),
};
const failing = (facts: Partial<ReadinessFacts>) =>
  readinessOf({ ...ready, ...facts }).flatMap(({ check, passes }) => (passes ? [] : [check]));

it('lacks nothing when everything is there', () => {
  expect(failing({})).toEqual([]);
  expect(readinessOf(ready).every(({ message }) => message === '')).toBe(true);
});

it.each<[string, Partial<ReadinessFacts>]>([
  ['PROBLEM', { content: { ...content, problem: null } }],
  ['VISION', { content: { ...content, vision: null } }],
  ['POPULATION', { content: { ...content, population: null } }],
  ['GOALS', { content: { ...content, goals: [] } }],
  ['OUT_OF_SCOPE', { content: { ...content, outOfScope: [] } }],
  ['STATUS_QUO', { content: { ...content, statusQuo: [] } }],
  ['GOALS_MEASURED_OR_TASKED', { measured: new Set(['other']) }],
  ['TERMS_AGREED', { terms: [{ word: 'trust', agreed: false }] }],
  ['GROUPS_HEARD', { hearing: { impacted: ['Walkers'], unheard: ['Walkers'], pending: 0 } }],
  ['GROUPS_HEARD', { hearing: { impacted: [], unheard: [], pending: 0 } }],
  ['INPUTS_ANSWERED', { hearing: { impacted: ['Walkers'], unheard: [], pending: 1 } }],
])('fails %s alone where only that is missing', (check, facts) => {
  expect(failing(facts)).toEqual([check]);
});

it('takes a dated task for a measure, and names what fails', () => {
  const tasked = { ...goal, task: 'Count.', taskDue: '2027-01-01' };
  expect(failing({ measured: new Set(), content: { ...content, goals: [tasked] } })).toEqual([]);
  const message = readinessOf({ ...ready, measured: new Set() }).find(({ passes }) => !passes)?.message;
  expect(message).toBe('Give each goal an active measure or a dated task: g has neither.');
});
