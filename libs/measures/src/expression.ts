import { add, compare, divide, largest, multiply, negate, smallest, subtract, type Rational } from './rational.js';

/**
 * Arithmetic over measures' codes: numbers, `+ - * /`, parentheses, `sum`, `min`, `max` and `if` with a comparison, and
 * nothing else: no other functions, no properties, no text. Evaluated exactly.
 */
export type Expression =
  | { kind: 'number'; value: Rational }
  | { kind: 'measure'; code: string }
  | { kind: 'negation'; of: Expression }
  | { kind: Operation; left: Expression; right: Expression }
  | { kind: Gathering; of: Expression[] }
  | { kind: 'if'; condition: Comparison; then: Expression; otherwise: Expression };
export interface Comparison {
  sign: ComparisonSign;
  left: Expression;
  right: Expression;
}
export type Operation = '+' | '-' | '*' | '/';
export const gatherings = ['sum', 'min', 'max'] as const;
export type Gathering = (typeof gatherings)[number];
export const comparisonSigns = ['<', '<=', '>', '>=', '=', '!='] as const;
export type ComparisonSign = (typeof comparisonSigns)[number];

/** Nobody reads a longer one; each bounds the work of whoever evaluates it for thousands of cells. */
export const expressionLimits = { characters: 500, depth: 20, operands: 50 };

/** What an expression is made of, from left to right. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'measure':
      return [];
    case 'negation':
      return [expression.of];
    case 'sum':
    case 'min':
    case 'max':
      return expression.of;
    case 'if':
      return [expression.condition.left, expression.condition.right, expression.then, expression.otherwise];
    default:
      return [expression.left, expression.right];
  }
}

/** The measures that it speaks of, each once. */
export function codesOf(expression: Expression): string[] {
  const codes = (one: Expression): string[] => (one.kind === 'measure' ? [one.code] : partsOf(one).flatMap(codes));
  return [...new Set(codes(expression))];
}

/**
 * Exactly; null when an operand has no number, be it in the branch of an `if` that is not taken, or when something that
 * counts is divided by zero.
 */
export function evaluate(expression: Expression, numberOf: (code: string) => Rational | null): Rational | null {
  return codesOf(expression).some((code) => numberOf(code) === null) ? null : valueOf(expression, numberOf);
}

/** Null when it divides by zero. */
function valueOf(expression: Expression, numberOf: (code: string) => Rational | null): Rational | null {
  const value = (one: Expression) => valueOf(one, numberOf);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'measure':
      return numberOf(expression.code);
    case 'negation': {
      const of = value(expression.of);
      return of && negate(of);
    }
    case 'sum':
    case 'min':
    case 'max': {
      const [first, ...others] = expression.of.map(value);
      if (!first || others.includes(null)) return null;
      const rest = others as Rational[];
      if (expression.kind === 'sum') return rest.reduce(add, first);
      return expression.kind === 'max' ? largest(first, ...rest) : smallest(first, ...rest);
    }
    case 'if': {
      const { sign, ...sides } = expression.condition;
      const [left, right] = [value(sides.left), value(sides.right)];
      if (!left || !right) return null;
      return value(holds[sign](compare(left, right)) ? expression.then : expression.otherwise);
    }
    default: {
      const [left, right] = [value(expression.left), value(expression.right)];
      return left && right && operations[expression.kind](left, right);
    }
  }
}

const operations = { '+': add, '-': subtract, '*': multiply, '/': divide };
const holds: Record<ComparisonSign, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
};
