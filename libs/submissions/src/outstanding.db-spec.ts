import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasureGoalsService, MeasuresService, type Measure } from '@keelson/measures';
import { Forbidden, InvalidInput, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, submit } from '../testing/index.js';
import {
  ReportingService,
  SubmissionsModule,
  SubmissionsService,
  WindowsService,
  type OutstandingFilter,
} from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let measure: Measure;

beforeAll(async () => {
  room = await openRoom(SubmissionsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room, undefined, { timeZone: 'America/New_York', yearStartMonth: 7 });
  measure = await buildMeasure(room, built);
});

const january = { firstPeriod: '2024-01', lastPeriod: '2024-01' };
const setWindow = (days: object) =>
  room
    .get(WindowsService)
    .setReportingWindow(built.backbone, { coalitionId: built.coalition.id, frequency: 'MONTH', ...days });
const outstanding = (
  filter: OutstandingFilter = january,
  at = '2024-02-13T12:00:00Z',
  actor = built.backbone,
  page = {},
) => room.get(ReportingService).outstanding(actor, built.coalition.id, filter, page, new Date(at));
const owedBy = async (...asked: Parameters<typeof outstanding>) => {
  const codes = new Map(built.organizations.map(({ id, code }) => [id, code]));
  return (await outstanding(...asked)).nodes.map(({ organizationId }) => codes.get(organizationId)).sort();
};
const send = (cells: [string, string, string][], options: object = {}) =>
  submit(room, built.backbone, built.coalition.id, cellsOf(measure.code, cells), options);

describe('what is outstanding', () => {
  it('is every expected total without an answer in a received submission', async () => {
    const { submissionIds } = await send([['a', '2024-01', '0']]);
    await send([['b', '2024-01', 'NOT_APPLICABLE']]);
    await send([['c', '2024-01', '5']], { draft: true });
    const { nodes } = await outstanding();
    expect(nodes).toMatchObject([
      { organizationId: built.organizations[2]!.id, measureId: measure.id, submissionState: 'DRAFT' },
    ]);
    await room.get(SubmissionsService).returnSubmission(built.backbone, submissionIds[0]!, 'people?');
    expect(await owedBy()).toEqual(['a', 'c']);
  });

  it('is NOT_DUE until the due date in the time zone of the coalition, then MISSING with its days late', async () => {
    await setWindow({ opens: 1, due: 10, closes: 20 });
    const [before] = (await outstanding(january, '2024-02-11T04:59:59Z')).nodes;
    expect(before).toMatchObject({
      ...{ state: 'NOT_DUE', daysLate: 0, submissionState: null },
      ...{ opensOn: '2024-02-01', dueOn: '2024-02-10', closesOn: '2024-02-20' },
    });
    const [after] = (await outstanding(january, '2024-02-11T05:00:00Z')).nodes;
    expect(after).toMatchObject({ state: 'MISSING', daysLate: 1 });
    const [later] = (await outstanding(january, '2024-03-11T12:00:00Z')).nodes;
    expect(later).toMatchObject({ state: 'MISSING', daysLate: 30 });
  });

  it('without a window has no due date and is MISSING when the period is over', async () => {
    const nothing = { dueOn: null, daysLate: null, opensOn: null, closesOn: null };
    const [before] = (await outstanding(january, '2024-02-01T04:59:59Z')).nodes;
    expect(before).toMatchObject({ ...nothing, state: 'NOT_DUE' });
    const [after] = (await outstanding(january, '2024-02-01T05:00:00Z')).nodes;
    expect(after).toMatchObject({ ...nothing, state: 'MISSING' });
  });

  it('follows assignments, memberships and retirement', async () => {
    const assigned = [{ organizationId: built.organizations[1]!.id, from: '2024-01-31', to: null }];
    await room.get(MeasureGoalsService).assignMeasure(built.backbone, measure.id, assigned);
    expect(await owedBy()).toEqual(['b']);
    expect(await owedBy({ firstPeriod: '2023-12', lastPeriod: '2023-12' })).toEqual([]);
    await room.get(MeasuresService).retireMeasure(built.backbone, measure.id, 'done');
    expect(await owedBy()).toEqual([]);
  });

  it('spans the last year unless told, and years that start in the month of the coalition', async () => {
    const year = await buildMeasure(room, built, { frequency: 'YEAR' });
    const filter = { organizationIds: [built.organizations[0]!.id] };
    const { nodes, totalCount } = await outstanding(filter, undefined, undefined, { first: 100 });
    const months = nodes.filter(({ measureId }) => measureId === measure.id).map(({ periodStart }) => periodStart);
    expect([months[0], months.at(-1), months.length]).toEqual(['2023-02-01', '2024-02-01', 13]);
    const years = nodes.filter(({ measureId }) => measureId === year.id).map(({ periodStart }) => periodStart);
    expect(years).toEqual(['2022-07-01', '2023-07-01']);
    expect(await totalCount()).toBe(15);
  });

  it('is narrowed by its filter', async () => {
    const other = await buildMeasure(room, built);
    await setWindow({ due: 10 });
    const span = { firstPeriod: '2024-01', lastPeriod: '2024-03' };
    const count = async (filter: OutstandingFilter) => (await outstanding({ ...span, ...filter })).totalCount();
    expect(await count({})).toBe(18);
    expect(await count({ measureIds: [other.id] })).toBe(9);
    expect(await count({ organizationIds: [built.organizations[0]!.id] })).toBe(6);
    expect(await count({ frequency: 'QUARTER' })).toBe(0);
    expect(await count({ dueBefore: '2024-02-10' })).toBe(0);
    expect(await count({ dueBefore: '2024-02-11' })).toBe(6);
  });

  it('comes in pages, the earliest due first, both ways', async () => {
    const span = { firstPeriod: '2024-01', lastPeriod: '2024-03' };
    const all = (await outstanding(span, undefined, undefined, { first: 100 })).nodes;
    expect(all).toHaveLength(9);
    const forth = [];
    for (let after: string | null = null; ;) {
      const page = await outstanding(span, undefined, undefined, { first: 4, after });
      forth.push(...page.nodes);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(forth).toEqual(all);
    const last = await outstanding(span, undefined, undefined, { last: 4 });
    expect(last.nodes).toEqual(all.slice(-4));
    const madeUp = Buffer.from(JSON.stringify(['outstanding', 'soon', 'x', 'y', 'z'])).toString('base64url');
    expect((await outstanding(span, undefined, undefined, { after: madeUp })).nodes).toEqual([]);
    const foreign = Buffer.from(JSON.stringify(['reminders', 'x'])).toString('base64url');
    await expect(outstanding(span, undefined, undefined, { after: foreign })).rejects.toThrow(InvalidInput);
  });

  it.each([
    [{ firstPeriod: 'soon' }, 'firstPeriod'],
    [{ firstPeriod: '2024-02', lastPeriod: '2024-01' }, 'lastPeriod'],
    [{ firstPeriod: '2000-01', lastPeriod: '2024-01' }, 'firstPeriod'],
  ])('is refused with %j', async (filter, field) => {
    const asking = (async () => outstanding(filter))();
    await expect(asking).rejects.toMatchObject({ problems: [{ field: [field] }] });
  });

  it('is shown to partners for themselves, to funders not at all, and never across coalitions', async () => {
    expect(await owedBy(january, undefined, built.partner('b'))).toEqual(['b']);
    const others = { ...january, organizationIds: [built.organizations[0]!.id] };
    expect(await owedBy(others, undefined, built.partner('b'))).toEqual([]);
    await expect((async () => outstanding(january, undefined, built.funder))()).rejects.toThrow(Forbidden);
    await expect((async () => outstanding(january, undefined, built.stranger))()).rejects.toThrow(NotFound);
    const theirs = await buildCoalition(room);
    await buildMeasure(room, theirs);
    const mixed = { ...january, organizationIds: theirs.organizations.map(({ id }) => id) };
    expect(await owedBy(mixed)).toEqual([]);
    expect(await owedBy()).toEqual(['a', 'b', 'c']);
  });
});

describe('reminders', () => {
  const reminders = (days: number, at: string, actor = built.backbone) =>
    room.get(ReportingService).reminders(actor, built.coalition.id, days, {}, new Date(at));

  it('say what is late or falls due within the days, per organization and submission', async () => {
    const other = await buildMeasure(room, built);
    await setWindow({ due: 10 });
    for (const month of ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12']) {
      await send(['a', 'b', 'c'].map((code) => [code, `2023-${month}`, '5']));
    }
    await room
      .get(MeasureGoalsService)
      .assignMeasure(built.backbone, other.id, [
        { organizationId: built.organizations[0]!.id, from: '2024-01-01', to: null },
      ]);
    await send([['b', '2024-01', '5']]);
    const { nodes } = await reminders(7, '2024-02-05T12:00:00Z');
    expect(nodes.map(({ organizationId, late, due }) => [organizationId, late, due])).toEqual(
      [built.organizations[0]!, built.organizations[2]!].map(({ id }) => [id, 0, 1]).sort(),
    );
    const ofA = nodes.find(({ organizationId }) => organizationId === built.organizations[0]!.id)!;
    expect(ofA.submissions).toEqual([
      {
        ...{ frequency: 'MONTH', periodStart: '2024-01-01', dueOn: '2024-02-10', closesOn: null, state: 'NOT_DUE' },
        ...{ daysLate: 0, submissionState: null, measureIds: [measure.id, other.id].sort() },
      },
    ]);
    expect((await reminders(3, '2024-02-05T12:00:00Z')).nodes).toEqual([]);
    const late = await reminders(0, '2024-02-12T12:00:00Z', built.partner('c'));
    expect(late.nodes).toMatchObject([{ late: 1, due: 0, submissions: [{ state: 'MISSING', daysLate: 2 }] }]);
    expect(await late.totalCount()).toBe(1);
  });

  it('are for partners and backbone staff, and look at most a year ahead', async () => {
    const at = '2024-02-05T12:00:00Z';
    await expect((async () => reminders(7, at, built.funder))()).rejects.toThrow(Forbidden);
    await expect((async () => reminders(-1, at))()).rejects.toMatchObject({ problems: [{ field: ['withinDays'] }] });
  });
});
