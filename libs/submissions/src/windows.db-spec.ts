import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { formatPeriod, nextPeriod, parsePeriod, type Measure, type Period } from '@keelson/measures';
import { Database, Forbidden, InvalidInput, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report, submit } from '../testing/index.js';
import { CorrectionsService, SubmissionsModule, SubmissionsService, WindowsService } from './index.js';
import { findShutSlots } from './windows.sql.js';

let room: TestRoom;
let built: BuiltCoalition;
let measure: Measure;

beforeAll(async () => {
  room = await openRoom(SubmissionsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room, undefined, { timeZone: 'America/New_York' });
  measure = await buildMeasure(room, built);
});

const windows = () => room.get(WindowsService);
const setWindow = (days: object, firstPeriod?: string) =>
  windows().setReportingWindow(built.backbone, {
    coalitionId: built.coalition.id,
    frequency: 'MONTH',
    firstPeriod,
    ...days,
  });
const organizationId = (code: string) => built.organizations.find((one) => one.code === code)!.id;
const extend = (period: string, changes: object, reason = 'a flood') =>
  windows().extendReportingWindow(built.backbone, { organizationId: organizationId('a'), period, reason, ...changes });
const periodOf = (code: string): Period => parsePeriod(code)!;

/** "open", "not open until …" or "closed since …" at a moment. */
async function stateAt(code: string, at: string, organization = 'a'): Promise<string> {
  const slot = { organizationId: organizationId(organization), period: periodOf(code) };
  const shut = await room
    .get(Database)
    .read(built.backbone, (manager) => findShutSlots(manager, built.coalition.id, [slot], new Date(at)));
  const [found] = shut.values();
  if (!found) return 'open';
  return found.opens_on ? `opens ${found.opens_on}` : `closed ${found.closed_on}`;
}
const send = (period: string, number = '5', options: object = {}, actor = built.partner('a')) =>
  submit(room, actor, built.coalition.id, cellsOf(measure.code, [['a', period, number]]), options);

describe('a window counts days in the time zone of its coalition', () => {
  it.each([
    // 10 March 2024 has 23 hours in New York, 3 November 25.
    ['2024-02', { closes: 10 }, '2024-03-11T03:59:59Z', 'open'],
    ['2024-02', { closes: 10 }, '2024-03-11T04:00:00Z', 'closed 2024-03-10'],
    ['2024-10', { closes: 3 }, '2024-11-04T04:59:59Z', 'open'],
    ['2024-10', { closes: 3 }, '2024-11-04T05:00:00Z', 'closed 2024-11-03'],
    ['2024-02', { opens: 10 }, '2024-03-10T04:59:59Z', 'opens 2024-03-10'],
    ['2024-02', { opens: 10 }, '2024-03-10T05:00:00Z', 'open'],
    ['2024-02', { opens: 11 }, '2024-03-11T03:59:59Z', 'opens 2024-03-11'],
    ['2024-02', { opens: 11 }, '2024-03-11T04:00:00Z', 'open'],
    // The last day of February.
    ['2024-02', { closes: 0 }, '2024-03-01T04:59:59Z', 'open'],
    ['2024-02', { closes: 0 }, '2024-03-01T05:00:00Z', 'closed 2024-02-29'],
    ['2023-02', { closes: 1 }, '2023-03-02T05:00:00Z', 'closed 2023-03-01'],
    ['2024-02', { closes: 1 }, '2024-03-02T05:00:00Z', 'closed 2024-03-01'],
    ['2024-02', {}, '1999-01-01T00:00:00Z', 'open'],
  ])('%s with %j is at %s %s', async (period, days, at, state) => {
    await setWindow(days);
    expect(await stateAt(period, at)).toBe(state);
  });

  it('without a window a period is always open', async () => {
    expect(await stateAt('2024-02', '1999-01-01T00:00:00Z')).toBe('open');
    expect(await stateAt('2024-02', '2999-01-01T00:00:00Z')).toBe('open');
  });

  it('of another frequency or another coalition says nothing', async () => {
    const theirs = await buildCoalition(room);
    const day = { opens: 0, due: 0, closes: 0 };
    await windows().setReportingWindow(theirs.backbone, {
      coalitionId: theirs.coalition.id,
      frequency: 'MONTH',
      ...day,
    });
    await windows().setReportingWindow(built.backbone, { coalitionId: built.coalition.id, frequency: 'YEAR', ...day });
    expect(await stateAt('2024-02', '2024-06-01T00:00:00Z')).toBe('open');
    expect(await stateAt('2024', '2025-06-01T00:00:00Z')).toBe('closed 2024-12-31');
    expect(await windows().reportingWindows(built.backbone, built.coalition.id)).toHaveLength(1);
  });

  it('governs from its first period on, and earlier periods keep theirs', async () => {
    await setWindow({ closes: 20 });
    await setWindow({ closes: 5 }, '2024-03');
    await setWindow({ closes: 6 }, '2024-03');
    expect(await stateAt('2024-02', '2024-12-01T00:00:00Z')).toBe('closed 2024-03-20');
    expect(await stateAt('2024-03', '2024-12-01T00:00:00Z')).toBe('closed 2024-04-06');
    const found = await windows().reportingWindows(built.partner('a'), built.coalition.id);
    expect(found.map(({ firstPeriodStart, closes }) => [firstPeriodStart, closes])).toEqual([
      [null, 20],
      ['2024-03-01', 6],
    ]);
  });
});

describe('a window is refused', () => {
  it('that closes before it opens, with the two days', async () => {
    const message = 'The window closes on day 5, before it opens on day 10.';
    const problem = { code: 'OUT_OF_RANGE', field: ['closes'], message };
    await expect(setWindow({ opens: 10, closes: 5 })).rejects.toMatchObject({ problems: [problem] });
    expect(await windows().reportingWindows(built.partner('a'), built.coalition.id)).toEqual([]);
  });

  it.each([
    [{ opens: 10, due: 5 }, 'OUT_OF_RANGE', 'due'],
    [{ opens: 1, due: 11, closes: 10 }, 'OUT_OF_RANGE', 'due'],
    [{ due: 11, closes: 10 }, 'OUT_OF_RANGE', 'due'],
    [{ opens: -1 }, 'NEGATIVE', 'opens'],
    [{ due: -1 }, 'NEGATIVE', 'due'],
    [{ closes: 3661 }, 'OUT_OF_RANGE', 'closes'],
    [{ closes: 1.5 }, 'NOT_WHOLE', 'closes'],
    [{ closes: 5, firstPeriod: '2024-Q1' }, 'UNKNOWN_PERIOD', 'firstPeriod'],
  ])('%j: %s at %s', async (days, code, field) => {
    const setting = setWindow(days, (days as { firstPeriod?: string }).firstPeriod);
    await expect(setting).rejects.toThrow(InvalidInput);
    await expect(setting).rejects.toMatchObject({ problems: [{ code, field: [field] }] });
    expect(await windows().reportingWindows(built.backbone, built.coalition.id)).toEqual([]);
  });

  it('from everybody but backbone staff', async () => {
    const input = { coalitionId: built.coalition.id, frequency: 'MONTH', due: 5 } as const;
    await expect(windows().setReportingWindow(built.partner('a'), input)).rejects.toThrow(Forbidden);
    await expect(windows().setReportingWindow(built.funder, input)).rejects.toThrow(Forbidden);
    await expect(windows().setReportingWindow(built.stranger, input)).rejects.toThrow(NotFound);
    const more = { organizationId: organizationId('a'), period: '2024-01', due: '2024-03-01', reason: 'x' };
    await expect(windows().extendReportingWindow(built.partner('a'), more)).rejects.toThrow(Forbidden);
    await expect(windows().extendReportingWindow(built.stranger, more)).rejects.toThrow(NotFound);
  });
});

describe('an extension', () => {
  beforeEach(() => setWindow({ due: 10, closes: 20 }));

  it('gives one organization more time for one period, on the record', async () => {
    await extend('2024-01', { due: '2024-02-25', closes: '2024-02-28' });
    await extend('2024-01', { due: '2024-02-26', closes: '2024-02-29' }, 'a second flood');
    const late = '2024-03-01T04:59:59Z';
    expect(await stateAt('2024-01', late)).toBe('open');
    expect(await stateAt('2024-01', late, 'b')).toBe('closed 2024-02-20');
    expect(await stateAt('2023-12', late)).toBe('closed 2024-01-20');
    const { nodes } = await windows().reportingExtensions(built.partner('a'), built.coalition.id, {});
    expect(nodes).toMatchObject([{ dueOn: '2024-02-26', closesOn: '2024-02-29', reason: 'a second flood' }]);
    expect((await windows().reportingExtensions(built.partner('b'), built.coalition.id, {})).nodes).toEqual([]);
    const events = `SELECT reason FROM audit_event WHERE subject_id = $1 AND verb = 'extendReportingWindow' ORDER BY id`;
    expect(await room.query(events, [organizationId('a')])).toEqual([
      { reason: 'a flood' },
      { reason: 'a second flood' },
    ]);
  });

  it('keeps what it gave when the window becomes shorter, and adds nothing to a longer one', async () => {
    await extend('2024-01', { closes: '2024-02-28' });
    await setWindow({ due: 1, closes: 2 });
    expect(await stateAt('2024-01', '2024-02-28T12:00:00Z')).toBe('open');
    await setWindow({ due: 1, closes: 60 });
    expect(await stateAt('2024-01', '2024-03-31T12:00:00Z')).toBe('open');
  });

  it.each([
    [{}, 'REQUIRED', 'due'],
    [{ due: '2024-02-09' }, 'OUT_OF_RANGE', 'due'],
    [{ closes: '2024-02-19' }, 'OUT_OF_RANGE', 'closes'],
    [{ due: '2024-02-21' }, 'OUT_OF_RANGE', 'due'],
    [{ due: '2024-03-02', closes: '2024-03-01' }, 'OUT_OF_RANGE', 'closes'],
    [{ closes: '2024-03-01', reason: ' ' }, 'REQUIRED', 'reason'],
    [{ closes: '2024-03-01', period: 'soon' }, 'UNKNOWN_PERIOD', 'period'],
    [{ closes: '2024-03-01', period: '2024' }, 'INVALID', 'closes'],
  ])('is refused with %j: %s at %s', async (changes, code, field) => {
    await expect(extend('2024-01', changes)).rejects.toMatchObject({ problems: [{ code, field: [field] }] });
  });
});

describe('submitting', () => {
  const thisMonth = () => formatPeriod({ frequency: 'MONTH', start: `${new Date().toISOString().slice(0, 7)}-01` });

  it('is refused before the period opened, in a draft too, naming the day', async () => {
    await setWindow({ opens: 5 });
    const period = formatPeriod(nextPeriod(periodOf(thisMonth())));
    const problem = { code: 'WINDOW_NOT_OPEN', field: ['values', '0', 'period'] };
    for (const options of [{}, { draft: true }]) {
      const result = await send(period, '5', options);
      expect(result).toMatchObject({ refused: 1, problems: [problem] });
      expect(result.problems[0]?.message).toContain(period);
    }
    expect(await send(period, '5', { reason: 'why not' }, built.backbone)).toMatchObject({ problems: [problem] });
  });

  it('is refused after it closed, and nothing stays of it; others of the batch pass when it is partial', async () => {
    await setWindow({ closes: 20 }, '2024-02');
    const values = cellsOf(measure.code, [
      ['a', '2024-01', '5'],
      ['a', '2024-02', '6'],
    ]);
    const problems = [{ code: 'WINDOW_CLOSED', field: ['values', '1', 'period'] }];
    const whole = await submit(room, built.partner('a'), built.coalition.id, values);
    expect(whole).toMatchObject({ created: 0, refused: 1, problems });
    expect(whole.problems[0]?.message).toContain('2024-03-20');
    const partly = await submit(room, built.partner('a'), built.coalition.id, values, { partial: true });
    expect(partly).toMatchObject({ created: 1, refused: 1, problems });
    const found = await room.query('SELECT period_start::text FROM submission WHERE coalition_id = $1', [
      built.coalition.id,
    ]);
    expect(found).toEqual([{ period_start: '2024-01-01' }]);
  });

  it('passes with an extension', async () => {
    await setWindow({ closes: 20 });
    await extend('2024-02', { closes: '2999-12-31' });
    expect(await send('2024-02')).toMatchObject({ created: 1 });
    expect(await send('2024-01')).toMatchObject({ problems: [{ code: 'WINDOW_CLOSED' }] });
  });

  it('is for backbone staff with a reason, which stands in the history', async () => {
    await setWindow({ closes: 20 });
    const closed = { problems: [{ code: 'WINDOW_CLOSED' }] };
    expect(await send('2024-01', '5', {}, built.backbone)).toMatchObject(closed);
    expect(await send('2024-01', '5', { reason: '  ' }, built.backbone)).toMatchObject(closed);
    expect(await send('2024-01', '5', { reason: 'a flood' })).toMatchObject(closed);
    const both = { ...built.backbone, roles: [...built.backbone.roles, ...built.partner('a').roles] };
    expect(await send('2024-01', '5', { reason: 'a flood' }, both)).toMatchObject(closed);
    const late = await send('2024-01', '5', { reason: 'a flood' }, built.backbone);
    expect(late).toMatchObject({ created: 1 });
    const cell = { submissionId: late.submissionIds[0]!, measureId: measure.id, categories: [] };
    const history = await room.get(SubmissionsService).cellHistory(built.partner('a'), cell);
    expect(history).toMatchObject([
      { number: '5', reason: 'a flood', through: 'API', personId: built.backbone.personId, keyId: null },
    ]);
    const events = `SELECT reason FROM audit_event WHERE subject_id = $1 AND verb = 'submitMeasurements'`;
    expect(await room.query(events, late.submissionIds)).toEqual([{ reason: 'a flood' }]);
  });

  it('holds for corrections too', async () => {
    await report(room, built, cellsOf(measure.code, [['a', '2024-01', '5']]));
    await setWindow({ closes: 20 });
    const [submission] = await room.query<{ id: string }>('SELECT id FROM submission WHERE coalition_id = $1', [
      built.coalition.id,
    ]);
    const values = cellsOf(measure.code, [['a', '2024-01', '6']]);
    const input = { submissionId: submission!.id, reason: 'counted twice', values };
    const corrections = room.get(CorrectionsService);
    await expect(corrections.proposeCorrection(built.partner('a'), input)).rejects.toMatchObject({
      problems: [{ code: 'WINDOW_CLOSED', field: ['values', '0', 'period'] }],
    });
    expect(await corrections.proposeCorrection(built.backbone, input)).toMatchObject({ state: 'PROPOSED' });
  });
});
