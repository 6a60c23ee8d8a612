import type { Expression } from './expression.js';
import type { Comparability } from './measure-version.entity.js';
import { parseExpression } from './parse-expression.js';
import { decimalOf } from './rational.js';

/** A version of a calculated measure or of one that others are calculated from. */
export interface DependedVersion {
  measureId: string;
  firstPeriodStart: string | null;
  comparability: Comparability;
  /** Null for a reported measure. */
  expression: string | null;
  operands: { code: string; operandId: string; treatMissingAs: 'ZERO' | null }[];
}

/** A calculated measure over reported ones only, from a day on; see the function `calculate` in the database. */
export interface Calculation {
  from: string | null;
  comparability: Comparability;
  steps: string[];
  /** By their places. */
  operands: { operandId: string; optional: boolean }[];
}

/** Bounds what a figure costs, and the digits of the fractions that it is made of. */
export const mostSteps = 500;

/** An expression that is too long once what it is calculated from is put in its place. */
export class TooManySteps extends Error {
  constructor(readonly measureId: string) {
    super(`More than ${mostSteps} steps.`);
  }
}

/** Puts calculated operands in their place, for every day from which another definition governs. No cycle is left. */
export function resolveCalculations(versions: readonly DependedVersion[]): Map<string, Calculation[]> {
  const ofMeasure = new Map<string, DependedVersion[]>();
  for (const version of versions) {
    ofMeasure.set(version.measureId, [...(ofMeasure.get(version.measureId) ?? []), version]);
  }
  const timelines = new Map<string, Calculation[]>();
  const timelineOf = (measureId: string): Calculation[] => {
    const known = timelines.get(measureId);
    if (known) return known;
    const own = ofMeasure.get(measureId) ?? [];
    const operandIds = own.flatMap(({ operands }) => operands.map(({ operandId }) => operandId));
    const starts = new Set([
      ...own.map(({ firstPeriodStart }) => firstPeriodStart),
      ...operandIds.flatMap((id) => timelineOf(id).map(({ from }) => from)),
    ]);
    const timeline = [...starts].sort(byDay).map((from) => resolve(governing(own, from), from));
    timelines.set(measureId, timeline);
    return timeline;
  };
  const resolve = (version: DependedVersion, from: string | null): Calculation => {
    const { measureId, expression } = version;
    if (expression === null) {
      return {
        from,
        comparability: version.comparability,
        steps: ['#1'],
        operands: [{ operandId: measureId, optional: false }],
      };
    }
    const named = new Map(
      version.operands.map((operand) => {
        const calculation = timelineOf(operand.operandId).findLast((one) => byDay(one.from, from) <= 0)!;
        return [operand.code, { ...operand, calculation }];
      }),
    );
    const operands: Calculation['operands'] = [];
    const placeOf = ({ operandId, optional }: Calculation['operands'][number]) => {
      const at = operands.findIndex((one) => one.operandId === operandId);
      if (at < 0) return operands.push({ operandId, optional });
      operands[at]!.optional &&= optional;
      return at + 1;
    };
    const stepsOf = (code: string): string[] => {
      const { calculation, treatMissingAs } = named.get(code)!;
      const places = calculation.operands.map((one) =>
        placeOf({ ...one, optional: one.optional || treatMissingAs !== null }),
      );
      const steps = calculation.steps.map((step) =>
        step.startsWith('#') ? `#${places[Number(step.slice(1)) - 1]}` : step,
      );
      return treatMissingAs === null ? steps : [...steps, 'zero'];
    };
    const steps = compile(read(expression), stepsOf);
    if (steps.length > mostSteps) throw new TooManySteps(measureId);
    const verdicts = [
      version.comparability,
      ...[...named.values()].map(({ calculation }) => calculation.comparability),
    ];
    return { from, comparability: worstOf(verdicts), steps, operands };
  };
  for (const { measureId, expression } of versions) if (expression !== null) timelineOf(measureId);
  return new Map([...timelines].filter(([id]) => ofMeasure.get(id)?.[0]?.expression !== null));
}

/** In postfix order. */
function compile(expression: Expression, stepsOf: (code: string) => string[]): string[] {
  const of = (one: Expression) => compile(one, stepsOf);
  switch (expression.kind) {
    case 'number':
      return [decimalOf(expression.value, 12)];
    case 'measure':
      return stepsOf(expression.code);
    case 'negation':
      return [...of(expression.of), '~'];
    case 'sum':
    case 'min':
    case 'max': {
      const sign = expression.kind === 'sum' ? '+' : expression.kind;
      return expression.of.flatMap((one, i) => (i === 0 ? of(one) : [...of(one), sign]));
    }
    case 'if': {
      const { condition, then, otherwise } = expression;
      return [...of(condition.left), ...of(condition.right), condition.sign, ...of(then), ...of(otherwise), 'if'];
    }
    default:
      return [...of(expression.left), ...of(expression.right), expression.kind];
  }
}

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if ('fault' in parsed) throw new Error(`A kept expression cannot be read: ${parsed.fault}`);
  return parsed.expression;
}

function governing(versions: readonly DependedVersion[], day: string | null): DependedVersion {
  return versions.findLast(({ firstPeriodStart }) => byDay(firstPeriodStart, day) <= 0) ?? versions[0]!;
}

/** Null is from ever. */
function byDay(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function worstOf(verdicts: Comparability[]): Comparability {
  if (verdicts.includes('BREAK')) return 'BREAK';
  return verdicts.includes('BRIDGED') ? 'BRIDGED' : 'COMPARABLE';
}
