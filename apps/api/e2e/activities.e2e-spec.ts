import {
  done,
  drawMap,
  startActivitiesScenario,
  tell,
  verbs,
  type ActivitiesScenario,
  type Drawn,
  type Made,
  type Verb,
} from './activities.scenario.js';
import { dataOf } from './scenario.js';

let s: ActivitiesScenario;
beforeAll(async () => {
  s = await startActivitiesScenario();
}, 60_000);
afterAll(() => s?.stop());

const everything = `query($id: ID!) { activities(coalitionId: $id, first: 100) { totalCount nodes {
  id title status statusReason leadOrganization { code } partnerOrganizations { code } goals { id } strategies { id } measures { id }
  milestones { id title doneAt } links { id kind from { title } to { title } } resources { id amount organization { code } } } } }`;

describe('activities through the API', () => {
  it('let everybody of the coalition read, and nobody else', async () => {
    const id = await s.create(s.partner, 'Read me', { partnerOrganizationIds: [s.organizationIds['b']] });
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
    const inputs = await s.prepare();
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
    const inputs = await s.prepare();
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
      recordOutsidePerspective: { text: 'Ask the children.' },
      disposeOfOutsidePerspective: { disposition: 'PARTLY', whatChanged: 'The hours' },
      skipOutsidePerspective: { skipReason: 'We know nobody' },
      planTrial: { state: 'PLANNED' },
      changeTrial: { reviewOn: '2099-02-01' },
      startTrial: { state: 'RUNNING' },
      endTrial: { state: 'ENDED', outcome: 'DID_NOT_WORK', outcomeText: 'As loud as before' },
      dropTrial: { state: 'DROPPED', stateReason: 'No lamps' },
      finishActivity: { status: 'DONE' },
      stopActivity: { status: 'STOPPED' },
    });
  });

  it('find their parts again by id, for members only', async () => {
    const inputs = await s.prepare();
    const ids = [
      ...[inputs.updateActivity, inputs.completeMilestone, inputs.unlinkActivities, inputs.withdrawResource],
      ...[inputs.skipOutsidePerspective, inputs.startTrial],
    ];
    const query = `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`;
    const variables = { ids: ids.map((input) => (input as Made).id) };
    const { nodes } = dataOf(await s.observer<{ nodes: { __typename: string }[] }>(query, variables));
    const types = ['Activity', 'Milestone', 'ReinforcementLink', 'Resource', 'OutsidePerspective', 'Trial'];
    expect(nodes.map((node) => node.__typename)).toEqual(types);
    expect(await s.outsider(query, variables)).toEqual({ data: { nodes: types.map(() => null) } });
  });

  it('let a partner commit its own resources to what another one leads', async () => {
    const activityId = await s.create(s.partner, 'Shared');
    const input = { activityId, kind: 'SPACE', description: 'A hall' };
    const own = await done(s.otherPartner, 'commitResource', { ...input, organizationId: s.organizationIds['b'] });
    expect(own).toMatchObject({ organization: { code: 'b' }, activity: { title: 'Shared' }, amount: null });
    const foreign = await tell(s.otherPartner, 'commitResource', { ...input, organizationId: s.organizationIds['a'] });
    expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('name the cycle that a DEPENDS_ON would close', async () => {
    const [a, b, c] = [await s.create(s.partner, 'A'), await s.create(s.partner, 'B'), await s.create(s.partner, 'C')];
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

  it('let the lead of the other activity confirm a link, and nobody else', async () => {
    const of = (key: string) => ({ ...s.served, leadOrganizationId: s.organizationIds[key] });
    const [mine, theirs] = [
      await s.create(s.partner, 'Mine', of('a')),
      await s.create(s.otherPartner, 'Theirs', of('b')),
    ];
    const { id } = await done(s.partner, 'linkActivities', {
      ...{ fromActivityId: mine, toActivityId: theirs, kind: 'DUPLICATES' },
    });
    const query = `query($id: ID!) { activity(id: $id) { links {
      kind confirmedAt asksForConversation proposedBy { code } confirmedBy { code } } } }`;
    const linked = async () => dataOf(await s.funder<{ activity: { links: object[] } }>(query, { id: mine })).activity;
    const proposed = { kind: 'DUPLICATES', asksForConversation: true, proposedBy: { code: 'a' } };
    expect(await linked()).toEqual({ links: [{ ...proposed, confirmedAt: null, confirmedBy: null }] });
    const refused = [
      [s.guest, 'UNAUTHENTICATED'],
      [s.outsider, 'FORBIDDEN'],
      [s.backbone, 'FORBIDDEN'],
      [s.partner, 'FORBIDDEN'],
      [s.funder, 'FORBIDDEN'],
      [s.observer, 'FORBIDDEN'],
    ] as const;
    for (const [ask, code] of refused) {
      expect((await tell(ask, 'confirmLink', { id })).errors?.[0]?.extensions.code).toBe(code);
    }
    expect(await done(s.otherPartner, 'confirmLink', { id })).toEqual({ id, confirmedAt: expect.any(String) });
    const confirmed = { confirmedAt: expect.any(String), confirmedBy: { code: 'b' } };
    expect(await linked()).toEqual({ links: [{ ...proposed, ...confirmed }] });
  });

  it('say what to correct as data, with the path', async () => {
    const id = await s.create(s.partner, 'Wrong');
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
    expect(await problemsOf('startActivity', { id })).toEqual([
      ['REQUIRED', 'id'],
      ['REQUIRED', 'id'],
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
    const measure = { code: 'deaths', name: 'Deaths', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE' };
    const { measures } = dataOf(
      await s.backbone<{ createMeasures: { measures: Made[] } }>(
        `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id } userErrors { message } } }`,
        { input: { coalitionId: s.coalitionId, measures: [{ ...measure, frequency: 'YEAR' }] } },
      ),
    ).createMeasures;
    const measureIds = measures.map(({ id }) => id);
    const id = await s.create(s.partner, 'Aligned', {
      ...{
        ...s.served,
        strategyIds: s.strategyIds,
        measureIds,
        isCore: true,
        partnerOrganizationIds: [s.organizationIds['b']],
      },
      ...{ changeLevel: 'CULTURAL', place: 'High Street', budget: '1200.50', currency: 'EUR', inKind: 'A lorry' },
      ...{ beyondExisting: 'Nobody paints.', requiredCapabilities: ['Data', 'space'] },
      effects: [{ measureId: measureIds[0], lagMonths: 6, evidence: 'MODERATE' }],
    });
    await done(s.partner, 'startActivity', { id });
    const query = `query($id: ID!, $coalitionId: ID!) { activity(id: $id) { goals { code } strategies { code } measures { code }
      groups { name } isCore changeLevel place budget currency inKind beyondExisting requiredCapabilities
      effects { lagMonths evidence measure { code } } outsidePerspectives { skippedAt receivedAt } }
      activityFigures(coalitionId: $coalitionId) { alignmentRate { value } } }`;
    expect(dataOf(await s.observer<object>(query, { id, coalitionId: s.coalitionId }))).toEqual({
      activity: {
        ...{ goals: [{ code: 'deaths' }], strategies: [{ code: 'speed' }], measures: [{ code: 'deaths' }] },
        ...{ groups: [{ name: 'Neighbours' }], isCore: true, changeLevel: 'CULTURAL', place: 'High Street' },
        ...{ budget: '1200.50', currency: 'EUR', inKind: 'A lorry', beyondExisting: 'Nobody paints.' },
        requiredCapabilities: ['data', 'space'],
        effects: [{ lagMonths: 6, evidence: 'MODERATE', measure: { code: 'deaths' } }],
        outsidePerspectives: [{ skippedAt: null, receivedAt: null }],
      },
      activityFigures: { alignmentRate: { value: '1' } },
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

  it('are drawn on a map that everybody of the coalition reads', async () => {
    const more = { ...s.served, place: 'Map Street' };
    const [a, b] = [await s.create(s.partner, 'Map A', more), await s.create(s.partner, 'Map B', more)];
    const c = await s.create(s.partner, 'Map C', more);
    await done(s.partner, 'linkActivities', { fromActivityId: a, toActivityId: b, kind: 'DEPENDS_ON' });
    await done(s.partner, 'linkActivities', { fromActivityId: a, toActivityId: c, kind: 'FEEDS' });
    for (const id of [a, b, c]) await done(s.partner, 'startActivity', { id });
    await done(s.partner, 'addMilestone', { activityId: b, title: 'First', dueDate: '2098-12-31' });
    await done(s.partner, 'addMilestone', { activityId: a, title: 'Then', dueDate: '2099-01-31' });
    const { reinforcementMap: map } = dataOf(await s.observer<Drawn>(drawMap, { id: s.coalitionId }));
    expect(map.criticalPath).toEqual([
      { milestone: { title: 'First' }, dueDate: '2098-12-31', slackDays: null },
      { milestone: { title: 'Then' }, dueDate: '2099-01-31', slackDays: 31 },
    ]);
    const overlap = {
      activities: [{ title: 'Map B' }, { title: 'Map C' }],
      ...{ groups: [{ name: 'Neighbours' }], goalCodes: ['deaths'], place: 'Map Street' },
    };
    expect(map.possibleOverlaps).toContainEqual(overlap);
    expect(map.notReferred.find(({ activity }) => activity.title === 'Map A')).toMatchObject({
      ...{ group: { name: 'Neighbours' }, couldReferTo: expect.arrayContaining([{ title: 'Map B' }]) },
    });
    const drawn = map.nodes.filter(({ activity }) => activity.title.startsWith('Map '));
    expect(drawn.map(({ isolated }) => isolated)).toEqual([false, false, false]);
    expect(new Set(drawn.map(({ component }) => component)).size).toBe(1);
    expect(map).toMatchObject({ cycles: [], goalsWithoutActivity: [] });
    expect((await s.outsider(drawMap, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await s.guest(drawMap, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('keep a history that partners read, and not funders and observers', async () => {
    const id = await s.create(s.partner, 'Remembered');
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
