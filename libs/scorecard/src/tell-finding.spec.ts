import { interfaceLanguages, messagesOf, wordsIn } from '@keelson/messages';
import { checkNames, type CheckName, type CheckState } from './check-names.js';
import { found, type Facts } from './finding.js';
import { judgeShare } from './judge-share.js';
import { tellFinding } from './tell-finding.js';

const share = (numerator: number, denominator: number) => ({ formula: 'f', numerator, denominator, to: '2026-01-01' });
const figureOf = (numerator: number, denominator: number) =>
  judgeShare(share(numerator, denominator), { atLeast: 80 }).figure;
const words = wordsIn('en');
const spanish = wordsIn('es');

const clock = { lastOn: '2026-01-10', dueOn: '2026-04-10', days: 90 };
const funding = { runwayMonths: '7', toldOn: '2026-01-10', fundedUntil: '2026-08-10', gapNamedOn: null };
const core = { title: 'Safe routes', organizations: 3, missing: ['funding'], candidates: 2 };
const talks = (held: number, led: number): Facts => ({ held, led, from: '2025-07-01', days: 180 });

/** Facts as each check gives them, by its state; a check with a figure has the numbers of one beside them. */
const samples: Record<CheckName, Partial<Record<CheckState, Facts[]>>> = {
  AGENDA_ADOPTED: {
    PASS: [
      { version: 2, reviewDate: null },
      { version: 2, reviewDate: '2027-01-31' },
    ],
    FAIL: [
      { version: null, reviewDate: null },
      { version: 2, reviewDate: '2025-01-31' },
    ],
  },
  IMPACTED_GROUPS_ANSWERED: {
    ...{ PASS: [{ missing: [] }], FAIL: [{ missing: ['Tenants', 'Night workers'] }] },
    NOT_ASSESSABLE: [{ missing: [] }],
  },
  REQUIRED_TERMS_AGREED: {
    ...{ PASS: [{ open: [] }], FAIL: [{ open: ['safe'] }], NOT_ASSESSABLE: [{ open: [] }] },
  },
  PARTIES_PLEDGED: {
    PASS: [{ own: 3, support: 1, needChange: 0, silent: 1 }],
    FAIL: [{ own: 0, support: 0, needChange: 2, silent: 3 }],
    NOT_ASSESSABLE: [{ own: 0, support: 0, needChange: 0, silent: 0 }],
  },
  GOALS_MEASURED_OR_TASKED: {
    ...{ PASS: [{ open: [] }], FAIL: [{ open: ['noise'] }], NOT_ASSESSABLE: [{ open: [] }] },
  },
  OUTCOME_MEASURED: { PASS: [{ measures: ['deaths'], active: 3 }], FAIL: [{ measures: [], active: 3 }] },
  REPORTED_ON_TIME: {
    PASS: [{ periods: ['2026-01', '2025-Q4'] }],
    ...{ FAIL: [{ periods: ['2026-01'] }], NOT_ASSESSABLE: [{ periods: [] }] },
  },
  IMPACTED_GROUPS_VISIBLE: {
    PASS: [{ missing: [], groupsNamed: true }],
    FAIL: [{ missing: ['deaths'], groupsNamed: true }],
    NOT_ASSESSABLE: [true, false].map((groupsNamed) => ({ missing: [], groupsNamed })),
  },
  HOW_MUCH_PAIRED: { PASS: [{ alone: [] }], FAIL: [{ alone: ['trips'] }], NOT_ASSESSABLE: [{ alone: [] }] },
  SENSEMAKING_CHANGED_SOMETHING: { PASS: [talks(1, 1), talks(3, 2)], FAIL: [talks(0, 0), talks(1, 0), talks(2, 0)] },
  ACTIVITIES_ALIGNED: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  ACTIVITIES_LINKED: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  COMMITMENTS_KEPT: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  CORE_ACTIVITY_EQUIPPED: {
    PASS: [core],
    FAIL: [core, { title: null, organizations: null, missing: [], candidates: 0 }],
    NOT_ASSESSABLE: [{ title: null, organizations: null, missing: [], candidates: 1 }],
  },
  ORGANIZATIONS_INVOLVED: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  SUSTAINING_HELD: { PASS: [clock], FAIL: [clock, { ...clock, lastOn: null }] },
  POWER_HELD: { PASS: [clock], FAIL: [clock, { ...clock, lastOn: null }] },
  NOTES_ON_TIME: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  QUESTIONS_ANSWERED_ON_TIME: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  ORGANIZATIONS_REACHED: {
    ...{ PASS: [{ unreached: 0 }], FAIL: [{ unreached: 2 }], NOT_ASSESSABLE: [{ unreached: 0 }] },
  },
  CHARTER_AGREED: {
    PASS: [{ role: 'Facilitator', charters: 2, agreed: 1 }],
    FAIL: [0, 1, 2].map((charters) => ({ role: null, charters, agreed: 0 })),
  },
  SEAT_RULE_MET: { PASS: [{ failing: [] }], FAIL: [{ failing: ['Steering'] }], NOT_ASSESSABLE: [{ failing: [] }] },
  SUPPORT_ANSWERED_ON_TIME: { PASS: [{}], FAIL: [{}], NOT_ASSESSABLE: [{}] },
  TENSION_PROCEDURE_REGISTERED: {
    PASS: [{ version: 1, stewards: 2, outside: 1 }],
    FAIL: [
      { version: null, stewards: 0, outside: 0 },
      { version: 1, stewards: 1, outside: 0 },
    ],
  },
  FUNDED_OR_GAP_NAMED: {
    PASS: [funding, { ...funding, gapNamedOn: '2026-02-01' }],
    FAIL: [funding],
    NOT_ASSESSABLE: [{ runwayMonths: null, toldOn: null, fundedUntil: null, gapNamedOn: null }],
  },
};
const passes: Record<CheckState, boolean | null> = { PASS: true, FAIL: false, NOT_ASSESSABLE: null };

const findings = checkNames.flatMap((name) =>
  Object.entries(samples[name]).flatMap(([state, all]) =>
    all.flatMap((facts) =>
      [figureOf(0, 0), figureOf(1, 1), figureOf(4, 5)].map((figure) =>
        found(name, passes[state as CheckState], { facts, figure, query: 'q' }),
      ),
    ),
  ),
);

describe.each(interfaceLanguages)('the sentences of the checks in %s', (language) => {
  it('are there for every state that a check can be in, and for no other', () => {
    const wanted = checkNames.flatMap((name) =>
      Object.keys(samples[name]).map((state) => `scorecard.${name}.${state}`),
    );
    const there = Object.keys(messagesOf(language)).filter((key) => key.startsWith('scorecard.'));
    expect(there.sort()).toEqual(wanted.sort());
  });

  it('are filled by the facts of their check alone, and nothing is left open', () => {
    const told = findings.map((finding) => tellFinding(finding, wordsIn(language)));
    expect(told.filter((sentence) => !/^[\p{Lu}\d][^{}#]{15,}\.$/u.test(sentence) || / none\b/.test(sentence))).toEqual(
      [],
    );
  });
});

it('are in Spanish for who reads Spanish', () => {
  const same = findings.filter((finding) => tellFinding(finding, words) === tellFinding(finding, spanish));
  expect(same.map(({ check, state }) => [check, state])).toEqual([]);
});

it.each([
  [
    'CORE_ACTIVITY_EQUIPPED',
    true,
    core,
    'La actividad central «Safe routes», de 3 organizaciones, cuenta con 4 de las',
  ],
  ['AGENDA_ADOPTED', true, { version: 2, reviewDate: null }, 'La versión 2 de la agenda está adoptada.'],
  ['IMPACTED_GROUPS_ANSWERED', true, { missing: [] }, 'Los 5 grupos más afectados tienen una aportación respondida de'],
  ['CHARTER_AGREED', false, { role: null, charters: 2, agreed: 0 }, 'Ningún estatuto de funciones cuenta con'],
  [
    'SENSEMAKING_CHANGED_SOMETHING',
    true,
    talks(3, 2),
    '2 de 3 conversaciones de interpretación conjunta de los últimos',
  ],
  ['COMMITMENTS_KEPT', null, {}, 'Solo 5 compromisos vencieron en los últimos 180 días;'],
] as const)('%s, %s', (name, passed, facts, sentence) => {
  const finding = found(name, passed, { facts: { ...facts }, figure: figureOf(4, 5), query: 'q' });
  expect(tellFinding(finding, spanish)).toContain(sentence);
});

it('names what is not there, and joins lists', () => {
  const facts = { missing: ['Tenants', 'Night workers'] };
  expect(
    tellFinding(found('IMPACTED_GROUPS_ANSWERED', false, { facts, figure: figureOf(1, 3), query: 'q' }), words),
  ).toBe('1 of 3 most-impacted groups have an answered input of the last 12 months; missing: Tenants, Night workers.');
  const adopted = found('AGENDA_ADOPTED', true, { facts: { version: 2, reviewDate: null }, query: 'q' });
  expect(tellFinding(adopted, words)).toBe('Version 2 of the agenda is adopted.');
  expect(() => tellFinding(found('AGENDA_ADOPTED', null, { query: 'q' }), words)).toThrow('No words');
  expect(() => tellFinding(found('AGENDA_ADOPTED', true, { query: 'q' }), words)).toThrow(/version/);
});
