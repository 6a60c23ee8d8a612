import { rational } from '@keelson/measures';
import { compareByRule, readRule } from './compare-rule.js';
import type { RuleOperator } from './quality-rule.entity.js';

const judge = (left: string, operator: RuleOperator, right: string, numbers: Record<string, string> = {}) =>
  compareByRule(readRule({ left, operator, right }), (code) =>
    numbers[code] === undefined ? null : rational.rationalOf(numbers[code]),
  );
const outcome = (...of: Parameters<typeof judge>) => judge(...of)?.outcome ?? 'HOLDS';

describe('a rule', () => {
  it.each([
    ['EQUAL', 'VIOLATION', 'HOLDS', 'VIOLATION'],
    ['NOT_EQUAL', 'HOLDS', 'VIOLATION', 'HOLDS'],
    ['GREATER', 'VIOLATION', 'VIOLATION', 'HOLDS'],
    ['GREATER_OR_EQUAL', 'VIOLATION', 'HOLDS', 'HOLDS'],
    ['LESS', 'HOLDS', 'VIOLATION', 'VIOLATION'],
    ['LESS_OR_EQUAL', 'HOLDS', 'HOLDS', 'VIOLATION'],
  ] as const)('%s: of a smaller, an equal and a larger left side', (operator, smaller, equal, larger) => {
    const of = (a: string) => outcome('a', operator, 'b', { a, b: '2.0' });
    expect([of('1'), of('2'), of('3')]).toEqual([smaller, equal, larger]);
  });

  it('compares exactly: 0.1 + 0.2 = 0.3, and a third times three is one', () => {
    expect(outcome('a + b', 'EQUAL', 'c', { a: '0.1', b: '0.2', c: '0.3' })).toBe('HOLDS');
    expect(outcome('a / 3 * 3', 'EQUAL', 'a', { a: '1' })).toBe('HOLDS');
  });

  it('with a missing side is not evaluated, and says so', () => {
    const verdict = judge('a + b', 'LESS', 'c + d', { a: '1', d: '1' });
    expect(verdict).toMatchObject({ outcome: 'NOT_EVALUATED', sentence: 'Not evaluated: b, c have no number.' });
    expect(verdict?.numbers).toEqual([
      { name: 'left', value: null },
      { name: 'right', value: null },
    ]);
    expect(judge('a / b', 'LESS', '1', { a: '1', b: '0' })).toMatchObject({
      outcome: 'NOT_EVALUATED',
      sentence: 'Not evaluated: it would divide by zero.',
    });
  });

  it('COMPULSORY_PAIR is violated when exactly one side has a number; zero is a number', () => {
    expect(outcome('a', 'COMPULSORY_PAIR', 'b', { a: '0' })).toBe('VIOLATION');
    expect(outcome('a', 'COMPULSORY_PAIR', 'b', { b: '0' })).toBe('VIOLATION');
    expect(outcome('a', 'COMPULSORY_PAIR', 'b', { a: '0', b: '1' })).toBe('HOLDS');
    expect(outcome('a', 'COMPULSORY_PAIR', 'b')).toBe('HOLDS');
  });

  it('EXCLUSIVE_PAIR is violated when both sides have a number', () => {
    expect(outcome('a', 'EXCLUSIVE_PAIR', 'b', { a: '0', b: '0' })).toBe('VIOLATION');
    expect(outcome('a', 'EXCLUSIVE_PAIR', 'b', { a: '0' })).toBe('HOLDS');
    expect(outcome('a', 'EXCLUSIVE_PAIR', 'b')).toBe('HOLDS');
  });
});
