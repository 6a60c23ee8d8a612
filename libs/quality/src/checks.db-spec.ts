import { MeasuresService, type Measure } from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure, type ShortCell } from '@keelson/submissions/testing';
import { eachChecked, goldenHistory, type CheckedCoalition } from '../testing/index.js';

let room: TestRoom;
let built: CheckedCoalition;
let people: Measure;
let served: Measure;
eachChecked((checked) => ({ room, built, people, served } = checked));

describe('golden vectors of measurement.md, sections 7 and 9', () => {
  it('history 100 104 98 102 96, x = 200 / 110', async () => {
    await built.tell(people, [...goldenHistory(), ['a', '2024-01', '200']]);
    await built.tell(people, [...goldenHistory('b'), ['b', '2024-01', '110']]);
    const found = await built.violations();
    expect(found).toMatchObject([{ check: 'OUTLIER', outcome: 'VIOLATION', measureIds: [people.id], cellKey: '' }]);
    expect(found[0]!.organizationId).toBe(built.organizations[0]!.id);
    expect(found[0]!.numbers).toContainEqual({ name: 'z', value: '13.49' });
    expect(found[0]!.numbers).toContainEqual({ name: 'median', value: '100' });
  });

  it('x = 1010 on the same history', async () => {
    await built.tell(people, [...goldenHistory(), ['a', '2024-01', '1010']]);
    const found = await built.violations();
    expect(found).toMatchObject([{ check: 'SLIP', outcome: 'VIOLATION', measureIds: [people.id], cellKey: '' }]);
    expect(found[0]!.sentence).toContain('×10');
    expect(found[0]!.numbers).toContainEqual({ name: 'z', value: '122.759' });
  });

  it('fewer than four earlier numbers are NOT_ENOUGH_HISTORY, not a pass', async () => {
    await built.tell(people, [
      ...goldenHistory().slice(0, 3),
      ['a', '2023-09', 'NOT_COLLECTED'],
      ['a', '2024-01', '9999'],
    ]);
    expect(await built.check()).toMatchObject([{ check: 'OUTLIER', outcome: 'NOT_ENOUGH_HISTORY', importance: 'LOW' }]);
  });

  it('only the last 12 numbers count, wherever they lie', async () => {
    const old: ShortCell[] = Array.from({ length: 12 }, (_, i) => [
      'a',
      `2020-${String(i + 1).padStart(2, '0')}`,
      '500',
    ]);
    const late: ShortCell[] = Array.from({ length: 12 }, (_, i) => [
      'a',
      `2022-${String(i + 1).padStart(2, '0')}`,
      '10',
    ]);
    await built.tell(people, [...old, ...late, ['a', '2024-01', '500']]);
    expect((await built.violations())[0]?.numbers).toContainEqual({ name: 'median', value: '10' });
  });

  it('parts are more than the total; less only when all of an additive breakdown are there', async () => {
    await built.tell(people, [
      ['a', '2024-01', '10'],
      ['a', '2024-01', '11', { sex: 'f' }],
      ['b', '2024-01', '10'],
      ['b', '2024-01', '9', { sex: 'f' }],
      ['c', '2024-01', '10'],
      ['c', '2024-01', '4', { sex: 'f' }],
      ['c', '2024-01', '5', { sex: 'm' }],
    ]);
    const found = await built.violations();
    expect(found.map(({ check, sentence }) => [check, sentence]).sort()).toEqual([
      ['PARTS_AGAINST_TOTAL', 'The parts add up to 11, more than the total 10.'],
      ['PARTS_AGAINST_TOTAL', expect.stringContaining('The parts add up to 9, less than the total 10, though all')],
    ]);
  });

  it('a numerator above its denominator is found where the ratio is a share', async () => {
    const share = await buildMeasure(room, built, { numberKind: 'RATIO', factor: 100, unit: 'percent' });
    const visits = await buildMeasure(room, built, { numberKind: 'RATIO', factor: 1000, unit: 'visits' });
    for (const measure of [share, visits]) await built.tell(measure, [['a', '2024-01', '11/10']]);
    const found = await built.violations();
    expect(found).toMatchObject([{ check: 'NUMERATOR_OVER_DENOMINATOR', measureIds: [share.id] }]);
  });

  it("all numbers equal to last period's are found, 5 and 5.0 too", async () => {
    await built.tell(people, [['a', '2024-01', '5']]);
    await built.tell(served, [
      ['a', '2024-01', '7'],
      ['a', '2024-02', '7'],
      ['a', '2024-03', '8'],
    ]);
    await built.tell(people, [
      ['a', '2024-02', '5.0'],
      ['a', '2024-03', '5'],
    ]);
    const found = (await built.check()).filter((one) => one.check === 'UNCHANGED');
    expect(found).toMatchObject([{ periodStart: '2024-02-01', outcome: 'VIOLATION', numbers: [{ value: '2' }] }]);
  });
});

describe('definitions', () => {
  it('a history does not run across a BREAK and is bridged by a factor', async () => {
    await built.tell(people, [...goldenHistory(), ['a', '2024-01', '200']]);
    const input = { unit: 'people', numberKind: 'COUNT', firstPeriod: '2024-01', reason: 'counted anew' } as const;
    const service = room.get(MeasuresService);
    const bridged = { ...input, comparability: 'BRIDGED', bridgeFactor: '2' } as const;
    await service.reviseMeasure(built.backbone, people.id, bridged);
    expect(await built.check()).toEqual([]);
    await built.tell(people, [['a', '2024-02', '201']]);
    await service.reviseMeasure(built.backbone, people.id, {
      ...input,
      firstPeriod: '2024-02',
      comparability: 'BREAK',
    });
    expect(await built.check()).toMatchObject([{ outcome: 'NOT_ENOUGH_HISTORY', periodStart: '2024-02-01' }]);
  });

  // Retiring takes effect from the day it is done on: an earlier day is set by hand.
  it('a retired category does not keep the others from being all of the parts', async () => {
    await room.query(`UPDATE category SET retired_at = '2023-06-01' WHERE coalition_id = $1 AND code = 'm'`, [
      built.coalition.id,
    ]);
    await built.tell(people, [
      ['a', '2024-01', '10'],
      ['a', '2024-01', '9', { sex: 'f' }],
    ]);
    expect(await built.violations()).toMatchObject([{ check: 'PARTS_AGAINST_TOTAL' }]);
  });
});
