import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CategoriesService, DimensionsService, type Dimension, type Measure, type NewMeasure } from '@keelson/measures';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsService } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, report, submit, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, AggregationService, type Figure } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

interface Told {
  built: BuiltCoalition;
  measure: Measure;
  dimension: Dimension;
  /** Cells and their values as "area=north:2", of one month. */
  shown(period?: string, frequency?: 'MONTH' | 'QUARTER'): Promise<string[]>;
  figures(period: string, frequency?: 'MONTH' | 'QUARTER'): Promise<Figure[]>;
  merge(from: string[], into: string, firstPeriod?: string): Promise<unknown>;
}

/** A measure by area (north, east, west, rest) that partners a, b and c reported, as figures show it. */
async function tell(cells: ShortCell[], input: Partial<NewMeasure> = {}): Promise<Told> {
  const built = await buildCoalition(room);
  const [dimension] = await buildDimensions(room, built, {
    area: ['north', 'east', 'west', 'rest'],
    sex: ['f', 'm'],
  });
  const breakdowns = [{ dimensionCodes: ['area'], additive: true }];
  const measure = await buildMeasure(room, built, { breakdowns, ...input });
  await report(room, built, cellsOf(measure.code, cells));
  const figures = (period: string, frequency: 'MONTH' | 'QUARTER' = 'MONTH') =>
    room.get(AggregationService).figures(built.backbone, {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency },
      ...{ firstPeriod: period, lastPeriod: period },
    });
  return {
    ...{ built, measure, dimension: dimension!, figures },
    shown: async (period = '2024-01', frequency = 'MONTH') =>
      (await figures(period, frequency)).map(({ cell, value }) => {
        const key = Object.entries(cell).map(([name, code]) => `${name}=${code}`);
        return `${key.sort().join(';') || 'total'}:${value}`;
      }),
    merge: (from, into, firstPeriod) =>
      room.get(CategoriesService).mergeCategories(built.backbone, {
        ...{ dimensionId: dimension!.id, from, into, firstPeriod: firstPeriod ?? null },
        reason: 'Too few people in each',
      }),
  };
}

const by = (area: string) => ({ area });

describe('figures of merged categories', () => {
  it('are the sum of what each partner reported for the sources, and the total stays', async () => {
    const { shown, figures, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-01', '3', by('west')],
      ['a', '2024-01', '2', by('north')],
      ['b', '2024-01', '7', by('west')],
    ]);
    expect(await shown()).toEqual(['area=east:5', 'area=north:2', 'area=west:10', 'total:17']);
    await merge(['east', 'west'], 'rest');
    expect(await shown()).toEqual(['area=north:2', 'area=rest:15', 'total:17']);
    const rest = (await figures('2024-01')).find(({ cell }) => cell['area'] === 'rest');
    expect(rest).toMatchObject({
      derived: true,
      organizationsReported: 2,
      cellsReported: 2,
      nonValues: { MISSING: 1 },
    });
  });

  it('count what was reported for the target before as one part more', async () => {
    const { shown, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-01', '2', by('rest')],
    ]);
    await merge(['east'], 'rest');
    expect(await shown()).toEqual(['area=rest:7', 'total:7']);
  });

  it('let what is reported for the target after the merger stand for all, and never add one twice', async () => {
    const { built, measure, shown, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['b', '2024-01', '1', by('east')],
    ]);
    await merge(['east', 'west'], 'rest');
    const result = await submit(
      room,
      built.backbone,
      built.coalition.id,
      cellsOf(measure.code, [['c', '2024-01', '4', by('rest')]]),
    );
    await room.get(SubmissionsService).approveSubmissions(built.backbone, result.submissionIds);
    expect(await shown()).toEqual(['area=rest:10', 'total:10']);
    const corrected = cellsOf(measure.code, [['a', '2024-02', '6', by('rest')]]);
    await report(room, built, corrected);
    expect(await shown('2024-02')).toEqual(['area=rest:6', 'total:6']);
  });

  it('put a number given after the merger in the place of those given before', async () => {
    const { built, measure, merge, ...told } = await tell([['b', '2024-01', '1', by('east')]]);
    const first = cellsOf(measure.code, [
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-01', '3', by('west')],
    ]);
    await submit(room, built.partner('a'), built.coalition.id, first);
    await merge(['east', 'west'], 'rest');
    await report(room, built, cellsOf(measure.code, [['a', '2024-01', '9', by('rest')]]));
    expect(await told.shown()).toEqual(['area=rest:10', 'total:10']);
  });

  it('never make a zero of a source that has no number', async () => {
    const { figures, merge } = await tell([
      ['a', '2024-01', 'DECLINED', by('east')],
      ['b', '2024-01', 'NOT_COLLECTED', by('east')],
      ['b', '2024-01', '4', by('west')],
    ]);
    await merge(['east', 'west'], 'rest');
    const rest = (await figures('2024-01')).find(({ cell }) => cell['area'] === 'rest');
    expect(rest).toMatchObject({ value: '4', organizationsReported: 1, nonValues: { DECLINED: 1, MISSING: 1 } });
  });

  it('leave earlier periods as they were when the merger has a first period', async () => {
    const { shown, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-02', '6', by('east')],
      ['a', '2024-03', '7', by('east')],
    ]);
    await merge(['east'], 'rest', '2024-02');
    expect(await shown('2024-01')).toEqual(['area=east:5', 'total:5']);
    expect(await shown('2024-02')).toEqual(['area=rest:6', 'total:6']);
    expect(await shown('2024-Q1', 'QUARTER')).toEqual(['area=east:5', 'area=rest:13', 'total:18']);
  });

  it('follow one merger after another, each from its own period on', async () => {
    const { shown, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-02', '6', by('east')],
      ['a', '2024-02', '1', by('west')],
    ]);
    await merge(['east'], 'west');
    await merge(['west'], 'rest', '2024-02');
    expect(await shown('2024-01')).toEqual(['area=west:5', 'total:5']);
    expect(await shown('2024-02')).toEqual(['area=rest:7', 'total:7']);
  });

  it('merge along one dimension of crossed ones', async () => {
    const crossed = { breakdowns: [{ dimensionCodes: ['area', 'sex'], additive: true }] };
    const { shown, merge } = await tell(
      [
        ['a', '2024-01', '1', { area: 'east', sex: 'f' }],
        ['a', '2024-01', '2', { area: 'west', sex: 'f' }],
        ['a', '2024-01', '4', { area: 'west', sex: 'm' }],
      ],
      crossed,
    );
    await merge(['east', 'west'], 'rest');
    const cells = ['area=rest;sex=f:3', 'area=rest;sex=m:4', 'area=rest:7', 'sex=f:3', 'sex=m:4', 'total:7'];
    expect((await shown()).sort()).toEqual([...cells].sort());
  });

  it('divide merged ratios last', async () => {
    const { shown, merge } = await tell(
      [
        ['a', '2024-01', '1/2', by('east')],
        ['a', '2024-01', '99/100', by('west')],
      ],
      { numberKind: 'RATIO', factor: 100, unit: 'percent' },
    );
    await merge(['east', 'west'], 'rest');
    expect(await shown()).toEqual(['area=rest:98.039216', 'total:98.039216']);
  });

  it('keep categories apart that do not split the whole', async () => {
    const breakdowns = [{ dimensionCodes: ['area'], additive: false }];
    const { shown, merge } = await tell([['a', '2024-01', '5', by('east')]], { breakdowns });
    await merge(['east'], 'rest');
    expect(await shown()).toEqual(['area=east:5', 'total:null']);
  });

  it('are those of the partner who sees them, too: changes run over the merged total', async () => {
    const { built, measure, merge } = await tell([
      ['a', '2024-01', '5', by('east')],
      ['a', '2024-02', '8', by('west')],
    ]);
    await merge(['east', 'west'], 'rest');
    const [change] = await room.get(AggregationService).changes(built.backbone, {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'MONTH' },
      ...{ firstPeriod: '2024-02', lastPeriod: '2024-02' },
    });
    expect(change).toMatchObject({ before: '5', now: '8', panel: 1 });
  });
});

describe('a merged category', () => {
  it('takes no new values, and the refusal names the one to use, at the end of the chain', async () => {
    const { built, measure, merge } = await tell([['a', '2024-01', '5', by('east')]]);
    await merge(['east'], 'west', '2024-02');
    await merge(['west'], 'rest');
    const send = (period: string, area: string) =>
      submit(room, built.backbone, built.coalition.id, cellsOf(measure.code, [['b', period, '1', by(area)]]));
    expect((await send('2024-02', 'east')).problems).toEqual([
      {
        ...{ code: 'UNKNOWN_CATEGORY', field: ['values', '0', 'categories', '0', 'category'] },
        message: '"area" has no category "east" that takes values: it was merged into "rest", use that.',
      },
    ]);
    expect(await send('2024-01', 'east')).toMatchObject({ problems: [], created: 1 });
    expect((await send('2024-01', 'west')).problems).toMatchObject([{ code: 'UNKNOWN_CATEGORY' }]);
  });

  it('keeps the values that it had, and their history', async () => {
    const { built, measure, merge } = await tell([['a', '2024-01', '5', by('east')]]);
    await merge(['east'], 'rest');
    const page = await room
      .get(SubmissionsService)
      .listSubmissions(built.backbone, built.coalition.id, {}, { first: 1 });
    const cell = { submissionId: page.nodes[0]!.id, measureId: measure.id };
    const categories = [{ dimension: 'area', category: 'east' }];
    expect(await room.get(SubmissionsService).cellHistory(built.backbone, { ...cell, categories })).toMatchObject([
      { number: '5', revision: 1 },
    ]);
  });

  it('is mapped even where its cell is made after the merger', async () => {
    const { built, measure, merge, shown } = await tell([['a', '2024-01', '5', by('north')]]);
    await merge(['east'], 'rest', '2024-02');
    await report(room, built, cellsOf(measure.code, [['a', '2023-12', '4', by('east')]]));
    await merge(['rest'], 'west', '2023-11');
    expect(await shown('2023-12')).toEqual(['area=east:4', 'total:4']);
  });

  it('stands in the history with who, when and why', async () => {
    const { built, dimension, merge } = await tell([['a', '2024-01', '5', by('east')]]);
    await merge(['east', 'west'], 'rest', '2024-02');
    const categories = await room.get(DimensionsService).loadCategories(built.backbone, [dimension.id]);
    const ids = categories.map(({ id }) => id);
    const mergers = await room.get(CategoriesService).loadMergers(built.backbone, ids);
    const made = { reason: 'Too few people in each', firstPeriodStart: '2024-02-01', madeBy: built.backbone.personId };
    expect(mergers).toEqual([expect.objectContaining(made), expect.objectContaining(made)]);
    expect(categories.map(({ code, retiredAt }) => [code, retiredAt !== null])).toEqual([
      ['north', false],
      ['east', true],
      ['west', true],
      ['rest', false],
    ]);
    expect(await room.get(CategoriesService).loadMergers(built.stranger, ids)).toEqual([]);
  });
});
