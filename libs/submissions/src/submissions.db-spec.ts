import { randomUUID } from 'node:crypto';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasuresService, type Measure } from '@keelson/measures';
import { Conflict, Database, Forbidden, forgetOldKeys, InvalidInput, InvalidState } from '@keelson/platform';
import { buildActor, openRooms, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, submit } from '../testing/index.js';
import { CorrectionsService, SubmissionsModule, SubmissionsService } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let measure: Measure;

beforeAll(async () => {
  room = await openRooms([SubmissionsModule], [SubmissionsModule]);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  measure = await buildMeasure(room, built, { breakdowns: [{ dimensionCodes: ['sex'], additive: true }] });
});

const count = async (table: string): Promise<number> => {
  const text = `SELECT count(*)::int AS n FROM ${table} WHERE coalition_id = $1`;
  return (await room.query<{ n: number }>(text, [built.coalition.id]))[0]!.n;
};

describe('writing', () => {
  it('makes one revision per accepted change and none for an equal number', async () => {
    for (const number of ['5', '5.0', '6', '6', 'NOT_COLLECTED', 'NOT_COLLECTED', '0']) {
      await submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, [['a', '2024-01', number]]));
    }
    expect(await count('measurement')).toBe(1);
    expect(await count('measurement_revision')).toBe(4);
  });

  it('leaves nothing of a refused batch, not even its submissions, combinations or key', async () => {
    const before = [await count('submission'), await count('combination'), await count('audit_event')];
    const values = cellsOf(measure.code, [
      ['a', '2024-01', '5', { sex: 'f' }],
      ['a', '2024-02', 'many'],
    ]);
    const idempotencyKey = randomUUID();
    const result = await submit(room, built.partner('a'), built.coalition.id, values, { idempotencyKey });
    expect(result).toMatchObject({ created: 0, refused: 1, problems: [{ code: 'NOT_A_NUMBER' }] });
    expect([await count('submission'), await count('combination'), await count('audit_event')]).toEqual(before);
    const corrected = cellsOf(measure.code, [['a', '2024-01', '5']]);
    const again = await submit(room, built.partner('a'), built.coalition.id, corrected, { idempotencyKey });
    expect(again).toMatchObject({ created: 1, replayed: false });
  });

  it('lets two writers of the same cells take turns: no deadlock, and every change has its revision', async () => {
    const write = (number: string, reversed: boolean) => {
      const cells = ['2024-01', '2024-02', '2024-03'].map((period): [string, string, string] => ['a', period, number]);
      const values = cellsOf(measure.code, reversed ? cells.reverse() : cells);
      return submit(room, built.partner('a'), built.coalition.id, values);
    };
    await Promise.all([write('1', false), write('2', true), write('3', false), write('4', true)]);
    expect(await count('measurement')).toBe(3);
    expect(await count('measurement_revision')).toBe(12);
  });

  it('answers two requests with one idempotency key at once with one write', async () => {
    const partner = built.partner('a');
    const options = { idempotencyKey: randomUUID() };
    const send = () =>
      submit(room, partner, built.coalition.id, cellsOf(measure.code, [['a', '2024-01', '5']]), options);
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true, true]);
    expect(answers.map(({ created }) => created)).toEqual([1, 1, 1]);
    expect(await count('measurement_revision')).toBe(1);
    const other = submit(room, partner, built.coalition.id, cellsOf(measure.code, [['a', '2024-01', '6']]), options);
    await expect(other).rejects.toThrow(Conflict);
  });

  it('forgets a key after seven days, and not before', async () => {
    const forget = () => forgetOldKeys(room.getOfWorker(Database));
    const options = { idempotencyKey: randomUUID() };
    const send = (number: string) =>
      submit(room, built.backbone, built.coalition.id, cellsOf(measure.code, [['a', '2024-01', number]]), options);
    const age = (days: number) =>
      room.query(`UPDATE idempotency_key SET created_at = now() - $1 * interval '1 day' WHERE key = $2`, [
        days,
        options.idempotencyKey,
      ]);
    await send('5');
    await age(6.9);
    await forget();
    await expect(send('6')).rejects.toThrow(Conflict);
    await age(7.1);
    await forget();
    expect(await send('6')).toMatchObject({ changed: 1, replayed: false });
  });

  it('keeps the same key of two actors apart', async () => {
    const options = { idempotencyKey: randomUUID() };
    await submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, [['a', '2024-01', '5']]), options);
    const other = await submit(
      room,
      built.partner('b'),
      built.coalition.id,
      cellsOf(measure.code, [['b', '2024-01', '7']]),
      options,
    );
    expect(other).toMatchObject({ created: 1, replayed: false });
  });

  it('judges a value by the version that governs its period', async () => {
    const input = {
      unit: 'percent',
      numberKind: 'RATIO',
      factor: 100,
      firstPeriod: '2024-06',
      comparability: 'BREAK',
      reason: 'a rate',
    } as const;
    await room.get(MeasuresService).reviseMeasure(built.backbone, measure.id, input);
    const send = (period: string, number: string) =>
      submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, [['a', period, number]]));
    expect(await send('2024-05', '5')).toMatchObject({ created: 1 });
    expect(await send('2024-06', '5')).toMatchObject({ refused: 1, problems: [{ code: 'WRONG_KIND' }] });
    expect(await send('2024-06', '1/2')).toMatchObject({ created: 1 });
  });

  it.each([
    [2_000, []],
    [2_001, [{ code: 'TOO_LONG', field: ['values', '0', 'number', 'nonValue', 'reason'] }]],
  ])('takes a reason of %i characters as a file does', async (length, problems) => {
    const [value] = cellsOf(measure.code, [['a', '2024-01', 'DECLINED']]);
    const nonValue = { kind: 'DECLINED', reason: ` ${'x'.repeat(length)} ` } as const;
    const told = await submit(room, built.partner('a'), built.coalition.id, [{ ...value!, number: { nonValue } }]);
    expect(told.problems).toMatchObject(problems);
    expect(told.created).toBe(problems.length === 0 ? 1 : 0);
  });

  it('history cannot be rewritten', async () => {
    await submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, [['a', '2024-01', '5']]));
    await expect(room.query('UPDATE measurement_revision SET number = 6')).rejects.toThrow('append-only');
    await expect(room.query('DELETE FROM audit_event')).rejects.toThrow('append-only');
  });
});

describe('approval', () => {
  it('is all or nothing, and only for what is submitted', async () => {
    const partner = built.partner('a');
    const values = cellsOf(measure.code, [['a', '2024-01', '5']]);
    const draft = await submit(room, partner, built.coalition.id, values, { draft: true });
    const ready = await submit(room, partner, built.coalition.id, cellsOf(measure.code, [['a', '2024-02', '5']]));
    const service = room.get(SubmissionsService);
    const both = [...draft.submissionIds, ...ready.submissionIds];
    await expect(service.approveSubmissions(built.backbone, both)).rejects.toThrow(InvalidState);
    const states = (await service.loadSubmissions(built.backbone, both)).map(({ state }) => state).sort();
    expect(states).toEqual(['DRAFT', 'SUBMITTED']);
  });

  it('freezes the reason of a non-value too; what is equal passes as unchanged', async () => {
    const because = (reason: string) => {
      const [value] = cellsOf(measure.code, [['a', '2024-01', 'DECLINED']]);
      return [{ ...value!, number: { nonValue: { kind: 'DECLINED', reason } as const } }];
    };
    await report(room, built, because('we said why'));
    const again = await submit(room, built.partner('a'), built.coalition.id, because(' we said why '));
    expect(again).toMatchObject({ unchanged: 1, created: 0, changed: 0, refused: 0 });
    const other = await submit(room, built.partner('a'), built.coalition.id, because('another reason'));
    expect(other).toMatchObject({ unchanged: 0, changed: 0, refused: 1, problems: [{ code: 'FROZEN' }] });
    const [cell] = await room.query('SELECT reason, revision FROM measurement WHERE coalition_id = $1', [
      built.coalition.id,
    ]);
    expect(cell).toEqual({ reason: 'we said why', revision: 1 });
    expect(await count('measurement_revision')).toBe(1);
  });
});

describe('corrections', () => {
  const correct = async (number: string) => {
    await report(
      room,
      built,
      cellsOf(measure.code, [
        ['a', '2024-01', '5'],
        ['a', '2024-01', '3', { sex: 'f' }],
      ]),
    );
    const [submission] = await room.query<{ id: string }>('SELECT id FROM submission WHERE coalition_id = $1', [
      built.coalition.id,
    ]);
    const values = cellsOf(measure.code, [
      ['a', '2024-01', number],
      ['a', '2024-01', '4', { sex: 'f' }],
    ]);
    const input = { submissionId: submission!.id, reason: 'counted twice', values };
    return room.get(CorrectionsService).proposeCorrection(built.partner('a'), input);
  };
  const numbers = async () => {
    const text = 'SELECT number FROM measurement WHERE coalition_id = $1 ORDER BY number';
    return (await room.query<{ number: string }>(text, [built.coalition.id])).map(({ number }) => number);
  };

  it('change nothing until somebody else approves them', async () => {
    const correction = await correct('8');
    expect(await numbers()).toEqual(['3', '5']);
    const itself = buildActor(built.backbone.roles as never, { personId: correction.proposedBy });
    await expect(room.get(CorrectionsService).approveCorrection(itself, correction.id)).rejects.toThrow(Forbidden);
    await room.get(CorrectionsService).approveCorrection(built.backbone, correction.id);
    expect(await numbers()).toEqual(['4', '8']);
    await expect(room.get(CorrectionsService).approveCorrection(built.backbone, correction.id)).rejects.toThrow(
      InvalidState,
    );
  });

  it.each([
    ['', 1, 'REQUIRED', 'reason'],
    ['counted twice', 0, 'REQUIRED', 'values'],
    ['counted twice', 251, 'TOO_MANY', 'values'],
  ])('need a reason and 1 to 250 values: %p, %i values', async (reason, length, code, field) => {
    const values = Array.from({ length }, () => cellsOf(measure.code, [['a', '2024-01', '8']])[0]!);
    const proposing = room
      .get(CorrectionsService)
      .proposeCorrection(built.partner('a'), { submissionId: measure.id, reason, values });
    await expect(proposing).rejects.toThrow(InvalidInput);
    await expect(proposing).rejects.toMatchObject({ problems: [{ code, field: [field] }] });
  });

  it('change nothing when they are rejected', async () => {
    const correction = await correct('8');
    const rejected = await room.get(CorrectionsService).rejectCorrection(built.backbone, correction.id, 'no');
    expect(rejected).toMatchObject({ state: 'REJECTED', decisionReason: 'no' });
    expect(await numbers()).toEqual(['3', '5']);
  });
});
