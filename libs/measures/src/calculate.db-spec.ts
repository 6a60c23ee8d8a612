import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { evaluate } from './expression.js';
import { MeasuresModule } from './index.js';
import { parseExpression } from './parse-expression.js';
import { decimalOf, divide, rationalOf, zero, type Rational } from './rational.js';
import { resolveCalculations, type DependedVersion } from './resolve-calculations.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(MeasuresModule);
});
afterAll(() => room.close());

/** An operand as the database gets it; null: it has no number. */
type Operand = { above: string; below: string } | 'UNRESOLVED' | null;
interface Calculated {
  value: string | null;
  is_unresolved: boolean;
}

const stepsOf = (expression: string, optional: string[]) => {
  const codes = [...new Set(expression.match(/[a-h](?![a-z])/g))];
  const operands = codes.map((code) => {
    return { code, operandId: code, treatMissingAs: optional.includes(code) ? ('ZERO' as const) : null };
  });
  const version = { firstPeriodStart: null, comparability: 'COMPARABLE', expression: null, operands: [] } as const;
  const versions: DependedVersion[] = [
    ...codes.map((code) => ({ ...version, measureId: code, operands: [] })),
    { ...version, measureId: 'x', expression, operands },
  ];
  return resolveCalculations(versions).get('x')![0]!;
};

/** By the function that figures and reports use. */
async function calculate(cases: { expression: string; operands: Record<string, Operand>; optional?: string[] }[]) {
  const rows = cases.map(({ expression, operands, optional = [] }, i) => {
    const { steps, operands: places } = stepsOf(expression, optional);
    const told = places.map(({ operandId }) => operands[operandId] ?? null);
    const fraction = (one: Operand) => (one === 'UNRESOLVED' || one === null ? null : one);
    return {
      ...{ i, steps, above: told.map((one) => fraction(one)?.above ?? null) },
      ...{
        below: told.map((one) => fraction(one)?.below ?? null),
        unresolved: told.map((one) => one === 'UNRESOLVED'),
      },
    };
  });
  const text = `SELECT r.value::text, r.is_unresolved
    FROM jsonb_to_recordset($1::jsonb) AS t (i int, steps text[], above numeric[], below numeric[], unresolved boolean[])
   CROSS JOIN LATERAL calculate(t.steps, t.above, t.below, t.unresolved) AS r ORDER BY t.i`;
  return (await room.query(text, [JSON.stringify(rows)])) as unknown as Calculated[];
}

/** Always the same numbers, so that a failure can be looked at again. */
let seed = 20_240_101;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const oneOf = <T>(...list: T[]): T => list[random(list.length)]!;

function randomExpression(depth: number): string {
  const next = () => randomExpression(depth - 1);
  if (depth === 0) return oneOf('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '0.000001', '3', '7.25', '0');
  switch (random(9)) {
    case 0:
      return `-${next()}`;
    case 1:
      return `${oneOf('sum', 'min', 'max')}(${next()}, ${next()}, ${next()})`;
    case 2:
      return `if(${next()} ${oneOf('<', '<=', '>', '>=', '=', '!=')} ${next()}, ${next()}, ${next()})`;
    default:
      return `(${next()} ${oneOf('+', '-', '*', '/', '/')} ${next()})`;
  }
}

const randomNumber = () =>
  `${oneOf('', '', '-')}${oneOf('0', '1', '2', '999999999999999999999999', String(random(1_000_000)))}${oneOf('', '.5', '.000000000001', `.${random(1000)}`)}`;
const randomOperand = (): Operand => {
  const kind = random(24);
  if (kind === 0) return null;
  if (kind > 12) return { above: randomNumber(), below: '1' };
  return { above: randomNumber(), below: `${1 + random(1_000_000)}${oneOf('', '.25')}` };
};

it('gives the same number as exact fractions, for 3,000 random expressions', async () => {
  const cases = Array.from({ length: 6_000 }, () => {
    const operands = Object.fromEntries([...'abcdefgh'].map((code) => [code, randomOperand()]));
    return {
      expression: randomExpression(1 + random(4)),
      operands,
      optional: [...'abcdefgh'].filter(() => random(3) === 0),
    };
  })
    .filter(({ expression }) => 'expression' in parseExpression(expression) && /[a-h](?![a-z])/.test(expression))
    .slice(0, 3_000);
  expect(cases).toHaveLength(3_000);
  const results = await calculate(cases);
  const expected = cases.map(({ expression, operands, optional }) => {
    const parsed = parseExpression(expression);
    const numberOf = (code: string): Rational | null => {
      const operand = operands[code] as { above: string; below: string } | null;
      if (operand) return divide(rationalOf(operand.above), rationalOf(operand.below));
      return optional.includes(code) ? zero : null;
    };
    const value = 'expression' in parsed ? evaluate(parsed.expression, numberOf) : null;
    return { expression, value: value && decimalOf(value) };
  });
  expect(cases.map(({ expression }, i) => ({ expression, value: results[i]!.value }))).toEqual(expected);
  const numbers = expected.filter(({ value }) => value !== null).length;
  expect(numbers).toBeGreaterThan(1_000);
  expect(numbers).toBeLessThan(2_900);
}, 60_000);

const whole = (above: string): Operand => ({ above, below: '1' });
describe('a calculation', () => {
  it.each([
    ['a third taken three times is 1', 'a / 3 * 3', { a: whole('1') }, '1'],
    ['it is rounded half away from zero', 'a / b', { a: whole('-1'), b: whole('2000000') }, '-0.000001'],
    ['just below a half it is rounded down', 'a / b', { a: whole('1'), b: whole('2000001') }, '0'],
    ['a ratio enters before its rounding', 'a * 3', { a: { above: '100', below: '3' } }, '100'],
    ['24 digits stay whole', 'a * a - a * a + 1', { a: whole('999999999999999999999999.999999999999') }, '1'],
    ['no number where it divides by zero', 'a / b', { a: whole('1'), b: whole('0') }, null],
    ['nor where it compares what does', 'if(a / b > 1, 1, 2)', { a: whole('1'), b: whole('0') }, null],
    ['but the branch that is not taken may', 'if(b > 0, a / b, -1)', { a: whole('1'), b: whole('0') }, '-1'],
    ['no number without an operand', 'a + b', { a: whole('1') }, null],
    ['not even where it does not matter', 'if(a > 0, a, b)', { a: whole('1') }, null],
  ])('%s', async (_, expression, operands, value) => {
    expect(await calculate([{ expression, operands }])).toEqual([{ value, is_unresolved: false }]);
  });

  it('takes zero for what is missing, never for an overlap that is not resolved', async () => {
    const optional = ['b'];
    expect(await calculate([{ expression: 'a + b', operands: { a: whole('1') }, optional }])).toEqual([
      { value: '1', is_unresolved: false },
    ]);
    expect(await calculate([{ expression: 'a + b', operands: { a: whole('1'), b: 'UNRESOLVED' }, optional }])).toEqual([
      { value: null, is_unresolved: true },
    ]);
  });

  it('of as many steps as there may be is exact and does not overflow', async () => {
    const expression = Array.from({ length: 50 }, () => 'a').join('*');
    const a = { above: '999999999999999999999999.999999999999', below: '7.000000000001' };
    const parsed = parseExpression(expression);
    const value =
      'expression' in parsed && evaluate(parsed.expression, () => divide(rationalOf(a.above), rationalOf(a.below)));
    expect(await calculate([{ expression, operands: { a } }])).toEqual([
      { value: decimalOf(value as Rational), is_unresolved: false },
    ]);
    const steps = ['#1', ...Array.from({ length: 249 }, () => ['#1', '*']).flat()];
    const [row] = await room.query('SELECT scale(value) <= 6 AS fits FROM calculate($1, $2, $3, $4)', [
      ...[steps, [`${'9'.repeat(46)}.${'9'.repeat(20)}`], [`${'7'.repeat(46)}.${'3'.repeat(20)}`], [false]],
    ]);
    expect(row).toEqual({ fits: true });
  });
});
