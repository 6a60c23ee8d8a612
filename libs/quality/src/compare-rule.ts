import { codesOf, evaluate, parseExpression, rational, type Expression, type Rational } from '@keelson/measures';
import type { Verdict } from './finding.js';
import type { RuleOperator } from './quality-rule.entity.js';

const { compare, decimalOf } = rational;

type Comparison = Exclude<RuleOperator, 'COMPULSORY_PAIR' | 'EXCLUSIVE_PAIR'>;

const signs: Record<Comparison, string> = {
  EQUAL: '=',
  NOT_EQUAL: '≠',
  GREATER: '>',
  GREATER_OR_EQUAL: '≥',
  LESS: '<',
  LESS_OR_EQUAL: '≤',
};

const holds: Record<Comparison, (order: number) => boolean> = {
  EQUAL: (order) => order === 0,
  NOT_EQUAL: (order) => order !== 0,
  GREATER: (order) => order > 0,
  GREATER_OR_EQUAL: (order) => order >= 0,
  LESS: (order) => order < 0,
  LESS_OR_EQUAL: (order) => order <= 0,
};

/** A rule, read once for all organizations and periods. */
export interface ReadRule {
  left: Expression;
  operator: RuleOperator;
  right: Expression;
}

/** For expressions that were found sound when the rule was saved. */
export function readRule({ left, operator, right }: { left: string; operator: RuleOperator; right: string }): ReadRule {
  const read = (text: string) => {
    const parsed = parseExpression(text);
    if ('fault' in parsed) throw new Error(`A saved rule cannot be read: ${parsed.fault}`);
    return parsed.expression;
  };
  return { left: read(left), operator, right: read(right) };
}

export function isPair(operator: RuleOperator): operator is 'COMPULSORY_PAIR' | 'EXCLUSIVE_PAIR' {
  return operator === 'COMPULSORY_PAIR' || operator === 'EXCLUSIVE_PAIR';
}

/** Judges one organization's numbers of one period. A comparison with a missing side is NOT_EVALUATED; null: it holds. */
export function compareByRule(rule: ReadRule, numberOf: (code: string) => Rational | null): Verdict | null {
  const left = evaluate(rule.left, numberOf);
  const right = evaluate(rule.right, numberOf);
  const numbers = [
    { name: 'left', value: left && decimalOf(left) },
    { name: 'right', value: right && decimalOf(right) },
  ];
  const say = (outcome: Verdict['outcome'], sentence: string): Verdict => ({ outcome, numbers, sentence });
  if (rule.operator === 'COMPULSORY_PAIR') {
    if ((left === null) === (right === null)) return null;
    const side = left === null ? 'left' : 'right';
    return say('VIOLATION', `Both sides are reported or neither, but the ${side} one has no number.`);
  }
  if (rule.operator === 'EXCLUSIVE_PAIR') {
    if (left === null || right === null) return null;
    return say(
      'VIOLATION',
      `Only one side may have a number, but both do: ${numbers[0]!.value} and ${numbers[1]!.value}.`,
    );
  }
  if (left === null || right === null) return say('NOT_EVALUATED', `Not evaluated: ${whyMissing(rule, numberOf)}.`);
  if (holds[rule.operator](compare(left, right))) return null;
  const [a, b] = numbers.map(({ value }) => value);
  return say('VIOLATION', `${a} should be ${signs[rule.operator]} ${b}.`);
}

function whyMissing({ left, right }: ReadRule, numberOf: (code: string) => Rational | null): string {
  const codes = new Set([...codesOf(left), ...codesOf(right)]);
  const missing = [...codes].filter((code) => numberOf(code) === null);
  if (missing.length === 0) return 'it would divide by zero';
  return `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no number`;
}
