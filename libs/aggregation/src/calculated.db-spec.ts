import { MeasureGoalsService, operandsOf } from '@keelson/measures';
import { Database } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { calculated, reported, tellMeasures, type TellArguments } from '../testing/index.js';
import { AggregationModule, GapsService, OverlapService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

const tell = (...measures: TellArguments) => tellMeasures(room, ...measures);

const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
const bySex = (additive: boolean) => ({ breakdowns: [{ dimensionCodes: ['sex'], additive }] });

describe('a calculated figure', () => {
  it('aggregates its operands first, over time and partners, and evaluates last: 1/2 and 99/100 give 98.0392…', async () => {
    const monthly = { frequency: 'MONTH' } as const;
    const { figures } = await tell(
      [reported('passed', monthly), reported('enrolled', monthly), calculated('100 * passed / enrolled', monthly)],
      {
        ...{
          passed: [
            ['a', '2024-01', '1'],
            ['b', '2024-02', '99'],
          ],
        },
        ...{
          enrolled: [
            ['a', '2024-01', '2'],
            ['b', '2024-02', '100'],
          ],
        },
      },
    );
    expect(await figures('2024-Q1', '2024-Q1', 'QUARTER')).toMatchObject([
      { value: '98.039216', numerator: null, low: null, organizationsReported: 2, cellsReported: 2, cellsExpected: 12 },
    ]);
    expect((await figures('2024-01', '2024-03', 'MONTH')).map(({ value }) => value)).toEqual(['50', '99', null]);
  });

  it('takes each operand by its own rules, a RATIO by its ratio before rounding', async () => {
    const { figures } = await tell(
      [
        reported('share', ratio),
        reported('stock', { frequency: 'MONTH', timeRule: 'LAST' }),
        reported('mean', { partnerRule: 'AVERAGE' }),
        reported('largest', { partnerRule: 'MAX' }),
        reported('middle', { partnerRule: 'MEDIAN' }),
        calculated('3 * share + 1000 * stock + 3 * mean + largest + middle / 2'),
      ],
      {
        ...{
          share: [
            ['a', '2024', '1/2'],
            ['b', '2024', '0/1'],
          ],
        }, // 33.33…
        ...{
          stock: [
            ['a', '2024-01', '9'],
            ['a', '2024-03', '2'],
            ['b', '2024-01', '1'],
          ],
        }, // 3
        ...{
          mean: [
            ['a', '2024', '1'],
            ['b', '2024', '2'],
            ['c', '2024', '2'],
          ],
        }, // 1.66…
        ...{
          largest: [
            ['a', '2024', '10'],
            ['b', '2024', '70'],
          ],
        }, // 70
        ...{
          middle: [
            ['a', '2024', '1'],
            ['b', '2024', '2'],
          ],
        }, // 1.5
      },
    );
    expect(await figures()).toMatchObject([{ value: '3175.75' }]);
  });

  it('has no number without an operand, unless that counts as zero: zero is a number, missing is not', async () => {
    const { figures } = await tell(
      [
        ...[reported('x'), reported('y'), calculated('x - y', { code: 'strict' })],
        calculated('x - y', { code: 'lenient', operands: [{ measure: 'y', treatMissingAs: 'ZERO' }] }),
      ],
      {
        x: [
          ['a', '2023', '5'],
          ['a', '2024', '5'],
        ],
        y: [
          ['a', '2023', '0'],
          ['a', '2024', 'NOT_COLLECTED'],
        ],
      },
    );
    const all = await figures('2022', '2024', 'YEAR', ['strict', 'lenient']);
    expect(all.map(({ period, value, status }) => [period, value, status])).toEqual([
      ...[
        ['2022', null, 'NO_DATA'],
        ['2023', '5', null],
        ['2024', '5', null],
      ],
      ...[
        ['2022', null, 'NO_DATA'],
        ['2023', '5', null],
        ['2024', null, 'NO_DATA'],
      ],
    ]);
  });

  it('has no number where it divides by zero', async () => {
    const { figures } = await tell([reported('x'), reported('y'), calculated('x / y')], {
      ...{ x: [['a', '2024', '5']], y: [['a', '2024', '0']] },
    });
    expect(await figures()).toMatchObject([{ value: null, status: 'NO_DATA', organizationsReported: 1 }]);
  });

  it('is UNRESOLVED with an operand, even one whose missing numbers are zero, and tells no interval', async () => {
    const { built, id, figures } = await tell(
      [
        reported('people', { overlap: 'POSSIBLE' }),
        calculated('people * 2', { operands: [{ measure: 'people', treatMissingAs: 'ZERO' }] }),
      ],
      {
        people: [
          ['a', '2024', '50'],
          ['b', '2024', '75'],
        ],
      },
    );
    expect(await figures()).toMatchObject([{ value: null, low: null, high: null, status: 'UNRESOLVED' }]);
    const span = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' } as const;
    const signed = { signedBy: 'Ada Obi', signedOn: '2025-02-01', source: 'Lists' };
    const resolve = (measureId: string) =>
      room
        .get(OverlapService)
        .resolveOverlap(built.backbone, { measureId, ...span, method: 'RATE', rate: '0.5', ...signed });
    await expect(resolve(id('figure'))).rejects.toMatchObject({
      problems: [{ code: 'WRONG_KIND', field: ['measureId'] }],
    });
    await resolve(id('people'));
    expect(await figures()).toMatchObject([{ value: '200', status: null }]);
  });

  it('has a part where its breakdown is declared and all operands have that cell', async () => {
    const { built, id, figures } = await tell(
      [reported('x', bySex(true)), reported('y', bySex(false)), calculated('100 * x / y', bySex(false))],
      {
        ...{
          x: [
            ['a', '2024', '3', { sex: 'f' }],
            ['a', '2024', '5', { sex: 'm' }],
          ],
        },
        ...{
          y: [
            ['a', '2024', '20'],
            ['a', '2024', '12', { sex: 'f' }],
          ],
        },
      },
    );
    const all = (await figures()).map(({ cell, value, derived }) => [cell['sex'] ?? '', value, derived]);
    expect(all).toEqual([
      ['f', '25', false],
      ['', '40', true],
    ]);
    const gaps = await room
      .get(GapsService)
      .gaps(built.backbone, { measureId: id('figure'), period: '2024', dimension: 'sex' });
    expect(gaps).toMatchObject({
      total: '40',
      best: 'f',
      missing: 1,
      groups: [{ value: '25' }, { value: null, missing: 'NO_DATA' }],
    });
  });

  it('counts an absent cell as zero where its operand says so', async () => {
    const zero = { operands: [{ measure: 'y', treatMissingAs: 'ZERO' as const }] };
    const { figures } = await tell(
      [reported('x', bySex(false)), reported('y'), calculated('x - y', { ...bySex(false), ...zero })],
      {
        ...{
          x: [
            ['a', '2024', '20'],
            ['a', '2024', '12', { sex: 'f' }],
          ],
          y: [['a', '2024', '4']],
        },
      },
    );
    expect((await figures()).map(({ value }) => value)).toEqual(['12', '16']);
  });

  it('is calculated through calculated measures, rounded once, and only what was asked for is told', async () => {
    const { built, id, figures } = await tell(
      [
        ...[reported('x'), reported('y'), calculated('x / 3', { code: 'third' })],
        calculated('third * 3 + lenient', { operands: [{ measure: 'lenient', treatMissingAs: 'ZERO' }] }),
        calculated('x / y', { code: 'lenient' }),
      ],
      { x: [['a', '2024', '1']] },
    );
    expect(await figures()).toMatchObject([{ measureId: id('figure'), value: '1' }]);
    expect((await figures('2024', '2024', 'YEAR', ['x', 'third', 'figure'])).map(({ value }) => value)).toEqual([
      ...['1', '0.333333', '1'],
    ]);
    const operands = await room
      .get(Database)
      .read(built.backbone, (manager) => operandsOf(manager, built.coalition.id, [id('figure'), id('x')]));
    expect(operands.get(id('figure'))).toEqual(new Set([id('x'), id('y')]));
    expect(operands.get(id('x'))).toEqual(new Set([id('x')]));
  });

  it('has the coverage of the operand that is covered least', async () => {
    const { figures } = await tell([reported('x'), reported('y'), calculated('x + y')], {
      ...{
        x: [
          ['a', '2024', '1'],
          ['b', '2024', '1'],
          ['c', '2024', '1'],
        ],
        y: [
          ['a', '2024', '1'],
          ['b', '2024', 'DECLINED'],
        ],
      },
    });
    expect(await figures()).toMatchObject([
      {
        ...{ value: '4', organizationsReported: 1, organizationsExpected: 4, cellsReported: 1, cellsExpected: 4 },
        nonValues: { DECLINED: 1, MISSING: 2 },
      },
    ]);
  });

  it('has target, baseline, progress and status as others have', async () => {
    const { built, id, figures } = await tell([reported('x'), calculated('x / 2')], { x: [['a', '2024', '50']] });
    const goals = room.get(MeasureGoalsService);
    await goals.setBaseline(built.backbone, id('figure'), { period: '2020', value: '10' });
    await goals.setTargets(built.backbone, id('figure'), [{ period: '2024', value: '30' }]);
    expect(await figures()).toMatchObject([
      { value: '25', progress: '0.750000', status: 'BEHIND', target: '30', baseline: '10' },
    ]);
    const assign = goals.assignMeasure(built.backbone, id('figure'), []);
    await expect(assign).rejects.toMatchObject({ problems: [{ code: 'WRONG_KIND', field: ['measureId'] }] });
  });
});
