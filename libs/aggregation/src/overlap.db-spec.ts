import { buildCoalition } from '@keelson/coalitions/testing';
import { MeasuresService, type NewMeasure } from '@keelson/measures';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import {
  AggregationModule,
  AggregationService,
  OverlapService,
  type FigureRequest,
  type NewResolution,
} from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

const possible = { overlap: 'POSSIBLE', frequency: 'YEAR' } as const;
const signed = { signedBy: 'Ada Obi', signedOn: '2025-02-01', source: 'The lists of both were matched.' };

/** A measure of people who may go to several of a, b, c and d, reported and approved. */
async function tell(cells: ShortCell[], input: Partial<NewMeasure> = {}) {
  const partners = ['a', 'b', 'c', 'd'].map((code) => ({ code, name: code }));
  const built = await buildCoalition(room, partners);
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  const measure = await buildMeasure(room, built, { ...possible, ...input });
  if (cells.length > 0) await report(room, built, cellsOf(measure.code, cells));
  const base = { coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'YEAR' as const };
  const request = (first = '2024', last = first, changes: Partial<FigureRequest> = {}): FigureRequest => {
    return { ...base, firstPeriod: first, lastPeriod: last, ...changes };
  };
  const right: NewResolution = {
    ...{ measureId: measure.id, frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024', method: 'SUM' },
    ...signed,
  };
  return {
    built,
    measure,
    request,
    resolve: (changes: Partial<NewResolution>, actor = built.backbone) =>
      room.get(OverlapService).resolveOverlap(actor, { ...right, ...changes }),
    figures: (...asked: Parameters<typeof request>) =>
      room.get(AggregationService).figures(built.backbone, request(...asked)),
    changes: (...asked: Parameters<typeof request>) =>
      room.get(AggregationService).changes(built.backbone, request(...asked)),
    of: (actor = built.backbone) => room.get(OverlapService).loadResolutions(actor, [measure.id]),
  };
}

const two: ShortCell[] = [
  ['a', '2024', '50'],
  ['b', '2024', '75'],
];
const three: ShortCell[] = [...two, ['c', '2024', '10']];
const interval = (low: string, high: string) => ({ value: null, low, high, status: 'UNRESOLVED' });
const plain = (value: string) => ({ value, low: null, high: null });

describe('50 and 75 of the golden vectors', () => {
  it('50 and 75: MAX → 75, SUM → 125, EXACT 110 → 110, each superseding the one before', async () => {
    const { figures, resolve, of } = await tell(two);
    for (const [changes, value] of [
      [{ method: 'MAX' }, '75'],
      [{ method: 'SUM' }, '125'],
      [{ method: 'EXACT', exact: '110' }, '110'],
      [{ method: 'MAX' }, '75'],
    ] as const) {
      await resolve(changes);
      expect(await figures()).toMatchObject([plain(value)]);
    }
    expect((await of()).map(({ method }) => method)).toEqual(['MAX', 'EXACT', 'SUM', 'MAX']);
  });

  it('an EXACT resolution outside its interval is refused, and told the interval: 130 and 74', async () => {
    const { resolve, figures } = await tell(two);
    for (const exact of ['130', '74']) {
      const refused = resolve({ method: 'EXACT', exact });
      const message = "The figure of 2024 lies from 75 (the largest partner's) to 125 (the sum of all).";
      await expect(refused).rejects.toMatchObject({ problems: [{ code: 'OUT_OF_RANGE', field: ['exact'], message }] });
    }
    expect(await figures()).toMatchObject([interval('75', '125')]);
  });

  it('50 and 75 without overlap → 125', async () => {
    const { figures } = await tell(two, { overlap: 'NONE' });
    expect(await figures()).toMatchObject([plain('125')]);
  });
});

describe('an overlap', () => {
  it('cannot be where one partner reported, and leaves no figure where nobody did', async () => {
    const { figures } = await tell([['a', '2024', '50']]);
    expect(await figures('2024', '2025')).toMatchObject([plain('50'), { value: null, low: null, status: 'NO_DATA' }]);
  });

  it('is judged cell by cell, derived totals too; EXACT settles the total only', async () => {
    const { figures, resolve } = await tell(
      [
        ['a', '2024', '30', { sex: 'f' }],
        ['a', '2024', '20', { sex: 'm' }],
        ['b', '2024', '75', { sex: 'f' }],
      ],
      { breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
    );
    const all = async () =>
      (await figures()).map(({ cell, value, low, high }) => [cell['sex'] ?? '', value, low, high]);
    const men = ['m', '20', null, null];
    expect(await all()).toEqual([['f', null, '75', '105'], men, ['', null, '75', '125']]);
    await resolve({ method: 'EXACT', exact: '110' });
    expect(await all()).toEqual([['f', null, '75', '105'], men, ['', '110', null, null]]);
    await resolve({ method: 'RATE', rate: '0.5' });
    await resolve({ method: 'EXACT', exact: '99' });
    expect(await all()).toEqual([['f', '90', null, null], men, ['', '99', null, null]]);
  });

  it('is resolved for the named periods of the named frequency', async () => {
    const cells: ShortCell[] = [...two, ['a', '2023', '1'], ['b', '2023', '2']];
    const { figures, resolve } = await tell(cells);
    await resolve({ method: 'SUM' });
    expect(await figures('2023', '2024')).toMatchObject([interval('2', '3'), plain('125')]);
    const monthly = await tell(
      [
        ['a', '2024-01', '5'],
        ['b', '2024-01', '7'],
      ],
      { frequency: 'MONTH' },
    );
    await monthly.resolve({ frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02' });
    expect(await monthly.figures('2024-01', '2024-01', { frequency: 'MONTH' })).toMatchObject([plain('12')]);
    expect(await monthly.figures()).toMatchObject([interval('7', '12')]);
  });

  it('of a ratio has no interval, and settles numerator and denominator', async () => {
    const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
    const cells: ShortCell[] = [
      ['a', '2024', '10/20'],
      ['b', '2024', '30/40'],
    ];
    const { figures, resolve } = await tell(cells, ratio);
    expect(await figures()).toMatchObject([
      { value: null, low: null, high: null, numerator: null, denominator: null, status: 'UNRESOLVED' },
    ]);
    await resolve({ method: 'RATE', rate: '0.5' });
    expect(await figures()).toMatchObject([{ value: '70.000000', numerator: '35', denominator: '50' }]);
    const exact = resolve({ method: 'EXACT', exact: '70' });
    await expect(exact).rejects.toMatchObject({ problems: [{ field: ['method'] }] });
  });

  it('comes back when a correction moves the interval away from an exact number', async () => {
    const { built, measure, figures, resolve } = await tell(two);
    await resolve({ method: 'EXACT', exact: '125' });
    expect(await figures()).toMatchObject([plain('125')]);
    await report(room, built, cellsOf(measure.code, [['c', '2024', '200']]));
    expect(await figures()).toMatchObject([interval('200', '325')]);
  });

  it('is settled in changes as in figures, and an exact total says nothing of a smaller panel', async () => {
    const { changes, resolve } = await tell([...three, ['a', '2023', '40'], ['b', '2023', '60']]);
    const now = async () => (await changes())[0];
    expect(await now()).toMatchObject({ before: null, now: null, panelBefore: null, panelNow: null, panel: 2 });
    await resolve({ method: 'RATE', rate: '0.5', firstPeriod: '2023' });
    expect(await now()).toMatchObject({ before: '80', now: '105', panelBefore: '80', panelNow: '100' });
    await resolve({ method: 'EXACT', exact: '130' });
    expect(await now()).toMatchObject({ before: '80', now: '130', panelBefore: '80', panelNow: '100' });
  });
});

describe('for partners', () => {
  it("an interval is withheld, since its low end is one partner's own number; a settled rate is not", async () => {
    const { built, request, resolve, of } = await tell(three);
    const seen = async () => (await room.get(AggregationService).figures(built.partner('a'), request()))[0];
    const gone = { value: null, low: null, high: null, status: null, withheld: true };
    expect(await seen()).toMatchObject(gone);
    await resolve({ method: 'MAX' });
    expect(await seen()).toMatchObject(gone);
    await resolve({ method: 'RATE', rate: '0.5' });
    expect(await seen()).toMatchObject({ ...plain('105'), withheld: false });
    await resolve({ method: 'EXACT', exact: '100' });
    expect(await seen()).toMatchObject({ ...plain('100'), withheld: false });
    expect((await of(built.partner('a')))[0]).toMatchObject({ method: 'EXACT', exact: null, signedBy: 'Ada Obi' });
    const [change] = await room.get(AggregationService).changes(built.partner('a'), request());
    expect(change).toMatchObject({ now: null, withheld: true });
  });
});

describe('a resolution', () => {
  it.each([
    ['a rate above 1', { method: 'RATE', rate: '1.000001' }, 'OUT_OF_RANGE', 'rate'],
    ['a rate below 0', { method: 'RATE', rate: '-0.1' }, 'OUT_OF_RANGE', 'rate'],
    ['RATE without a rate', { method: 'RATE' }, 'REQUIRED', 'rate'],
    ['a rate for SUM', { rate: '0.5' }, 'REQUIRED', 'rate'],
    ['EXACT without a number', { method: 'EXACT' }, 'REQUIRED', 'exact'],
    ['a part of a person', { method: 'EXACT', exact: '110.5' }, 'NOT_A_NUMBER', 'exact'],
    ['one exact number for two years', { method: 'EXACT', exact: '110', firstPeriod: '2023' }, 'INVALID', 'lastPeriod'],
    [
      'EXACT where nobody reported',
      { method: 'EXACT', exact: '1', firstPeriod: '2022', lastPeriod: '2022' },
      'OUT_OF_RANGE',
      'exact',
    ],
    ['no signature', { signedBy: ' ' }, 'REQUIRED', 'signedBy'],
    ['no source', { source: ' ' }, 'REQUIRED', 'source'],
    ['a signature from tomorrow', { signedOn: '2999-01-01' }, 'OUT_OF_RANGE', 'signedOn'],
    ['periods backwards', { firstPeriod: '2025' }, 'OUT_OF_RANGE', 'lastPeriod'],
    ['a period of another frequency', { firstPeriod: '2024-01' }, 'UNKNOWN_PERIOD', 'firstPeriod'],
    [
      'a shorter frequency',
      { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02' },
      'INVALID',
      'frequency',
    ],
  ] as const)('with %s is refused', async (_, changes, code, field) => {
    const { resolve, of } = await tell(two);
    await expect(resolve(changes)).rejects.toMatchObject({ problems: [{ code, field: [field] }] });
    expect(await of()).toEqual([]);
  });

  it('is for definitions that say POSSIBLE, in every period', async () => {
    const { built, measure, resolve } = await tell(two, { overlap: 'NONE' });
    const refusal = { problems: [{ code: 'INVALID', field: ['measureId'] }] };
    await expect(resolve({})).rejects.toMatchObject(refusal);
    await room.get(MeasuresService).reviseMeasure(built.backbone, measure.id, {
      ...{ unit: 'people', numberKind: 'COUNT', overlap: 'POSSIBLE' },
      ...{ firstPeriod: '2024', comparability: 'BREAK', reason: 'They share clients.' },
    });
    await expect(resolve({ firstPeriod: '2023' })).rejects.toMatchObject(refusal);
    await expect(resolve({})).resolves.toMatchObject({ method: 'SUM' });
  });

  it('is made by backbone staff, kept in the history, and never changed', async () => {
    const { built, measure, resolve } = await tell(two);
    await expect(resolve({}, built.partner('a'))).rejects.toThrow(Forbidden);
    await expect(resolve({}, built.stranger)).rejects.toThrow(NotFound);
    const { id } = await resolve({});
    const text = `SELECT verb FROM audit_event WHERE subject_id = '${measure.id}'`;
    expect(await room.query(text)).toContainEqual({ verb: 'resolveOverlap' });
    await expect(room.query(`UPDATE overlap_resolution SET signed_by = 'x' WHERE id = '${id}'`)).rejects.toThrow();
  });
});
