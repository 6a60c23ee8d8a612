import { isDecimal } from './decimal.js';
import { add, divide, multiply, negate, rationalOf, subtract, type Rational } from './rational.js';

/**
 * Arithmetic over measures' codes: numbers, `+ - * /` and parentheses, and nothing else: no functions, no properties, no
 * text. Evaluated exactly. A code that is not a plain word stands in brackets: `[road-deaths] / people`.
 */
export type Expression =
  | { kind: 'number'; value: Rational }
  | { kind: 'measure'; code: string }
  | { kind: 'negation'; of: Expression }
  | { kind: Operation; left: Expression; right: Expression };
type Operation = '+' | '-' | '*' | '/';

export type Parsed = { expression: Expression } | { fault: string };

/** Nobody reads a longer one; each bounds the work of whoever evaluates it for thousands of cells. */
export const expressionLimits = { characters: 500, depth: 20, operands: 50 };

export function parseExpression(text: string): Parsed {
  const { characters } = expressionLimits;
  if (text.length > characters) {
    return { fault: `An expression has at most ${characters} characters; this one has ${text.length}.` };
  }
  try {
    return { expression: new Parser(text).whole() };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

/** The measures that it speaks of, each once. */
export function codesOf(expression: Expression): string[] {
  const codes = (one: Expression): string[] => {
    if (one.kind === 'number') return [];
    if (one.kind === 'measure') return [one.code];
    return one.kind === 'negation' ? codes(one.of) : [...codes(one.left), ...codes(one.right)];
  };
  return [...new Set(codes(expression))];
}

/** Exactly; null when an operand has no number or something is divided by zero. */
export function evaluate(expression: Expression, numberOf: (code: string) => Rational | null): Rational | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'measure') return numberOf(expression.code);
  if (expression.kind === 'negation') {
    const value = evaluate(expression.of, numberOf);
    return value && negate(value);
  }
  const left = evaluate(expression.left, numberOf);
  const right = evaluate(expression.right, numberOf);
  return left && right && operations[expression.kind](left, right);
}

const operations = { '+': add, '-': subtract, '*': multiply, '/': divide };

class Fault extends Error {}

interface Token {
  text: string;
  /** Set for a measure's code. */
  code?: string;
  /** The place of its first character, counted from 1. */
  at: number;
}

/** By recursive descent: a sum of products of factors. */
class Parser {
  private readonly tokens: Token[];
  private next = 0;
  private operands = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
    if (this.tokens.length === 0) throw new Fault('An expression names a number or a measure.');
  }

  whole(): Expression {
    const expression = this.sum(0);
    const rest = this.tokens[this.next];
    if (rest) throw new Fault(`At character ${rest.at}, an operator is expected instead of "${rest.text}".`);
    return expression;
  }

  private sum(depth: number): Expression {
    let left = this.product(depth);
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      left = { kind: sign as Operation, left, right: this.product(depth) };
    }
    return left;
  }

  private product(depth: number): Expression {
    let left = this.factor(depth);
    for (let sign = this.take('*', '/'); sign; sign = this.take('*', '/')) {
      const right = this.factor(depth);
      if (sign === '/' && evaluate(right, () => null)?.n === 0n) throw new Fault('This expression divides by zero.');
      left = { kind: sign as Operation, left, right };
    }
    return left;
  }

  private factor(depth: number): Expression {
    const { depth: deepest, operands: most } = expressionLimits;
    if (depth > deepest) throw new Fault(`Parentheses and signs stand at most ${deepest} deep in one another.`);
    if (this.take('-')) return { kind: 'negation', of: this.factor(depth + 1) };
    if (this.take('(')) {
      const inner = this.sum(depth + 1);
      if (!this.take(')')) throw new Fault('A parenthesis is not closed.');
      return inner;
    }
    const token = this.tokens[this.next++];
    if (!token) throw new Fault('The expression ends where a number or a measure is expected.');
    if (++this.operands > most) throw new Fault(`An expression has at most ${most} numbers and measures.`);
    if (token.code !== undefined) {
      if (this.tokens[this.next]?.text === '(') throw new Fault(`There are no functions here: "${token.text}(…)".`);
      return { kind: 'measure', code: token.code };
    }
    if (isDecimal(token.text)) return { kind: 'number', value: rationalOf(token.text) };
    throw new Fault(`At character ${token.at}, a number or a measure is expected instead of "${token.text}".`);
  }

  private take(...texts: string[]): string | null {
    const token = this.tokens[this.next];
    if (!token || token.code !== undefined || !texts.includes(token.text)) return null;
    this.next++;
    return token.text;
  }
}

function tokensOf(text: string): Token[] {
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|\[([\w./-]{1,80})\]|([-+*/()]))/y;
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      const at = from + /^\s*/.exec(text.slice(from))![0].length;
      throw new Fault(
        `At character ${at + 1}, "${text[at]}" is not understood: an expression has numbers, codes of measures, + - * / and parentheses; a code with other signs stands in brackets, such as [road-deaths].`,
      );
    }
    const [whole, number, word, bracketed, sign] = match;
    const code = word ?? bracketed;
    const at = pattern.lastIndex - whole.trimStart().length + 1;
    tokens.push({ text: number ?? sign ?? whole.trim(), at, ...(code !== undefined && { code }) });
  }
  return tokens;
}
