import { isDecimal } from './decimal.js';
import {
  comparisonSigns,
  evaluate,
  expressionLimits,
  gatherings,
  type Comparison,
  type ComparisonSign,
  type Expression,
  type Gathering,
  type Operation,
} from './expression.js';
import { rationalOf } from './rational.js';

export type Parsed = { expression: Expression } | { fault: string };

/**
 * Reads an expression, or says what is wrong with it and at which character. A code that is not a plain word stands in
 * brackets: `[road-deaths] / people`.
 */
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
    if (!rest) return expression;
    if (rest.code === undefined && isSign(rest.text)) {
      throw new Fault(`At character ${rest.at}, "${rest.text}" compares: that stands only first in if(…, …, …).`);
    }
    throw new Fault(`At character ${rest.at}, an operator is expected instead of "${rest.text}".`);
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
    if (depth > deepest)
      throw new Fault(`Parentheses, functions and signs stand at most ${deepest} deep in one another.`);
    if (this.take('-')) return { kind: 'negation', of: this.factor(depth + 1) };
    if (this.take('(')) {
      const inner = this.sum(depth + 1);
      if (!this.take(')')) throw new Fault('A parenthesis is not closed.');
      return inner;
    }
    const token = this.tokens[this.next++];
    if (!token) throw new Fault('The expression ends where a number or a measure is expected.');
    if (token.code !== undefined && token.code === token.text && this.take('(')) return this.call(token, depth + 1);
    if (++this.operands > most) throw new Fault(`An expression has at most ${most} numbers and measures.`);
    if (token.code !== undefined) return { kind: 'measure', code: token.code };
    if (isDecimal(token.text)) return { kind: 'number', value: rationalOf(token.text) };
    throw new Fault(`At character ${token.at}, a number or a measure is expected instead of "${token.text}".`);
  }

  /** A function after its opening parenthesis. */
  private call({ text, at }: Token, depth: number): Expression {
    const name = text.toLowerCase();
    if (name === 'if') return this.choice(depth);
    if (!isGathering(name)) {
      throw new Fault(`At character ${at}, there is no function "${text}": only sum, min, max and if.`);
    }
    const of = [this.sum(depth)];
    while (this.take(',')) of.push(this.sum(depth));
    this.close(text);
    return { kind: name, of };
  }

  private choice(depth: number): Expression {
    const condition = this.comparison(depth);
    this.separate();
    const then = this.sum(depth);
    this.separate();
    const otherwise = this.sum(depth);
    this.close('if');
    return { kind: 'if', condition, then, otherwise };
  }

  private comparison(depth: number): Comparison {
    const left = this.sum(depth);
    const sign = this.take(...comparisonSigns);
    if (!sign) throw new Fault(`The first part of if(…, …, …) compares two numbers by ${comparisonSigns.join(' ')}.`);
    return { sign: sign as ComparisonSign, left, right: this.sum(depth) };
  }

  private separate(): void {
    if (!this.take(',')) throw new Fault('if has three parts: if(a > b, then, otherwise).');
  }

  private close(name: string): void {
    if (this.take(')')) return;
    const token = this.tokens[this.next];
    throw new Fault(
      token
        ? `At character ${token.at}, "${token.text}" stands where ${name}(…) is to go on or be closed.`
        : `The parenthesis of ${name}(…) is not closed.`,
    );
  }

  private take(...texts: string[]): string | null {
    const token = this.tokens[this.next];
    if (!token || token.code !== undefined || !texts.includes(token.text)) return null;
    this.next++;
    return token.text;
  }
}

const isGathering = (name: string): name is Gathering => gatherings.some((one) => one === name);
const isSign = (text: string) => comparisonSigns.some((one) => one === text);

function tokensOf(text: string): Token[] {
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|\[([\w./-]{1,80})\]|(<=|>=|!=|[-+*/(),<>=]))/y;
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      const at = from + /^\s*/.exec(text.slice(from))![0].length;
      throw new Fault(
        `At character ${at + 1}, "${text[at]}" is not understood: an expression has numbers, codes of measures, + - * /, parentheses, sum, min, max and if; a code with other signs stands in brackets, such as [road-deaths].`,
      );
    }
    const [whole, number, word, bracketed, sign] = match;
    const code = word ?? bracketed;
    const at = pattern.lastIndex - whole.trimStart().length + 1;
    tokens.push({ text: number ?? sign ?? whole.trim(), at, ...(code !== undefined && { code }) });
  }
  return tokens;
}
