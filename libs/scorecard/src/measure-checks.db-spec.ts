import { buildAgenda } from '@keelson/agenda/testing';
import { buildGroup } from '@keelson/backbone/testing';
import { Goal } from '@keelson/agenda';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { formatPeriod, MeasureGoalsService, MeasuresService, periodOf, previousPeriod } from '@keelson/measures';
import { Database, Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { WindowsService } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, submit } from '@keelson/submissions/testing';
import { checkOf, day, put, putConversation, toldOf } from '../testing/index.js';
import { GroupCategoriesService, ScorecardModule } from './index.js';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(ScorecardModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const outcome = { level: 'PERFORMANCE', aspect: 'BETTER_OFF' } as const;
const goals = () => room.get(MeasureGoalsService);
const aim = async (id: string) => {
  await goals().setBaseline(ours.backbone, id, { period: '2024-01', value: '10' });
  await goals().setTargets(ours.backbone, id, [{ value: '5' }]);
};
const categoryOf = async (dimension: string, category: string) => {
  const [found] = await room.query<{ id: string }>(
    `SELECT c.id FROM category c JOIN dimension d ON d.id = c.dimension_id
      WHERE d.coalition_id = $1 AND d.code = $2 AND c.code = $3`,
    [ours.coalition.id, dimension, category],
  );
  return found!.id;
};

describe('OUTCOME_MEASURED', () => {
  it('asks for one that is active, of how people are, with a baseline that has a value and a target', async () => {
    await aim((await buildMeasure(room, ours, { level: 'PERFORMANCE', aspect: 'HOW_MUCH' })).id);
    const { id, code } = await buildMeasure(room, ours, { level: 'POPULATION' });
    await goals().setTargets(ours.backbone, id, [{ value: '5' }]);
    await goals().setBaseline(ours.backbone, id, { notApplicableReason: 'Never counted before.' });
    expect(await checkOf(room, ours, 'OUTCOME_MEASURED')).toMatchObject({ state: 'FAIL', facts: { active: 2 } });
    await aim(id);
    expect(await checkOf(room, ours, 'OUTCOME_MEASURED')).toMatchObject({
      ...{ state: 'PASS', facts: { measures: [code] }, subjects: [{ type: 'Measure', id }] },
    });
    await room.get(MeasuresService).retireMeasure(ours.backbone, id, 'Replaced.');
    expect((await checkOf(room, ours, 'OUTCOME_MEASURED')).state).toBe('FAIL');
  });
});

describe('REPORTED_ON_TIME', () => {
  const last = previousPeriod(periodOf('MONTH', day(0)));
  const before = previousPeriod(last);
  const tell = async (period: typeof last, ...organizations: string[]) => {
    const [measure] = await room.query<{ code: string }>('SELECT code FROM measure WHERE coalition_id = $1', [
      ours.coalition.id,
    ]);
    const cells = organizations.map((one): [string, string, string] => [one, formatPeriod(period), '1']);
    await submit(room, ours.backbone, ours.coalition.id, cellsOf(measure!.code, cells));
  };
  /** So many days after the end of its period it came first. */
  const came = (organization: string, start: string, days: number) =>
    room.query(
      `UPDATE submission s SET first_submitted_at = $2::date + interval '1 month' + make_interval(days => $3)
         FROM organization o
        WHERE o.id = s.organization_id AND o.code = $1 AND s.period_start = $2 AND s.coalition_id = $4`,
      [organization, start, days, ours.coalition.id],
    );
  const due = (days: number) =>
    room.get(WindowsService).setReportingWindow(ours.backbone, {
      ...{ coalitionId: ours.coalition.id, frequency: 'MONTH', due: days },
    });

  it('goes by the last period that has ended, if nothing in it can still come in time', async () => {
    await buildMeasure(room, ours, { frequency: 'MONTH' });
    expect(await toldOf(room, ours, 'REPORTED_ON_TIME')).toEqual([
      'NOT_ASSESSABLE',
      'No period with a due date is full yet.',
    ]);
    await due(40);
    await tell(before, 'a', 'b', 'c');
    for (const one of ['a', 'b', 'c']) await came(one, before.start, 0);
    await tell(last, 'a');
    expect(await checkOf(room, ours, 'REPORTED_ON_TIME')).toMatchObject({
      ...{ state: 'PASS', facts: { periods: [formatPeriod(before)] }, query: 'reportingRates' },
      figure: { numerator: 3, denominator: 3, value: '1', threshold: '0.8', from: before.start },
    });
    await tell(last, 'b', 'c');
    await came('a', last.start, 41);
    for (const one of ['b', 'c']) await came(one, last.start, 0);
    expect(await toldOf(room, ours, 'REPORTED_ON_TIME')).toEqual([
      'FAIL',
      `2 of 3 submissions for ${formatPeriod(last)} came on time; at least 80 % are asked for.`,
    ]);
  });
});

describe('IMPACTED_GROUPS_VISIBLE', () => {
  it('asks every outcome measure for a dimension whose category was named for a most-impacted group', async () => {
    const name = 'IMPACTED_GROUPS_VISIBLE';
    await buildDimensions(room, ours, { tenure: ['rent', 'own'], sex: ['f', 'm'] });
    const bySex = await buildMeasure(room, ours, {
      ...{ ...outcome, breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
    });
    await aim(bySex.id);
    expect(await toldOf(room, ours, name)).toEqual(['NOT_ASSESSABLE', 'No group is named as most impacted.']);
    const group = await buildGroup(room, ours, 'Tenants');
    const naming = (categoryIds: string[], actor = ours.backbone) =>
      room.get(GroupCategoriesService).nameGroupCategories(actor, group.id, categoryIds);
    await naming([await categoryOf('tenure', 'rent')]);
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'FAIL', facts: { missing: [bySex.code] } });
    const crossed = { dimensionCodes: ['sex', 'tenure'], additive: true };
    await room.get(MeasuresService).reviseMeasure(ours.backbone, bySex.id, {
      ...{ unit: 'people', numberKind: 'COUNT', breakdowns: [crossed], firstPeriod: '2025-01' },
      ...{ comparability: 'COMPARABLE', reason: 'Tenants were not seen.' },
    });
    expect(await toldOf(room, ours, name)).toEqual(['PASS', 'The outcome measure shows a most-impacted group.']);
    await naming([]);
    expect((await checkOf(room, ours, name)).state).toBe('FAIL');
    await expect(naming([], ours.partner('a'))).rejects.toThrow(Forbidden);
    await expect(naming([], ours.stranger)).rejects.toThrow(NotFound);
    await expect(naming([group.id])).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_CATEGORY', field: ['categoryIds', '0'] }],
    });
    await room.get(MeasuresService).retireMeasure(ours.backbone, bySex.id, 'Replaced.');
    expect(await toldOf(room, ours, name)).toEqual([
      'NOT_ASSESSABLE',
      'There is no outcome measure with baseline and target.',
    ]);
  });
});

describe('HOW_MUCH_PAIRED', () => {
  it('takes a pair by the goal or by the activity that they share; half is enough', async () => {
    expect((await checkOf(room, ours, 'HOW_MUCH_PAIRED')).state).toBe('NOT_ASSESSABLE');
    const { id: agendaId } = await buildAgenda(room, ours);
    const goal = await room
      .get(Database)
      .read(ours.backbone, (manager) => manager.findOneByOrFail(Goal, { agendaId, coalitionId: ours.coalition.id }));
    const howMuch = { level: 'PERFORMANCE', aspect: 'HOW_MUCH' } as const;
    const served = await buildMeasure(room, ours, { ...howMuch, goalIds: [goal.id] });
    const alone = await buildMeasure(room, ours, howMuch);
    const third = await buildMeasure(room, ours, howMuch);
    const better = await buildMeasure(room, ours, outcome);
    expect(await checkOf(room, ours, 'HOW_MUCH_PAIRED')).toMatchObject({ state: 'FAIL', figure: { numerator: 0 } });
    await room.query('UPDATE measure SET goal_ids = $2 WHERE id = $1', [better.id, [goal.id]]);
    expect(await checkOf(room, ours, 'HOW_MUCH_PAIRED')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 1, denominator: 3, value: '0.3333', threshold: '0.5' } },
      facts: { alone: [alone.code, third.code].sort() },
    });
    await put(room, ours, 'activity', {
      ...{ title: 'Lights', kind: 'PROGRAM', lead_organization_id: ours.organizations[0]!.id, status: 'PLANNED' },
      ...{ partner_organization_ids: [], goal_ids: [], strategy_ids: [], measure_ids: [alone.id, better.id] },
      status_since: new Date(),
    });
    expect(await checkOf(room, ours, 'HOW_MUCH_PAIRED')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 2, denominator: 3 } },
    });
    expect(served.aspect).toBe('HOW_MUCH');
  });
});

describe('SENSEMAKING_CHANGED_SOMETHING', () => {
  it('asks for a decision or a changed activity of the last 180 days', async () => {
    const name = 'SENSEMAKING_CHANGED_SOMETHING';
    expect(await toldOf(room, ours, name)).toEqual([
      'FAIL',
      'No sense-making conversation was held in the last 180 days.',
    ]);
    const long = await putConversation(room, ours, 181, { kind: 'SENSEMAKING' });
    const decided = { text: 'We stop.', why: 'It does not help.', decided_on: day(0) };
    await put(room, ours, 'decision', { ...decided, conversation_id: long });
    const recent = await putConversation(room, ours, 180, { kind: 'SENSEMAKING' });
    expect(await toldOf(room, ours, name)).toEqual([
      'FAIL',
      'The sense-making conversation of the last 180 days led to nothing.',
    ]);
    await put(room, ours, 'decision', { ...decided, conversation_id: recent });
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'PASS', facts: { held: 1, led: 1 } });
  });
});
