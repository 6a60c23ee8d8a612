import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { tellerOf } from './access/tenant.scenario.js';
import { dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Check {
  check: string;
  state: string;
  since: string | null;
  sentence: string;
  sentenceKey: string;
  facts: Record<string, unknown>;
  figure: Record<string, unknown> | null;
  subjectIds: string[];
  query: string;
}
interface Card {
  scorecard: {
    asOf: string;
    conditions: { condition: string; passed: number; assessable: number; share: string | null; checks: Check[] }[];
  } | null;
}

const text = `query($id: ID!, $asOf: Date) { scorecard(coalitionId: $id, asOf: $asOf) { asOf evaluatedAt
  conditions { condition passed assessable share checks { check condition state since sentence sentenceKey facts
    figure { formula numerator denominator value threshold atMost from to } subjectIds query } } } }`;
const cardOf = async (ask: Ask, asOf?: string) =>
  dataOf(await ask<Card>(text, { id: s.coalitionId, asOf })).scorecard!.conditions;
const checkOf = async (ask: Ask, name: string) =>
  (await cardOf(ask)).flatMap(({ checks }) => checks).find(({ check }) => check === name)!;

describe('the scorecard', () => {
  it('tells every role how the five conditions stand, and never all of them in one number', async () => {
    const conditions = await cardOf(s.observer);
    expect(
      conditions.map(({ condition, passed, assessable, share }) => [condition, passed, assessable, share]),
    ).toEqual([
      ['COMMON_AGENDA', 0, 2, '0'],
      ['SHARED_MEASURES', 0, 2, '0'],
      ['ACTIVITIES', 0, 2, '0'],
      ['COMMUNICATION', 0, 3, '0'],
      ['BACKBONE', 0, 2, '0'],
    ]);
    expect(conditions.map(({ checks }) => checks.length)).toEqual([5, 5, 5, 5, 5]);
    const asked = await s.backbone<{ __type: { fields: { name: string }[] } }>(
      '{ __type(name: "Scorecard") { fields { name } } }',
    );
    const fields = dataOf(asked).__type.fields.map(({ name }) => name);
    expect(fields.sort()).toEqual(['asOf', 'conditions', 'evaluatedAt']);
    expect(await checkOf(s.partner, 'QUESTIONS_ANSWERED_ON_TIME')).toEqual({
      ...{ check: 'QUESTIONS_ANSWERED_ON_TIME', condition: 'COMMUNICATION', state: 'NOT_ASSESSABLE', since: null },
      sentence: 'No question fell due in the last 12 months.',
      sentenceKey: 'scorecard.QUESTIONS_ANSWERED_ON_TIME.NOT_ASSESSABLE',
      ...{ facts: {}, subjectIds: [], query: 'questionFigures' },
      figure: {
        formula: 'questions answered on or before their due date / questions whose due date lies in the period',
        ...{ numerator: 0, denominator: 0, value: null, threshold: '0.8', atMost: false },
        from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
        to: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      },
    });
  });

  it("tells each reader in the language of the person, else in the coalition's", async () => {
    const told = async (ask: Ask) => (await checkOf(ask, 'CHARTER_AGREED')).sentence;
    const english = 'There is no role charter.';
    const spanish = 'No hay ningún estatuto de funciones.';
    await tellerOf(s.partner).tell('updateViewer', 'person { id }', { language: 'es' });
    expect([await told(s.partner), await told(s.funder)]).toEqual([spanish, english]);
    await tellerOf(s.backbone).tell('updateCoalition', 'coalition { id }', { id: s.coalitionId, language: 'es' });
    await tellerOf(s.partner).tell('updateViewer', 'person { id }', { language: 'en' });
    expect([await told(s.partner), await told(s.funder)]).toEqual([english, spanish]);
    await tellerOf(s.backbone).tell('updateCoalition', 'coalition { id }', { id: s.coalitionId, language: 'en' });
  });

  it('names queries that there are', async () => {
    const asked = await s.backbone<{ __schema: { queryType: { fields: { name: string }[] } } }>(
      '{ __schema { queryType { fields { name } } } }',
    );
    const queries = new Set(dataOf(asked).__schema.queryType.fields.map(({ name }) => name));
    const checks = (await cardOf(s.funder)).flatMap((condition) => condition.checks);
    expect(checks.filter(({ query }) => !queries.has(query)).map(({ query }) => query)).toEqual([]);
  });

  it('is for those who belong to the coalition, and names organizations to those who act', async () => {
    const refused = await s.outsider<Card>(text, { id: s.coalitionId });
    expect([refused.data?.scorecard ?? null, refused.errors?.[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
    expect((await s.guest<Card>(text, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const named = (await checkOf(s.partner, 'ORGANIZATIONS_REACHED')).subjectIds;
    expect([...named].sort()).toEqual(Object.values(s.organizationIds).sort());
    expect((await checkOf(s.funder, 'ORGANIZATIONS_REACHED')).subjectIds).toEqual([]);
    expect((await checkOf(s.funder, 'ORGANIZATIONS_REACHED')).facts).toEqual({ unreached: 3 });
  });

  it('follows the facts, and leads to them', async () => {
    const stewards = [{ name: 'Ada', organizationId: s.organizationIds['a'] }, { name: 'A mediator' }];
    const input = { coalitionId: s.coalitionId, text: 'Talk to each other first.', stewards };
    const { tensionProcedure } = await tellerOf(s.backbone).tell(
      'registerTensionProcedure',
      'tensionProcedure { id version stewards { name organization { code } } registeredBy { email } }',
      input,
    );
    expect(tensionProcedure).toMatchObject({
      ...{ version: 1, registeredBy: { email: 'admin@example.org' } },
      stewards: [
        { name: 'Ada', organization: { code: 'a' } },
        { name: 'A mediator', organization: null },
      ],
    });
    const check = await checkOf(s.funder, 'TENSION_PROCEDURE_REGISTERED');
    expect(check).toMatchObject({
      ...{ state: 'PASS', query: 'tensionProcedures', subjectIds: [tensionProcedure!.id] },
      sentence: 'Version 1 of the procedure for tension names 2 stewards, 2 of them outside the backbone.',
    });
    const node = await s.funder(`query($id: ID!) { node(id: $id) { ... on TensionProcedure { text } } }`, {
      id: check.subjectIds[0],
    });
    expect(node.data).toEqual({ node: { text: 'Talk to each other first.' } });
    const bad = { ...input, text: ' ', stewards: [{ name: 'Ada' }, { name: 'ADA' }] };
    const mutation = `mutation($input: RegisterTensionProcedureInput!) {
      registerTensionProcedure(input: $input) { tensionProcedure { id } userErrors { code field } } }`;
    expect((await s.backbone(mutation, { input: bad })).data).toEqual({
      registerTensionProcedure: {
        tensionProcedure: null,
        userErrors: [
          { code: 'REQUIRED', field: ['text'] },
          { code: 'DUPLICATE', field: ['stewards', '1', 'name'] },
        ],
      },
    });
    expect((await s.partner(mutation, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is evaluated by the worker each day, and kept', async () => {
    const asked = await s.backbone<Card>(text, { id: s.coalitionId, asOf: '2020-01-01' });
    expect(asked.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: ['asOf'] }] });
    const worker = await startProcess('worker', environmentOf('worker', s.database));
    try {
      let check = await checkOf(s.backbone, 'CHARTER_AGREED');
      for (const until = Date.now() + 20_000; !check.since && Date.now() < until;) {
        await new Promise((done) => setTimeout(done, 200));
        check = await checkOf(s.backbone, 'CHARTER_AGREED');
      }
      const today = dataOf(await s.backbone<Card>(text, { id: s.coalitionId })).scorecard!.asOf;
      expect(check).toMatchObject({ state: 'FAIL', since: today, sentence: 'There is no role charter.' });
      const history = `query($id: ID!) { scorecardHistory(coalitionId: $id, checks: [CHARTER_AGREED, POWER_HELD]) {
        nodes { check on before after finding { sentence since } } totalCount } }`;
      expect((await s.observer(history, { id: s.coalitionId })).data).toEqual({
        scorecardHistory: {
          nodes: [
            {
              ...{ check: 'POWER_HELD', on: today, before: null, after: 'FAIL' },
              finding: { sentence: 'No conversation about power was held yet.', since: today },
            },
            {
              ...{ check: 'CHARTER_AGREED', on: today, before: null, after: 'FAIL' },
              finding: { sentence: 'There is no role charter.', since: today },
            },
          ],
          totalCount: 2,
        },
      });
    } finally {
      await stopProcess(worker.child);
    }
  });
});
