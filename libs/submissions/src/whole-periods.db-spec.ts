import { randomUUID } from 'node:crypto';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasuresService, type Measure } from '@keelson/measures';
import { Conflict, Forbidden, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, submit, type ShortCell } from '../testing/index.js';
import {
  SubmissionsModule,
  SubmissionsService,
  WholePeriodsService,
  WindowsService,
  type Declined,
  type WholePeriod,
} from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let beds: Measure;
let share: Measure;
let arrests: Measure;

beforeAll(async () => {
  room = await openRoom(SubmissionsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  const breakdowns = [{ dimensionCodes: ['sex'], additive: true }];
  beds = await buildMeasure(room, built, { timeRule: 'LAST', breakdowns });
  share = await buildMeasure(room, built, { numberKind: 'RATIO', factor: 100, timeRule: 'AVERAGE', unit: 'percent' });
  arrests = await buildMeasure(room, built, {});
});

const organizationId = (code = 'a') => built.organizations.find((one) => one.code === code)!.id;
const give = (measure: Measure, ...cells: ShortCell[]) =>
  submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, cells));
const asked = (changes: Partial<WholePeriod>): WholePeriod => ({
  ...{ organizationId: organizationId(), period: '2024-02', idempotencyKey: randomUUID(), ...changes },
});
const confirm = (changes: Partial<WholePeriod> = {}, actor: Actor = built.partner('a')) =>
  room.get(WholePeriodsService).confirmUnchanged(actor, asked(changes));
const decline = (changes: Partial<Declined> = {}, actor: Actor = built.partner('a')) =>
  room
    .get(WholePeriodsService)
    .declineToReport(actor, { ...asked(changes), kind: 'DECLINED', reason: 'The server burned', ...changes });
/** Cells of a period as "code sex:5". */
const stored = async (period = '2024-02-01') => {
  const rows = await room.query<{ said: string }>(
    `SELECT concat_ws(' ', c.code, nullif(k.key, '')) || ':' || coalesce(m.number || coalesce('/' || m.denominator, ''), m.non_value) AS said
       FROM measurement m JOIN submission s ON s.id = m.submission_id
       JOIN measure c ON c.id = m.measure_id JOIN combination k ON k.id = m.combination_id
      WHERE s.coalition_id = $1 AND s.period_start = $2::date ORDER BY 1`,
    [built.coalition.id, period],
  );
  return rows.map(({ said }) => said).sort();
};
const problemsOf = (told: Promise<unknown>) =>
  told.then(
    (result) => (result as { problems: { code: string; field: string[]; message: string }[] }).problems,
    (error: { problems: { code: string; field: string[]; message: string }[] }) => error.problems,
  );

describe('nothing changed', () => {
  it('repeats the answers of the period before, parts and non-values too, through the call that the history names', async () => {
    await give(
      beds,
      ['a', '2024-01', '40'],
      ['a', '2024-01', '25', { sex: 'f' }],
      ['a', '2024-01', '15', { sex: 'm' }],
    );
    await give(share, ['a', '2024-01', 'DECLINED']);
    const result = await confirm({ measureIds: [beds.id, share.id] });
    expect(result).toMatchObject({ created: 4, changed: 0, unchanged: 0, refused: 0, problems: [], replayed: false });
    const said = [`${beds.code} sex=f:25`, `${beds.code} sex=m:15`, `${beds.code}:40`, `${share.code}:DECLINED`];
    expect(await stored()).toEqual(said.sort());
    const cell = { submissionId: result.submissionIds[0]!, measureId: beds.id, categories: [] };
    const [revision] = await room.get(SubmissionsService).cellHistory(built.partner('a'), cell);
    expect(revision).toMatchObject({ number: '40', through: 'CONFIRM_UNCHANGED' });
  });

  it('never repeats a flow unseen: it is refused by name, and taken where it is named', async () => {
    await give(beds, ['a', '2024-01', '40']);
    await give(share, ['a', '2024-01', '1/2']);
    await give(arrests, ['a', '2024-01', '7']);
    expect(await problemsOf(confirm())).toEqual([
      {
        ...{ code: 'INVALID_STATE', field: ['measureIds'] },
        message: expect.stringContaining(`"${arrests.code}" counts what happened in a period`),
      },
    ]);
    expect(await stored()).toEqual([]);
    expect(await confirm({ measureIds: [arrests.id, beds.id] })).toMatchObject({ created: 2 });
    expect(await confirm()).toMatchObject({ created: 1 });
    expect(await stored()).toEqual([`${arrests.code}:7`, `${beds.code}:40`, `${share.code}:1/2`].sort());
  });

  it('takes the period before and no earlier one: what was not said then cannot be repeated', async () => {
    await give(beds, ['a', '2023-12', '40']);
    expect(await problemsOf(confirm({ measureIds: [beds.id] }))).toEqual([
      {
        ...{ code: 'INVALID_STATE', field: ['measureIds', '0'] },
        message: `"${beds.code}" has nothing for 2024-01 that could be repeated.`,
      },
    ]);
  });

  it('does not run across a new definition', async () => {
    await give(beds, ['a', '2024-01', '40']);
    const changed = { firstPeriod: '2024-02', comparability: 'BREAK', reason: 'Counted by night now' } as const;
    await room
      .get(MeasuresService)
      .reviseMeasure(built.backbone, beds.id, { ...changed, unit: 'beds', numberKind: 'COUNT', timeRule: 'LAST' });
    const [problem] = await problemsOf(confirm({ measureIds: [beds.id] }));
    expect(problem?.message).toContain('its definition changed');
  });

  it('leaves numbers that are there, unless it is told to replace them', async () => {
    await give(beds, ['a', '2024-01', '40'], ['a', '2024-02', '41']);
    expect(await problemsOf(confirm({ measureIds: [beds.id] }))).toEqual([
      {
        ...{ code: 'INVALID_STATE', field: ['measureIds', '0'] },
        message: `"${beds.code}" holds 41 for 2024-02 already: send overwrite to replace it.`,
      },
    ]);
    expect(await confirm({ measureIds: [beds.id], overwrite: true })).toMatchObject({ changed: 1 });
    expect(await confirm({ measureIds: [beds.id] })).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(await stored()).toEqual([`${beds.code}:40`]);
  });

  it('says what would happen in a dry run, returns the first answer to the same key, and refuses the key for more', async () => {
    await give(beds, ['a', '2024-01', '40']);
    expect(await confirm({ measureIds: [beds.id], dryRun: true })).toMatchObject({ created: 1, submissionIds: [] });
    expect(await stored()).toEqual([]);
    const idempotencyKey = randomUUID();
    const partner = built.partner('a');
    const first = await confirm({ measureIds: [beds.id], idempotencyKey }, partner);
    await give(beds, ['a', '2024-01', '50']);
    expect(await confirm({ measureIds: [beds.id], idempotencyKey }, partner)).toEqual({
      ...{ ...first, sent: undefined },
      replayed: true,
    });
    await expect(confirm({ idempotencyKey }, partner)).rejects.toThrow(Conflict);
  });

  it('keeps to windows and to what is approved', async () => {
    await give(beds, ['a', '2024-01', '40'], ['a', '2024-02', '41']);
    const [id] = await room.query<{ id: string }>(
      `SELECT id FROM submission WHERE coalition_id = $1 AND period_start = '2024-02-01'`,
      [built.coalition.id],
    );
    await room.get(SubmissionsService).approveSubmissions(built.backbone, [id!.id]);
    const over = { measureIds: [beds.id], overwrite: true };
    expect(await problemsOf(confirm(over))).toMatchObject([{ code: 'FROZEN', field: ['measureIds', '0'] }]);
    await room
      .get(WindowsService)
      .setReportingWindow(built.backbone, { coalitionId: built.coalition.id, frequency: 'MONTH', closes: 5 });
    expect(await problemsOf(confirm(over))).toMatchObject([{ code: 'WINDOW_CLOSED', field: ['period'] }]);
  });

  it.each([
    ['a period that is none', { period: '2024-13' }, 'UNKNOWN_PERIOD', 'period'],
    ['no measure', { measureIds: [] }, 'REQUIRED', 'measureIds'],
    [
      'a measure of nobody',
      { measureIds: ['018f0000-0000-7000-8000-000000000000'] },
      'UNKNOWN_MEASURE',
      'measureIds.0',
    ],
    ['a short key', { idempotencyKey: 'short' }, 'INVALID', 'idempotencyKey'],
    ['a period of another frequency', { period: '2024' }, 'NOTHING_TO_REPORT', 'period'],
  ])('is refused for %s', async (_case, changes, code, field) => {
    const problems = await problemsOf(confirm(changes));
    expect(problems.map((problem) => [problem.code, problem.field.join('.')])).toEqual([[code, field]]);
  });

  it('is for who submits for the organization', async () => {
    await give(beds, ['a', '2024-01', '40']);
    await expect(confirm({ measureIds: [beds.id] }, built.partner('b'))).rejects.toThrow(Forbidden);
    await expect(confirm({ measureIds: [beds.id] }, built.funder)).rejects.toThrow(Forbidden);
    await expect(confirm({ measureIds: [beds.id] }, built.stranger)).rejects.toThrow(NotFound);
    expect(await confirm({ measureIds: [beds.id] }, built.backbone)).toMatchObject({ created: 1 });
  });
});

describe('cannot report, because', () => {
  it('writes the non-value with its reason for all that is due, through the call that the history names', async () => {
    await give(beds, ['a', '2024-02', '41']);
    const result = await decline();
    expect(result).toMatchObject({ created: 2, problems: [] });
    expect(await stored()).toEqual([`${beds.code}:41`, `${share.code}:DECLINED`, `${arrests.code}:DECLINED`].sort());
    const cell = { submissionId: result.submissionIds[0]!, measureId: arrests.id, categories: [] };
    expect(await room.get(SubmissionsService).cellHistory(built.partner('a'), cell)).toMatchObject([
      { nonValue: 'DECLINED', reason: 'The server burned', through: 'DECLINE_TO_REPORT' },
    ]);
  });

  it('leaves numbers that are there, parts too, unless it is told to replace them', async () => {
    await give(beds, ['a', '2024-02', '20', { sex: 'f' }]);
    expect(await problemsOf(decline({ measureIds: [beds.id], kind: 'NOT_COLLECTED' }))).toEqual([
      {
        ...{ code: 'INVALID_STATE', field: ['measureIds', '0'] },
        message: `"${beds.code}" holds 20 for 2024-02 (f) already: send overwrite to replace it.`,
      },
    ]);
    await decline({ measureIds: [beds.id], kind: 'NOT_COLLECTED', overwrite: true });
    expect(await stored()).toEqual([`${beds.code} sex=f:NOT_COLLECTED`, `${beds.code}:NOT_COLLECTED`].sort());
  });

  it('is refused without a reason, and when nothing is left to answer', async () => {
    expect(await problemsOf(decline({ reason: ' ' }))).toMatchObject([{ code: 'REQUIRED', field: ['reason'] }]);
    await decline();
    expect(await problemsOf(decline())).toMatchObject([{ code: 'NOTHING_TO_REPORT', field: ['period'] }]);
  });
});
