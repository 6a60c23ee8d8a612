import { codesOf, evaluate, type Expression } from './expression.js';
import { parseExpression } from './parse-expression.js';
import { decimalOf, rationalOf } from './rational.js';

const numbers: Record<string, string> = {
  a: '1',
  b: '2',
  'road-deaths': '7',
  'hiv.tested': '0.1',
  '5to9': '9',
  z: '0',
  sum: '3',
};

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('fault' in result) throw new Error(result.fault);
  return result.expression;
}

const valueOf = (text: string) => {
  const value = evaluate(parsed(text), (code) => (numbers[code] ? rationalOf(numbers[code]) : null));
  return value && decimalOf(value, 12);
};
const faultOf = (text: string) => {
  const result = parseExpression(text);
  return 'fault' in result ? result.fault : null;
};

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['24 / 4 / 2', '3'],
    ['-a + -(b - 5)', '2'],
    ['0.1 + 0.2', '0.3'],
    ['a / 3 * 3', '1'],
    ['[road-deaths]-a', '6'],
    ['hiv.tested * 10', '1'],
    ['[5to9]', '9'],
    ['\n b\t*( b )', '4'],
    ['sum(a, b, 3.5)', '6.5'],
    ['min(b, a) - MAX(a, b, 7)', '-6'],
    ['if(a < b, 10, 20) + if(a >= b, 10, 20)', '30'],
    ['if(a = 1, if(b != 2, 1, 2), 3)', '2'],
    ['if(z > 0, a / z, 0)', '0'],
    ['[sum] + sum * 2', '9'],
  ])('%s is %s', (text, value) => expect(valueOf(text)).toBe(value));

  it('has no number while an operand has none, or where it divides by zero', () => {
    expect(valueOf('a + unknown')).toBeNull();
    expect(valueOf('unknown * 0')).toBeNull();
    expect(valueOf('a / z')).toBeNull();
    expect(valueOf('a / (b - 2)')).toBeNull();
    expect(valueOf('if(z = 0, a / z, 0)')).toBeNull();
    expect(valueOf('if(a / z > 0, 1, 0)')).toBeNull();
    expect(valueOf('max(a, unknown)')).toBeNull();
    expect(valueOf('if(a > 0, a, unknown)')).toBeNull();
  });

  it('names each measure once', () =>
    expect(codesOf(parsed('a + b * (a - [road-deaths])'))).toEqual(['a', 'b', 'road-deaths']));

  it.each([
    ['', 'names a number or a measure'],
    ['  ', 'names a number or a measure'],
    ['1 +', 'ends where'],
    ['(a', 'not closed'],
    ['a)', 'At character 2, an operator is expected instead of ")"'],
    ['a b', 'At character 3, an operator is expected instead of "b"'],
    ['* a', 'At character 1, a number or a measure is expected'],
    ['a % 2', 'At character 3, "%" is not understood'],
    ['a; drop table', '";" is not understood'],
    ['a["b"]', 'is not understood'],
    ['sqrt(a)', 'At character 1, there is no function "sqrt": only sum, min, max and if'],
    ['a + constructor(a)', 'At character 5, there is no function "constructor"'],
    ['[sum](a)', 'an operator is expected instead of "("'],
    ['sum()', 'a number or a measure is expected instead of ")"'],
    ['sum(a, b', 'of sum(…) is not closed'],
    ['min(a b)', 'At character 7, "b" stands where min(…) is to go on or be closed'],
    ['a > b', 'At character 3, ">" compares: that stands only first in if'],
    ['if(a, 1, 2)', 'compares two numbers by < <= > >= = !='],
    ['if(a > b, 1)', 'if has three parts'],
    ['if(a > b, 1, 2, 3)', 'At character 15, "," stands'],
    ['if(a > b > 1, 1, 2)', 'if has three parts'],
    ['a / sum(0, 0)', 'divides by zero'],
    ['a / if(1 > 2, 1, 0)', 'divides by zero'],
    ['007', 'a number or a measure is expected instead of "007"'],
    ['1e9', 'an operator is expected'],
    ['a / 0', 'divides by zero'],
    ['a / (2 - 2.0)', 'divides by zero'],
    ['1'.repeat(25), 'a number or a measure is expected'],
    ['('.repeat(100_000), 'at most 500 characters; this one has 100000'],
    [`${'('.repeat(21)}a${')'.repeat(21)}`, 'at most 20 deep'],
    [`${'-'.repeat(21)}a`, 'at most 20 deep'],
    [`${'max('.repeat(21)}a${')'.repeat(21)}`, 'at most 20 deep'],
    [Array.from({ length: 51 }, () => 'a').join('+'), 'at most 50'],
  ])('is refused: %.30s', (text, message) => expect(faultOf(text)).toContain(message));

  it('takes parentheses 20 deep and 50 operands', () => {
    expect(valueOf(`${'('.repeat(20)}b${')'.repeat(20)}`)).toBe('2');
    expect(valueOf(Array.from({ length: 50 }, () => 'a').join('+'))).toBe('50');
  });
});
