import { AgendaService, DraftingService } from '@keelson/agenda';
import { buildAgenda, readyContent } from '@keelson/agenda/testing';
import { buildSteering } from '@keelson/backbone/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { MeasuresService } from '@keelson/measures';
import { AuditEvent, Database, Forbidden, InvalidInput, InvalidState, newId, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity, buildActivity, buildServed } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService, type ActivityMove } from './index.js';

let room: TestRoom;
let activities: ActivitiesService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  activities = room.get(ActivitiesService);
});
afterAll(() => room.close());

async function buildReferences() {
  const built = await buildCoalition(room);
  const agenda = await buildAgenda(room, built);
  const [goal] = await room.get(AgendaService).loadGoalsOf(built.backbone, [agenda.id]);
  const [strategy] = await room.get(AgendaService).loadStrategiesOf(built.backbone, [agenda.id]);
  const measure = {
    code: 'deaths',
    name: 'Deaths',
    unit: 'people',
    numberKind: 'COUNT',
    direction: 'DECREASE',
  } as const;
  const [made] = await room
    .get(MeasuresService)
    .createMeasures(built.backbone, built.coalition.id, [{ ...measure, frequency: 'YEAR' }]);
  const { group } = await buildSteering(room, built);
  const [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
  return { built, group, goal: goal!, strategy: strategy!, measure: made!, a, b, c };
}

describe('activities', () => {
  it('are planned with everything that they serve', async () => {
    const { built, goal, strategy, measure, group, a, b } = await buildReferences();
    const activity = await activities.createActivity(built.partner('a'), {
      coalitionId: built.coalition.id,
      title: 'Safer crossings',
      kind: 'SYSTEMS',
      leadOrganizationId: a,
      partnerOrganizationIds: [b],
      goalIds: [goal.id],
      strategyIds: [strategy.id],
      measureIds: [measure.id],
      ...{
        isCore: true,
        changeLevel: 'INSTITUTIONAL',
        beyondExisting: 'Nobody paints at night.',
        place: 'High Street',
      },
      ...{ groupIds: [group.id], requiredCapabilities: ['Data', 'space'], inKind: 'A lorry' },
      ...{ budget: '12000.50', currency: 'EUR', effects: [{ measureId: measure.id, lagMonths: 6, evidence: 'WEAK' }] },
      startDate: '2026-01-01',
      endDate: '2026-12-31',
    });
    const [loaded] = await activities.loadActivities(built.funder, [activity.id]);
    expect(loaded).toEqual(activity);
    expect(loaded).toMatchObject({
      ...{ status: 'PLANNED', startDate: '2026-01-01', partnerOrganizationIds: [b], groupIds: [group.id] },
      ...{ isCore: true, changeLevel: 'INSTITUTIONAL', requiredCapabilities: ['data', 'space'], budget: '12000.50' },
    });
    const effects = () => activities.loadEffectsOf(built.funder, [activity.id]);
    expect(await effects()).toMatchObject([{ measureId: measure.id, lagMonths: 6, evidence: 'WEAK' }]);
    await activities.updateActivity(built.partner('a'), activity.id, {
      title: 'Crossings',
      budget: null,
      currency: null,
    });
    expect(await effects()).toHaveLength(1);
    await activities.updateActivity(built.partner('a'), activity.id, { measureIds: [] });
    expect(await effects()).toEqual([]);
    expect(await activities.loadEffectsOf(built.stranger, [activity.id])).toEqual([]);
  });

  it('name only what their own coalition knows: else they are refused with the path', async () => {
    const { built, goal, a, b } = await buildReferences();
    const theirs = await buildReferences();
    // Somebody who has a role in both coalitions still cannot mix them.
    const both = { ...built.backbone, roles: [...built.backbone.roles, ...theirs.built.backbone.roles] };
    const plain = { coalitionId: built.coalition.id, title: 'T', kind: 'PROGRAM' as const, leadOrganizationId: a };
    const cases: [object, string[]][] = [
      [{ leadOrganizationId: theirs.a }, ['leadOrganizationId']],
      [{ partnerOrganizationIds: [b, theirs.a] }, ['partnerOrganizationIds', '1']],
      [{ goalIds: [goal.id, theirs.goal.id] }, ['goalIds', '1']],
      [{ strategyIds: [theirs.strategy.id] }, ['strategyIds', '0']],
      [{ measureIds: [theirs.measure.id] }, ['measureIds', '0']],
      [{ measureIds: [newId()] }, ['measureIds', '0']],
      [{ effects: [{ measureId: theirs.measure.id }] }, ['effects', '0', 'measureId']],
      [{ groupIds: [theirs.group.id] }, ['groupIds', '0']],
    ];
    const { id } = await buildActivity(room, built);
    for (const [wrong, field] of cases) {
      const creating = activities.createActivity(both, { ...plain, ...wrong });
      await expect(creating).rejects.toMatchObject({ constructor: NotFound, field });
      await expect(activities.updateActivity(both, id, wrong)).rejects.toMatchObject({ constructor: NotFound, field });
    }
    const page = await activities.listActivities(built.backbone, built.coalition.id, {}, {});
    expect(page.nodes.map((activity) => [activity.id, activity.goalIds])).toEqual([[id, []]]);
  });

  it('refuse a goal of a superseded agenda, but keep the ones that they have served', async () => {
    const { built, goal } = await buildReferences();
    const served = await buildActivity(room, built, { goalIds: [goal.id] });
    const next = await buildAgenda(room, built, { goals: readyContent.goals, strategies: readyContent.strategies });
    const refusal = { problems: [{ code: 'INVALID_STATE', field: ['goalIds', '0'] }] };
    await expect(buildActivity(room, built, { goalIds: [goal.id] })).rejects.toMatchObject(refusal);
    const [current] = await room.get(AgendaService).loadGoalsOf(built.backbone, [next.id]);
    const both = await activities.updateActivity(built.backbone, served.id, { goalIds: [goal.id, current!.id] });
    expect(both.goalIds).toEqual([goal.id, current!.id]);
  });

  it('show a partner no goal of a draft', async () => {
    const { built } = await buildReferences();
    const draft = await room.get(DraftingService).draftAgenda(built.backbone, built.coalition.id, readyContent);
    const [goal] = await room.get(AgendaService).loadGoalsOf(built.backbone, [draft.id]);
    const creating = activities.createActivity(built.partner('a'), {
      coalitionId: built.coalition.id,
      title: 'T',
      kind: 'POLICY',
      leadOrganizationId: built.organizations[0]!.id,
      goalIds: [goal!.id],
    });
    await expect(creating).rejects.toMatchObject({ constructor: NotFound, field: ['goalIds', '0'] });
  });

  it('are made and changed by backbone staff and whoever leads them, by nobody else', async () => {
    const { built, a, b } = await buildReferences();
    const activity = await buildActivity(room, built, { leadOrganizationId: a, partnerOrganizationIds: [b] });
    const plain = { coalitionId: built.coalition.id, title: 'T', kind: 'PROGRAM' as const, leadOrganizationId: a };
    for (const actor of [built.partner('b'), built.funder]) {
      await expect(activities.createActivity(actor, plain)).rejects.toThrow(Forbidden);
      await expect(activities.updateActivity(actor, activity.id, { title: 'Mine' })).rejects.toThrow(Forbidden);
      await expect(activities.moveActivity(actor, 'startActivity', activity.id)).rejects.toThrow(Forbidden);
    }
    await expect(activities.createActivity(built.stranger, plain)).rejects.toThrow(NotFound);
    await expect(activities.updateActivity(built.stranger, activity.id, {})).rejects.toThrow(NotFound);
    await expect(activities.moveActivity(built.stranger, 'startActivity', activity.id)).rejects.toThrow(NotFound);
    expect(await activities.loadActivities(built.stranger, [activity.id])).toEqual([]);
    const handingOver = activities.updateActivity(built.partner('a'), activity.id, {
      leadOrganizationId: b,
      partnerOrganizationIds: [],
    });
    await expect(handingOver).rejects.toThrow(Forbidden);
    const renamed = await activities.updateActivity(built.partner('a'), activity.id, { title: 'Safe crossings' });
    expect(renamed).toMatchObject({ title: 'Safe crossings', leadOrganizationId: a, partnerOrganizationIds: [b] });
  });

  it('say everything that is wrong at once and keep nothing of it', async () => {
    const { built, measure, a } = await buildReferences();
    const wrong = { title: ' ', partnerOrganizationIds: [a], startDate: '2026-02-01', endDate: '2026-01-01' };
    const creating = buildActivity(room, built, wrong);
    await expect(creating).rejects.toThrow(InvalidInput);
    await expect(creating).rejects.toMatchObject({
      problems: [{ field: ['title'] }, { field: ['partnerOrganizationIds', '0'] }, { field: ['endDate'] }],
    });
    const amounts = { budget: '-1', currency: 'euro', requiredCapabilities: ['data', 'DATA'] };
    await expect(buildActivity(room, built, amounts)).rejects.toMatchObject({
      problems: [
        { code: 'DUPLICATE', field: ['requiredCapabilities', '1'] },
        { code: 'NEGATIVE', field: ['budget'] },
        { code: 'INVALID', field: ['currency'] },
      ],
    });
    await expect(buildActivity(room, built, { budget: '1' })).rejects.toMatchObject({
      problems: [{ field: ['currency'] }],
    });
    await expect(
      buildActivity(room, built, { effects: [{ measureId: measure.id, lagMonths: -1 }] }),
    ).rejects.toMatchObject({
      problems: [
        { code: 'INVALID', field: ['effects', '0', 'measureId'] },
        { code: 'OUT_OF_RANGE', field: ['effects', '0', 'lagMonths'] },
      ],
    });
    const page = await activities.listActivities(built.backbone, built.coalition.id, {}, {});
    expect(page.nodes).toEqual([]);
  });

  it('move by verbs, with a history of who, when and why', async () => {
    const { built } = await buildReferences();
    const { id } = await buildActivity(room, built, await buildServed(room, built));
    const lead = built.partner('a');
    const move = (verb: ActivityMove, reason?: string) => activities.moveActivity(lead, verb, id, reason);
    await expect(move('resumeActivity')).rejects.toThrow(InvalidState);
    await move('startActivity');
    await expect(move('pauseActivity', ' ')).rejects.toMatchObject({ problems: [{ code: 'REQUIRED' }] });
    await move('pauseActivity', 'No staff in August');
    expect(await move('resumeActivity')).toMatchObject({ status: 'ACTIVE', statusReason: null });
    expect(await move('stopActivity', 'Money ran out')).toMatchObject({ status: 'STOPPED' });
    await expect(activities.updateActivity(lead, id, { title: 'Again' })).rejects.toThrow(InvalidState);
    const events = await room
      .get(Database)
      .read(lead, (manager) => manager.find(AuditEvent, { where: { subjectId: id }, order: { id: 'ASC' } }));
    expect(events.map(({ verb, reason, personId }) => [verb, reason, personId === lead.personId])).toEqual([
      ['createActivity', null, false],
      ['startActivity', null, true],
      ['pauseActivity', 'No staff in August', true],
      ['resumeActivity', null, true],
      ['stopActivity', 'Money ran out', true],
    ]);
    expect(events[2]).toMatchObject({ before: { status: 'ACTIVE' }, after: { status: 'PAUSED' } });
  });

  it('are started once, however many ask at the same time', async () => {
    const { built } = await buildReferences();
    const { id } = await buildActivity(room, built, await buildServed(room, built));
    const starting = Array.from({ length: 5 }, () => activities.moveActivity(built.backbone, 'startActivity', id));
    const outcomes = await Promise.allSettled(starting);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are found by organization, goal, measure, status and text', async () => {
    const { built, goal, group, measure, a, b, c } = await buildReferences();
    const titles = async (filter: Parameters<ActivitiesService['listActivities']>[2]) => {
      const page = await activities.listActivities(built.funder, built.coalition.id, filter, {});
      return page.nodes.map(({ title }) => title);
    };
    await buildActivity(room, built, { title: 'One', leadOrganizationId: a, partnerOrganizationIds: [b] });
    await buildActivity(room, built, {
      title: 'Two',
      leadOrganizationId: b,
      goalIds: [goal.id],
      description: '50% off',
    });
    await buildActiveActivity(room, built, {
      ...{ title: 'Three', leadOrganizationId: c, measureIds: [measure.id] },
    });
    expect(await titles({})).toEqual(['One', 'Three', 'Two']);
    expect(await titles({ organizationIds: [b] })).toEqual(['One', 'Two']);
    expect(await titles({ organizationIds: [a, c] })).toEqual(['One', 'Three']);
    expect(await titles({ goalIds: [goal.id] })).toEqual(['Three', 'Two']);
    expect(await titles({ groupIds: [group.id, newId()] })).toEqual(['Three']);
    expect(await titles({ isCore: true })).toEqual([]);
    expect(await titles({ measureIds: [measure.id, newId()] })).toEqual(['Three']);
    expect(await titles({ statuses: ['ACTIVE', 'DONE'] })).toEqual(['Three']);
    expect(await titles({ search: 'T' })).toEqual(['Three', 'Two']);
    expect(await titles({ search: '%' })).toEqual(['Two']);
    expect(await titles({ search: 'T', statuses: ['PLANNED'] })).toEqual(['Two']);
    expect(await titles({ goalIds: [] })).toEqual([]);
    const first = await activities.listActivities(built.funder, built.coalition.id, {}, { first: 2 });
    const after = first.pageInfo.endCursor;
    const second = await activities.listActivities(built.funder, built.coalition.id, {}, { first: 2, after });
    expect(second.nodes.map(({ title }) => title)).toEqual(['Two']);
    expect(await first.totalCount()).toBe(3);
    expect(() => activities.listActivities(built.stranger, built.coalition.id, {}, {})).toThrow(NotFound);
  });
});
