import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasureGoalsService, MeasuresService, type Measure } from '@keelson/measures';
import { Forbidden, InvalidInput, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, submit, type ShortCell } from '../testing/index.js';
import {
  ReportingService,
  SubmissionsModule,
  SubmissionsService,
  WindowsService,
  type RatesGrouping,
} from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let measure: Measure;

beforeAll(async () => {
  room = await openRoom(SubmissionsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room, undefined, { timeZone: 'America/New_York' });
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  measure = await buildMeasure(room, built, { breakdowns: [{ dimensionCodes: ['sex'], additive: true }] });
});

const setWindow = (due: number) =>
  room
    .get(WindowsService)
    .setReportingWindow(built.backbone, { coalitionId: built.coalition.id, frequency: 'MONTH', due });
const rates = async (
  by: RatesGrouping = 'COALITION',
  { at = '2024-12-31T12:00:00Z', actor = built.backbone, first = '2024-01', last = '2024-01' } = {},
) => {
  const request = {
    coalitionId: built.coalition.id,
    frequency: 'MONTH',
    firstPeriod: first,
    lastPeriod: last,
    by,
  } as const;
  return room.get(ReportingService).reportingRates(actor, request, new Date(at));
};
const send = (cells: ShortCell[], options: object = {}, code = measure.code) =>
  submit(room, built.backbone, built.coalition.id, cellsOf(code, cells), options);
const cameFirst = (organization: string, at: string, period = '2024-01-01') =>
  room.query(
    `UPDATE submission s SET first_submitted_at = $3 FROM organization o
      WHERE o.id = s.organization_id AND o.code = $1 AND s.period_start = $2 AND s.coalition_id = $4`,
    [organization, period, at, built.coalition.id],
  );

describe('three rates, never one', () => {
  it('count a zero as a number, a non-value as an answer only, and a missing cell as neither', async () => {
    const other = await buildMeasure(room, built);
    await send([
      ['a', '2024-01', '0'],
      ['b', '2024-01', 'DECLINED'],
    ]);
    await send([['a', '2024-01', '7']], {}, other.code);
    expect(await rates()).toMatchObject([
      {
        ...{ submissionsExpected: 3, submissionsReceived: 2, submissionsNotDue: 0, submissionRate: '0.666667' },
        ...{ cellsExpected: 6, cellsAnswered: 3, cellsWithNumber: 2 },
        ...{ cellCompleteness: '0.5', valueCompleteness: '0.333333' },
      },
    ]);
  });

  it('take parts for a total that was not reported, unless a non-value stands there', async () => {
    await send([
      ['a', '2024-01', '3', { sex: 'f' }],
      ['b', '2024-01', '3', { sex: 'f' }],
      ['b', '2024-01', 'NOT_COLLECTED'],
      ['c', '2024-01', 'NOT_COLLECTED', { sex: 'f' }],
    ]);
    expect(await rates()).toMatchObject([{ submissionsReceived: 3, cellsAnswered: 2, cellsWithNumber: 1 }]);
  });

  it('do not count drafts, nor what was returned until it comes again', async () => {
    const { submissionIds } = await send([['a', '2024-01', '5']]);
    await send([['b', '2024-01', '5']], { draft: true });
    await room.get(SubmissionsService).returnSubmission(built.backbone, submissionIds[0]!, 'people?');
    expect(await rates()).toMatchObject([{ submissionsReceived: 0, cellsAnswered: 0, submissionRate: '0' }]);
    await send([['a', '2024-01', '5']]);
    expect(await rates()).toMatchObject([{ submissionsReceived: 1, cellsAnswered: 1 }]);
  });

  it('over nothing are null, and every period has its row', async () => {
    await room
      .get(MeasureGoalsService)
      .assignMeasure(built.backbone, measure.id, [
        { organizationId: built.organizations[0]!.id, from: '2024-02-01', to: '2024-02-29' },
      ]);
    const nothing = {
      ...{ submissionsExpected: 0, submissionRate: null, cellCompleteness: null, valueCompleteness: null },
      ...{ timeliness: null, medianDaysLate: null, longestDaysLate: null },
    };
    expect(await rates()).toMatchObject([nothing]);
    const byPeriod = await rates('PERIOD', { last: '2024-03' });
    expect(byPeriod.map(({ periodStart }) => periodStart)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(byPeriod).toMatchObject([nothing, { cellsExpected: 1, submissionRate: '0', timeliness: null }, nothing]);
    expect(await rates('ORGANIZATION')).toEqual([]);
  });

  it('ask an organization that joined in the middle of a period for that period', async () => {
    const members = [
      { code: 'a', name: 'A', from: '2024-02-15' },
      { code: 'b', name: 'B', to: '2024-01-31' },
    ];
    built = await buildCoalition(room, members);
    measure = await buildMeasure(room, built);
    const byPeriod = await rates('PERIOD', { last: '2024-03' });
    expect(byPeriod.map(({ cellsExpected }) => cellsExpected)).toEqual([1, 1, 1]);
    const byOrganization = await rates('ORGANIZATION', { last: '2024-03' });
    expect(byOrganization.map(({ cellsExpected }) => cellsExpected)).toEqual([2, 1]);
  });

  it('ask for a measure until it was retired', async () => {
    await room.get(MeasuresService).retireMeasure(built.backbone, measure.id, 'done');
    const retire = (at: string) => room.query('UPDATE measure SET retired_at = $2 WHERE id = $1', [measure.id, at]);
    await retire('2024-03-01T05:00:00Z'); // 1 March in New York: February had ended
    const expected = async () => (await rates('PERIOD', { last: '2024-03' })).map(({ cellsExpected }) => cellsExpected);
    expect(await expected()).toEqual([3, 3, 0]);
    await retire('2024-03-01T04:59:59Z'); // still 29 February there
    expect(await expected()).toEqual([3, 0, 0]);
  });
});

describe('timeliness', () => {
  it('is decided by the day in the time zone of the coalition on which it first came', async () => {
    await setWindow(39); // 10 March, the day on which the clocks go forward
    await send([
      ['a', '2024-01', '5'],
      ['b', '2024-01', '5'],
    ]);
    await cameFirst('a', '2024-03-11T03:59:59Z');
    await cameFirst('b', '2024-03-11T04:00:00Z');
    expect(await rates()).toMatchObject([
      {
        ...{ submissionsDecided: 3, submissionsTimely: 1, submissionsLate: 1, timeliness: '0.333333' },
        ...{ medianDaysLate: '1', longestDaysLate: 1 },
      },
    ]);
  });

  it('keeps the first date when it comes again late', async () => {
    await setWindow(10);
    const { submissionIds } = await send([['a', '2024-01', '5']]);
    await cameFirst('a', '2024-02-05T12:00:00Z');
    await room.get(SubmissionsService).returnSubmission(built.backbone, submissionIds[0]!, 'people?');
    await send([['a', '2024-01', '6']]);
    expect(await rates('ORGANIZATION')).toMatchObject([
      { submissionsTimely: 1, submissionsLate: 0, timeliness: '1', longestDaysLate: null },
      { submissionsTimely: 0, timeliness: '0' },
      {},
    ]);
    const [window] = await room.get(ReportingService).loadSubmissionWindows(built.partner('a'), submissionIds);
    expect(window).toMatchObject({ dueOn: '2024-02-10', daysLate: 0 });
  });

  it('keeps the days late, with their median over the late ones', async () => {
    await setWindow(10);
    await send([
      ['a', '2024-01', '5'],
      ['b', '2024-01', '5'],
      ['c', '2024-01', '5'],
    ]);
    await cameFirst('a', '2024-02-10T12:00:00Z');
    await cameFirst('b', '2024-02-13T12:00:00Z');
    await cameFirst('c', '2024-03-01T12:00:00Z'); // over 29 February: 20 days
    expect(await rates()).toMatchObject([
      { submissionsTimely: 1, submissionsLate: 2, medianDaysLate: '11.5', longestDaysLate: 20 },
    ]);
  });

  it('is not decided before the due date, and an extension moves it', async () => {
    await setWindow(10);
    const extension = { organizationId: built.organizations[0]!.id, period: '2024-01', due: '2024-02-20', reason: 'x' };
    await room.get(WindowsService).extendReportingWindow(built.backbone, extension);
    const decided = async (at: string) => {
      const [all] = await rates('COALITION', { at });
      return [all?.submissionsNotDue, all?.submissionsDecided, all?.timeliness];
    };
    expect(await decided('2024-02-11T04:59:59Z')).toEqual([3, 0, null]);
    expect(await decided('2024-02-11T05:00:00Z')).toEqual([1, 2, '0']);
    expect(await decided('2024-02-21T05:00:00Z')).toEqual([0, 3, '0']);
  });
});

describe('who may ask', () => {
  it('partners see the rates of their own organizations, and never those of others', async () => {
    const own = await rates('ORGANIZATION', { actor: built.partner('b') });
    expect(own.map(({ organizationId }) => organizationId)).toEqual([built.organizations[1]!.id]);
    await expect(rates('COALITION', { actor: built.funder })).rejects.toThrow(Forbidden);
    await expect(rates('COALITION', { actor: built.stranger })).rejects.toThrow(NotFound);
    const theirs = await buildCoalition(room);
    await expect(rates('COALITION', { actor: theirs.backbone })).rejects.toThrow(NotFound);
  });

  it.each([
    [{ first: '2024-Q1' }, 'firstPeriod'],
    [{ first: '2024-02' }, 'lastPeriod'],
    [{ first: '1900-01' }, 'lastPeriod'],
  ])('bad periods are refused: %j', async (span, field) => {
    const asking = rates('COALITION', span);
    await expect(asking).rejects.toThrow(InvalidInput);
    await expect(asking).rejects.toMatchObject({ problems: [{ field: [field] }] });
  });
});
