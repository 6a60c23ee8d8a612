import { combinationKey, rational } from '@keelson/measures';
import type { Problem } from '@keelson/platform';
import type { MeasurementInput, PartnerNonValue } from './measurement-input.js';
import type { DueMeasure, StoredCell } from './due-measures.sql.js';

/** Where values go and what may be written over; `named` are measures that somebody asked for by name. */
export interface Whole {
  organization: string;
  period: string;
  before: string;
  named: boolean;
  overwrite: boolean;
}

export interface Answers {
  values: MeasurementInput[];
  problems: { measure: DueMeasure; problem: Omit<Problem, 'field'> }[];
}

const keyOf = ({ cell }: StoredCell) =>
  combinationKey(Object.entries(cell).map(([dimension, category]) => ({ dimension, category })));

/** The last period's answers again, cell by cell: numbers of stocks, non-values with their reasons. */
export function repeatAnswers(measures: DueMeasure[], whole: Whole): Answers {
  return collect(measures, (measure) => {
    if (measure.flow && !whole.named) {
      return `"${measure.code}" counts what happened in a period, so nobody repeats it unseen: name it in measureIds if it came to the same again, or report it.`;
    }
    if (measure.before.length === 0) return `"${measure.code}" has nothing for ${whole.before} that could be repeated.`;
    if (measure.broken) {
      return `"${measure.code}" means something else since ${whole.before}: its definition changed, so report it anew.`;
    }
    const held = new Map(measure.held.map((cell) => [keyOf(cell), cell]));
    const other = measure.before.find((cell) => isAnotherNumber(held.get(keyOf(cell)), cell));
    if (other && !whole.overwrite) return holds(measure, held.get(keyOf(other))!, whole);
    return measure.before.map((cell) => valueOf(measure, whole, cell.cell, numberOf(cell)));
  });
}

/** Why there is no number: at the total, and in every part that holds one. */
export function declineAnswers(
  measures: DueMeasure[],
  whole: Whole,
  nonValue: { kind: PartnerNonValue; reason: string },
): Answers {
  return collect(measures, (measure) => {
    const numbers = measure.held.filter(({ number }) => number !== null);
    if (numbers.length > 0 && !whole.overwrite) return holds(measure, numbers[0]!, whole);
    const cells = [{}, ...numbers.map(({ cell }) => cell).filter((cell) => Object.keys(cell).length > 0)];
    return cells.map((cell) => valueOf(measure, whole, cell, { nonValue }));
  });
}

function collect(measures: DueMeasure[], answer: (measure: DueMeasure) => MeasurementInput[] | string): Answers {
  const answers: Answers = { values: [], problems: [] };
  for (const measure of measures) {
    const said = answer(measure);
    if (typeof said !== 'string') answers.values.push(...said);
    else answers.problems.push({ measure, problem: { code: 'INVALID_STATE', message: said } });
  }
  return answers;
}

function holds({ code }: DueMeasure, { number, denominator, cell }: StoredCell, { period }: Whole): string {
  const where = Object.values(cell).join(' × ');
  const told = denominator === null ? number : `${number}/${denominator}`;
  return `"${code}" holds ${told} for ${period}${where && ` (${where})`} already: send overwrite to replace it.`;
}

/** Whether a number is there that is not the one to be written. */
function isAnotherNumber(held: StoredCell | undefined, wanted: StoredCell): boolean {
  if (!held || held.number === null) return false;
  return !isSame(held.number, wanted.number) || !isSame(held.denominator, wanted.denominator);
}

function isSame(one: string | null, two: string | null): boolean {
  if (one === null || two === null) return one === two;
  return rational.compare(rational.rationalOf(one), rational.rationalOf(two)) === 0;
}

function numberOf({ number, denominator, nonValue, reason }: StoredCell): MeasurementInput['number'] {
  if (nonValue !== null) return { nonValue: { kind: nonValue, reason, denominator } };
  return denominator === null ? { value: number } : { ratio: { numerator: number ?? '', denominator } };
}

function valueOf(
  { code }: DueMeasure,
  { organization, period }: Whole,
  cell: Record<string, string>,
  number: MeasurementInput['number'],
): MeasurementInput {
  const categories = Object.entries(cell).map(([dimension, category]) => ({ dimension, category }));
  return { organization, measure: code, period, categories, number };
}
