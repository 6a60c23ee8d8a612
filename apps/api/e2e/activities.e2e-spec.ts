import { adoptersOf, prepareAdoption, readyTexts, task } from './adoption.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

type Verb = (typeof verbs)[number];
interface Made {
  id: string;
}
type Payload = Record<string, Made & Record<string, unknown>> & {
  userErrors: { code: string; field: string[]; message: string }[];
};

/** Every mutation of the room with its input's type and what it answers with. */
const verbs = [
  ['createActivity', 'CreateActivityInput', 'activity { id status }'],
  ['updateActivity', 'UpdateActivityInput', 'activity { id title }'],
  ['startActivity', 'MoveActivityInput', 'activity { id status }'],
  ['pauseActivity', 'HaltActivityInput', 'activity { id status statusReason }'],
  ['resumeActivity', 'MoveActivityInput', 'activity { id status }'],
  ['addMilestone', 'AddMilestoneInput', 'milestone { id doneAt activity { title } }'],
  ['completeMilestone', 'CompleteMilestoneInput', 'milestone { id doneAt }'],
  ['reopenMilestone', 'ReopenMilestoneInput', 'milestone { id doneAt }'],
  ['linkActivities', 'LinkActivitiesInput', 'link { id kind from { title } to { title } }'],
  ['unlinkActivities', 'UnlinkActivitiesInput', 'link { id unlinkedAt }'],
  ['commitResource', 'CommitResourceInput', 'resource { id amount unit organization { code } activity { title } }'],
  ['withdrawResource', 'WithdrawResourceInput', 'resource { id withdrawnAt }'],
  ['finishActivity', 'MoveActivityInput', 'activity { id status }'],
  ['stopActivity', 'HaltActivityInput', 'activity { id status }'],
] as const;

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

async function tell(ask: Ask, name: Verb[0], input: object): Promise<Answer<Record<string, Payload>>> {
  const [, type, selection] = verbs.find(([verb]) => verb === name)!;
  return ask<Record<string, Payload>>(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`,
    { input },
  );
}

/** Tells and expects that it was done. */
async function done(ask: Ask, name: Verb[0], input: object): Promise<Made & Record<string, unknown>> {
  const payload = dataOf(await tell(ask, name, input))[name]!;
  const { userErrors: _, ...made } = payload;
  return Object.values(made)[0] as Made & Record<string, unknown>;
}

async function create(ask: Ask, title: string, more: object = {}): Promise<string> {
  const input = { coalitionId: s.coalitionId, title, kind: 'PROGRAM', leadOrganizationId: s.organizationIds['a'] };
  return (await done(ask, 'createActivity', { ...input, ...more })).id;
}

/** One of everything, and an input for each verb that would be fine from whoever may. */
async function prepare(): Promise<Record<Verb[0], object>> {
  const [a, id, other] = [
    s.organizationIds['a'],
    await create(s.partner, 'Crossings'),
    await create(s.partner, 'Lights'),
  ];
  const paused = await create(s.partner, 'Paused');
  const active = await create(s.partner, 'Active');
  for (const one of [paused, active]) await done(s.partner, 'startActivity', { id: one });
  await done(s.partner, 'pauseActivity', { id: paused, reason: 'Winter' });
  const open = await done(s.partner, 'addMilestone', { activityId: id, title: 'Open' });
  const reached = await done(s.partner, 'addMilestone', { activityId: id, title: 'Reached' });
  await done(s.partner, 'completeMilestone', { id: reached.id });
  const link = await done(s.partner, 'linkActivities', { fromActivityId: id, toActivityId: other, kind: 'FEEDS' });
  const commitment = { activityId: id, organizationId: a, kind: 'FUNDING', description: 'Grant', amount: '10.50' };
  const resource = await done(s.partner, 'commitResource', commitment);
  return {
    createActivity: { coalitionId: s.coalitionId, title: 'New', kind: 'POLICY', leadOrganizationId: a },
    updateActivity: { id, title: 'Safer crossings' },
    startActivity: { id },
    pauseActivity: { id: active, reason: 'Winter' },
    resumeActivity: { id: paused },
    addMilestone: { activityId: id, title: 'Painted', dueDate: '2026-05-01' },
    completeMilestone: { id: open.id, doneAt: '2026-01-05T10:00:00+01:00' },
    reopenMilestone: { id: reached.id },
    linkActivities: { fromActivityId: id, toActivityId: other, kind: 'ENABLES' },
    unlinkActivities: { id: link.id, reason: 'Not any more' },
    commitResource: { ...commitment, kind: 'STAFF_TIME', unit: 'hours' },
    withdrawResource: { id: resource.id },
    finishActivity: { id: paused },
    stopActivity: { id: other, reason: 'No money' },
  };
}

const everything = `query($id: ID!) { activities(coalitionId: $id, first: 100) { totalCount nodes {
  id title status statusReason leadOrganization { code } partnerOrganizations { code } goals { id } strategies { id } measures { id }
  milestones { id title doneAt } links { id kind from { title } to { title } } resources { id amount organization { code } } } } }`;

describe('activities through the API', () => {
  it('let everybody of the coalition read, and nobody else', async () => {
    const id = await create(s.partner, 'Read me', { partnerOrganizationIds: [s.organizationIds['b']] });
    await done(s.partner, 'addMilestone', { activityId: id, title: 'Opened' });
    const one = `query($id: ID!) { activity(id: $id) { title leadOrganization { code } partnerOrganizations { code } milestones { title doneAt } } }`;
    for (const ask of [s.backbone, s.partner, s.otherPartner, s.funder, s.observer]) {
      expect(dataOf(await ask<object>(one, { id }))).toEqual({
        activity: {
          title: 'Read me',
          leadOrganization: { code: 'a' },
          partnerOrganizations: [{ code: 'b' }],
          milestones: [{ title: 'Opened', doneAt: null }],
        },
      });
    }
    expect(await s.outsider(one, { id })).toEqual({ data: { activity: null } });
    for (const query of [everything, `query($id: ID!) { activityFigures(coalitionId: $id) { asOf } }`]) {
      const answer = await s.outsider(query, { id: s.coalitionId });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(JSON.stringify(answer)).not.toContain('Read me');
      const asGuest = await s.guest(query, { id: s.coalitionId });
      expect(asGuest.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
    expect((await s.guest(one, { id })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('refuse every verb to the wrong role and to outsiders, and change nothing', async () => {
    const inputs = await prepare();
    const before = await s.backbone(everything, { id: s.coalitionId });
    for (const [name] of verbs) {
      const expected = [
        [s.guest, 'UNAUTHENTICATED'],
        [s.outsider, 'NOT_FOUND'],
        [s.funder, 'FORBIDDEN'],
        [s.observer, 'FORBIDDEN'],
        [s.otherPartner, 'FORBIDDEN'],
      ] as const;
      for (const [ask, code] of expected) {
        const answer = await tell(ask, name, inputs[name]);
        expect([name, answer.errors?.[0]?.extensions.code]).toEqual([name, code]);
      }
    }
    expect(await s.backbone(everything, { id: s.coalitionId })).toEqual(before);
  });

  it.each(['backbone', 'partner'] as const)('allow every verb to the right role: %s', async (role) => {
    const inputs = await prepare();
    const outcomes: Record<string, unknown> = {};
    for (const [name] of verbs) outcomes[name] = await done(s[role], name, inputs[name]);
    expect(outcomes).toMatchObject({
      createActivity: { status: 'PLANNED' },
      updateActivity: { title: 'Safer crossings' },
      startActivity: { status: 'ACTIVE' },
      pauseActivity: { status: 'PAUSED', statusReason: 'Winter' },
      resumeActivity: { status: 'ACTIVE' },
      addMilestone: { doneAt: null, activity: { title: 'Safer crossings' } },
      completeMilestone: { doneAt: '2026-01-05T09:00:00.000Z' },
      reopenMilestone: { doneAt: null },
      linkActivities: { kind: 'ENABLES', from: { title: 'Safer crossings' }, to: { title: 'Lights' } },
      unlinkActivities: { unlinkedAt: expect.any(String) },
      commitResource: { amount: '10.50', unit: 'hours', organization: { code: 'a' } },
      withdrawResource: { withdrawnAt: expect.any(String) },
      finishActivity: { status: 'DONE' },
      stopActivity: { status: 'STOPPED' },
    });
  });

  it('find their parts again by id, for members only', async () => {
    const inputs = await prepare();
    const ids = [inputs.updateActivity, inputs.completeMilestone, inputs.unlinkActivities, inputs.withdrawResource];
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`;
    const variables = { ids: ids.map((input) => (input as Made).id) };
    const { nodes } = dataOf(await s.observer<{ nodes: { __typename: string }[] }>(query, variables));
    const types = ['Activity', 'Milestone', 'ReinforcementLink', 'Resource'];
    expect(nodes.map((node) => node.__typename)).toEqual(types);
    expect(await s.outsider(query, variables)).toEqual({ data: { nodes: [null, null, null, null] } });
  });

  it('let a partner commit its own resources to what another one leads', async () => {
    const activityId = await create(s.partner, 'Shared');
    const input = { activityId, kind: 'SPACE', description: 'A hall' };
    const own = await done(s.otherPartner, 'commitResource', { ...input, organizationId: s.organizationIds['b'] });
    expect(own).toMatchObject({ organization: { code: 'b' }, activity: { title: 'Shared' }, amount: null });
    const foreign = await tell(s.otherPartner, 'commitResource', { ...input, organizationId: s.organizationIds['a'] });
    expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('name the cycle that a DEPENDS_ON would close', async () => {
    const [a, b, c] = [await create(s.partner, 'A'), await create(s.partner, 'B'), await create(s.partner, 'C')];
    const link = (from: string, to: string) =>
      tell(s.partner, 'linkActivities', { fromActivityId: from, toActivityId: to, kind: 'DEPENDS_ON' });
    dataOf(await link(a, b));
    dataOf(await link(b, c));
    const { data } = await link(c, a);
    expect(data?.['linkActivities']).toEqual({
      link: null,
      userErrors: [{ code: 'CYCLE', field: ['toActivityId'], message: expect.stringContaining('C → A → B → C') }],
    });
  });

  it('say what to correct as data, with the path', async () => {
    const id = await create(s.partner, 'Wrong');
    const problemsOf = async (name: Verb[0], input: object) => {
      const { data } = await tell(s.partner, name, input);
      return data?.[name]?.userErrors.map(({ code, field }) => [code, field.join('.')]);
    };
    const base = { coalitionId: s.coalitionId, kind: 'PROGRAM', leadOrganizationId: s.organizationIds['a'] };
    expect(await problemsOf('createActivity', { ...base, title: '' })).toEqual([['REQUIRED', 'title']]);
    const dates = { startDate: '2026-02-01', endDate: '2026-01-01' };
    expect(await problemsOf('createActivity', { ...base, title: ' ', ...dates })).toEqual([
      ['REQUIRED', 'title'],
      ['OUT_OF_RANGE', 'endDate'],
    ]);
    expect(await problemsOf('resumeActivity', { id })).toEqual([['INVALID_STATE', 'id']]);
    expect(await problemsOf('stopActivity', { id, reason: '' })).toEqual([['REQUIRED', 'reason']]);
    const commitment = {
      activityId: id,
      organizationId: s.organizationIds['a'],
      kind: 'FUNDING',
      description: 'Grant',
    };
    expect(await problemsOf('commitResource', { ...commitment, amount: '1,059' })).toEqual([
      ['NOT_A_NUMBER', 'amount'],
    ]);
    const unknown = await tell(s.partner, 'createActivity', { ...base, title: 'T', leadOrganizationId: id });
    expect(unknown.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('show the goals, strategies and measures that they serve, and count as aligned', async () => {
    const agenda = {
      problem: 'Deaths on our roads',
      vision: 'None',
      population: 'Everybody who uses a road',
      geography: 'The county',
      ...readyTexts,
      goals: [{ code: 'deaths', statement: 'Halve road deaths.', ...task }],
      strategies: [{ code: 'speed', title: 'Slow down.', goalCode: 'deaths' }],
    };
    const drafted = dataOf(
      await s.backbone<{ draftAgenda: { agenda: Made & { goals: Made[]; strategies: Made[] } } }>(
        `mutation($input: DraftAgendaInput!) { draftAgenda(input: $input) { agenda { id goals { id } strategies { id } } userErrors { message } } }`,
        { input: { coalitionId: s.coalitionId, ...agenda } },
      ),
    ).draftAgenda.agenda;
    const { propose, adopt } = await prepareAdoption(adoptersOf(s));
    await propose(drafted.id);
    await adopt(drafted.id);
    const measure = { code: 'deaths', name: 'Deaths', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE' };
    const { measures } = dataOf(
      await s.backbone<{ createMeasures: { measures: Made[] } }>(
        `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id } userErrors { message } } }`,
        { input: { coalitionId: s.coalitionId, measures: [{ ...measure, frequency: 'YEAR' }] } },
      ),
    ).createMeasures;
    const idsOf = (made: Made[]) => made.map(({ id }) => id);
    const served = {
      goalIds: idsOf(drafted.goals),
      strategyIds: idsOf(drafted.strategies),
      measureIds: idsOf(measures),
    };
    const id = await create(s.partner, 'Aligned', served);
    await done(s.partner, 'startActivity', { id });
    const query = `query($id: ID!, $coalitionId: ID!) { activity(id: $id) { goals { code } strategies { code } measures { code } }
      activityFigures(coalitionId: $coalitionId) { alignmentRate { numerator } } }`;
    expect(dataOf(await s.observer<object>(query, { id, coalitionId: s.coalitionId }))).toEqual({
      activity: { goals: [{ code: 'deaths' }], strategies: [{ code: 'speed' }], measures: [{ code: 'deaths' }] },
      activityFigures: { alignmentRate: { numerator: 1 } },
    });
  });

  it('count alignment, isolation and density', async () => {
    const query = `query($id: ID!) { activityFigures(coalitionId: $id) {
      isolationRate { formula numerator denominator value } reinforcementDensity { denominator value } } }`;
    const found = dataOf(
      await s.funder<{ activityFigures: Record<string, Record<string, unknown>> }>(query, { id: s.coalitionId }),
    ).activityFigures;
    const list = dataOf(
      await s.funder<{ activities: { totalCount: number } }>(
        `query($id: ID!) { activities(coalitionId: $id, filter: { statuses: [ACTIVE] }) { totalCount } }`,
        { id: s.coalitionId },
      ),
    ).activities;
    const n = list.totalCount;
    expect(found['isolationRate']).toMatchObject({ formula: expect.stringContaining('/'), denominator: n });
    expect(found['reinforcementDensity']?.['denominator']).toBe(n * (n - 1));
  });

  it('keep a history that partners read, and not funders and observers', async () => {
    const id = await create(s.partner, 'Remembered');
    await done(s.partner, 'stopActivity', { id, reason: 'No money' });
    const query = `query($id: ID!) { history(subjectId: $id) { nodes { verb reason person { email } } } }`;
    const data = dataOf(await s.partner<{ history: { nodes: object[] } }>(query, { id }));
    const person = { email: 'partner@example.org' };
    expect(data.history.nodes).toEqual([
      { verb: 'stopActivity', reason: 'No money', person },
      { verb: 'createActivity', reason: null, person },
    ]);
    for (const ask of [s.funder, s.observer, s.outsider]) {
      expect(dataOf(await ask<{ history: { nodes: object[] } }>(query, { id })).history.nodes).toEqual([]);
    }
  });
});
