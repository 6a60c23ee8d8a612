import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { DimensionsService, MeasuresModule, MeasuresService, type MeasureRevision, type NewMeasure } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let service: MeasuresService;
let ids: Map<string, string>;
beforeAll(async () => {
  room = await openRoom(MeasuresModule);
  service = room.get(MeasuresService);
});
afterAll(() => room.close());

const reported = (code: string, rest: Partial<NewMeasure> = {}): NewMeasure => ({
  ...{ code, name: code, unit: 'people', numberKind: 'COUNT', direction: 'INCREASE', frequency: 'MONTH' },
  ...rest,
});
const calculated = (expression: string, rest: Partial<NewMeasure> = {}): NewMeasure => {
  return { ...reported('rate', { unit: 'percent', numberKind: 'CALCULATED', expression }), ...rest };
};
const revision = (
  expression: string,
  firstPeriod = '2024-01',
  rest: Partial<MeasureRevision> = {},
): MeasureRevision => ({
  ...{ unit: 'percent', numberKind: 'CALCULATED', expression, firstPeriod, comparability: 'COMPARABLE', reason: 'So' },
  ...rest,
});
const create = async (...measures: NewMeasure[]) => {
  const made = await service.createMeasures(built.backbone, built.coalition.id, measures);
  for (const { code, id } of made) ids.set(code, id);
  return made;
};
const revise = (code: string, ...how: Parameters<typeof revision>) =>
  service.reviseMeasure(built.backbone, ids.get(code)!, revision(...how));
const count = async (table: string) => {
  const [row] = await room.query(`SELECT count(*)::int AS n FROM ${table} WHERE coalition_id = $1`, [
    built.coalition.id,
  ]);
  return row!['n'];
};

beforeEach(async () => {
  built = await buildCoalition(room);
  ids = new Map();
  const dimension = { code: 'sex', name: 'Sex', categories: [{ code: 'f', name: 'F' }] };
  await room.get(DimensionsService).createDimensions(built.backbone, built.coalition.id, [dimension]);
  await create(
    reported('passed'),
    reported('enrolled'),
    reported('yearly', { frequency: 'YEAR' }),
    reported('old'),
    reported('road-deaths'),
  );
  await service.retireMeasure(built.backbone, ids.get('old')!, 'Nobody counts it');
});

it('keeps its expression and its operands in their order, with what missing numbers count as', async () => {
  const [rate] = await create(
    calculated(' 100 * passed / (enrolled - [road-deaths]) ', {
      operands: [{ measure: 'road-deaths', treatMissingAs: 'ZERO' }],
    }),
  );
  expect(rate).toMatchObject({ calculated: true });
  const [version] = await service.loadVersions(built.backbone, [rate!.id]);
  expect(version).toMatchObject({
    expression: '100 * passed / (enrolled - [road-deaths])',
    numberKind: 'CALCULATED',
    unit: 'percent',
  });
  expect(await service.loadOperands(built.backbone, [version!.id])).toMatchObject([
    { position: 1, operandId: ids.get('passed'), treatMissingAs: null },
    { position: 2, operandId: ids.get('enrolled'), treatMissingAs: null },
    { position: 3, operandId: ids.get('road-deaths'), treatMissingAs: 'ZERO' },
  ]);
  expect(await service.loadOperands(built.stranger, [version!.id])).toEqual([]);
});

describe('is refused, and nothing is kept,', () => {
  it.each<[string, Partial<NewMeasure>, string, string, string]>([
    ['without an expression', { expression: null }, 'REQUIRED', 'expression', 'Say how it is calculated'],
    ['with an empty one', { expression: '  ' }, 'REQUIRED', 'expression', 'Say how it is calculated'],
    ['without a measure in it', { expression: '1 + 1' }, 'REQUIRED', 'expression', 'names at least one measure'],
    ['that cannot be read', { expression: 'passed +' }, 'INVALID', 'expression', 'ends where a number or a measure'],
    [
      'with properties',
      { expression: 'passed["x"]' },
      'INVALID',
      'expression',
      'At character 7, "[" is not understood',
    ],
    ['with another function', { expression: 'eval(passed)' }, 'INVALID', 'expression', 'there is no function "eval"'],
    ['dividing by zero', { expression: 'passed / (2 - 2)' }, 'INVALID', 'expression', 'divides by zero'],
    ['100 kB of parentheses', { expression: '('.repeat(100_000) }, 'TOO_LONG', 'expression', 'has 100000'],
    ['naming itself', { expression: 'rate + passed' }, 'CYCLE', 'expression', 'cannot be calculated from itself'],
    ['naming nobody', { expression: 'passed / nobody' }, 'UNKNOWN_MEASURE', 'expression', 'no measure "nobody"'],
    ['naming a retired one', { expression: 'passed / old' }, 'INVALID_STATE', 'expression', '"old" is retired'],
    ['monthly from yearly', { expression: 'passed / yearly' }, 'WRONG_KIND', 'expression', 'reported by YEAR'],
    ['with a time rule', { timeRule: 'LAST' }, 'WRONG_KIND', 'timeRule', 'leave "timeRule" out'],
    ['with a partner rule', { partnerRule: 'SUM' }, 'WRONG_KIND', 'partnerRule', 'leave "partnerRule" out'],
    ['with an overlap', { overlap: 'POSSIBLE' }, 'WRONG_KIND', 'overlap', 'leave "overlap" out'],
    ['with a factor', { factor: 100 }, 'INVALID', 'factor', 'Only a RATIO'],
    [
      'treating what it does not name',
      { operands: [{ measure: 'old' }] },
      'NOT_FOUND',
      'operands.0.measure',
      'does not name "old"',
    ],
    [
      'treating one twice',
      { operands: [{ measure: 'passed' }, { measure: 'passed' }] },
      'DUPLICATE',
      'operands.1.measure',
      'stands twice',
    ],
    [
      'with parts that add up',
      { breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
      'WRONG_KIND',
      'breakdowns.0.additive',
      'not added up',
    ],
    [
      'by what an operand has not',
      { breakdowns: [{ dimensionCodes: ['sex'], additive: false }] },
      'UNDECLARED_BREAKDOWN',
      'breakdowns.0.dimensionCodes',
      '"passed" is not broken down by sex',
    ],
    ['an expression of what is reported', { numberKind: 'COUNT' }, 'WRONG_KIND', 'expression', 'Only a CALCULATED'],
  ])('%s', async (_, changes, code, field, message) => {
    const kept = await count('measure');
    const refused = create(calculated('100 * passed / 2', changes));
    const problem = { code, field: ['measures', '0', ...field.split('.')], message: expect.stringContaining(message) };
    await expect(refused).rejects.toMatchObject({ problems: expect.arrayContaining([problem]) });
    expect([await count('measure'), await count('calculation')]).toEqual([kept, 0]);
  });

  it("naming another coalition's measure, which looks absent", async () => {
    const ours = built;
    built = await buildCoalition(room);
    await create(reported('theirs'));
    const theirs = built;
    built = ours;
    await expect(create(calculated('theirs + 1'))).rejects.toMatchObject({ problems: [{ code: 'UNKNOWN_MEASURE' }] });
    expect(theirs.coalition.id).not.toBe(ours.coalition.id);
  });

  it('when calculated measures of one list lead back to themselves', async () => {
    const refused = create(calculated('second + passed'), calculated('rate / 2', { code: 'second' }));
    const message = '"rate" would be calculated from itself: rate → second → rate.';
    await expect(refused).rejects.toMatchObject({
      problems: [
        { code: 'CYCLE', field: ['measures', '0', 'expression'], message },
        { code: 'CYCLE', field: ['measures', '1', 'expression'] },
      ],
    });
  });

  it('when a revision closes a cycle through others', async () => {
    await create(
      calculated('passed * 2'),
      calculated('rate / 2', { code: 'second' }),
      calculated('second + 1', { code: 'third' }),
    );
    const message = '"rate" would be calculated from itself: rate → third → second → rate.';
    await expect(revise('rate', 'third + passed')).rejects.toMatchObject({
      problems: [{ code: 'CYCLE', field: ['expression'], message }],
    });
    expect(await service.loadVersions(built.backbone, [ids.get('rate')!])).toHaveLength(1);
  });

  it('when two that are saved at once would close one', async () => {
    await create(calculated('passed * 2'), calculated('passed / 2', { code: 'second' }));
    const both = await Promise.allSettled([revise('rate', 'second + passed'), revise('second', 'rate + passed')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('when it would have too many steps with its operands put in place, also by a later revision of those', async () => {
    const many = (code: string, n: number) => Array.from({ length: n }, () => code).join('+');
    await create(calculated(many('passed', 25), { code: 'wide' }), calculated(many('wide', 5)));
    const tooMany = { problems: [{ code: 'TOO_MANY', field: ['expression'] }] };
    await expect(revise('rate', many('wide', 20))).rejects.toMatchObject(tooMany);
    await revise('rate', many('wide', 9), '2024-02');
    await expect(revise('wide', many('passed', 50))).rejects.toMatchObject(tooMany);
    expect(await service.loadVersions(built.backbone, [ids.get('wide')!])).toHaveLength(1);
  });

  it('when it turns from reported to calculated or back', async () => {
    await create(calculated('passed * 2'));
    const wrong = { problems: [{ code: 'WRONG_KIND', field: ['numberKind'] }] };
    await expect(revise('passed', 'enrolled * 2')).rejects.toMatchObject(wrong);
    await expect(revise('rate', '', '2024-01', { numberKind: 'COUNT', expression: null })).rejects.toMatchObject(wrong);
  });
});

it('holds what it is calculated from in use, until it is revised or retired', async () => {
  await create(calculated('passed / enrolled'));
  const retire = (code: string) => service.retireMeasure(built.backbone, ids.get(code)!, 'No more');
  const message = '"rate" is calculated from "enrolled": revise or retire it first.';
  await expect(retire('enrolled')).rejects.toMatchObject({ rule: 'measure.operand', message, field: ['id'] });
  await revise('rate', 'passed / 2');
  expect(await retire('enrolled')).toMatchObject({ retiredAt: expect.any(Date) });
  await retire('rate');
  expect(await retire('passed')).toMatchObject({ retiredAt: expect.any(Date) });
});

it('is calculated anew from each day on which another definition governs, and less comparable with the least of them', async () => {
  await create(calculated('passed / enrolled'), calculated('rate * 2', { code: 'second' }));
  await service.reviseMeasure(built.backbone, ids.get('enrolled')!, {
    ...{ unit: 'people', numberKind: 'COUNT', firstPeriod: '2022-01', comparability: 'BREAK', reason: 'So' },
  });
  await revise('rate', '100 * passed / enrolled', '2023-01', { comparability: 'BRIDGED', bridgeFactor: '100' });
  const text = `SELECT from_date::text AS "from", comparability, array_to_string(steps, ' ') AS steps FROM calculation
                 WHERE measure_id = $1 ORDER BY from_date NULLS FIRST`;
  expect(await room.query(text, [ids.get('second')])).toEqual([
    { from: null, comparability: 'COMPARABLE', steps: '#1 #2 / 2 *' },
    { from: '2022-01-01', comparability: 'BREAK', steps: '#1 #2 / 2 *' },
    { from: '2023-01-01', comparability: 'BREAK', steps: '100 #1 * #2 / 2 *' },
  ]);
});
