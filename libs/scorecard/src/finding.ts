import type { IdType } from '@keelson/platform';
import { conditionOf, type CheckName, type CheckState, type Condition } from './check-names.js';

/** A share that a check is judged by, with what it was made of. */
export interface CheckFigure {
  formula: string;
  numerator: number;
  /** n. */
  denominator: number;
  /** numerator / denominator, up to four decimals; null when it is not assessable. */
  value: string | null;
  /** What it is held against, and how: a least or a most. */
  threshold: string;
  atMost: boolean;
  /** The first day that counts; null for what is counted on one day. */
  from: string | null;
  to: string;
}

/** Something that the check speaks of: what is missing where it fails, what shows it where it passes. */
export interface Subject {
  type: IdType;
  id: string;
}

/** What one check found. */
export interface Finding {
  check: CheckName;
  condition: Condition;
  state: CheckState;
  /** Named facts for its sentence: numbers, days and names. */
  facts: Facts;
  figure: CheckFigure | null;
  /** At most 20; there may be more of them than are named. */
  subjects: Subject[];
  /** The query of the API that shows all of it. */
  query: string;
}

export type Facts = Record<string, string | number | boolean | null | readonly string[]>;

const mostSubjects = 20;

/** One check, judged by whether something holds; `passes` null = not assessable. */
export function found(
  check: CheckName,
  passes: boolean | null,
  { facts = {}, figure = null, subjects = [], query }: Partial<Finding> & Pick<Finding, 'query'>,
): Finding {
  const state: CheckState = passes === null ? 'NOT_ASSESSABLE' : passes ? 'PASS' : 'FAIL';
  return {
    check,
    condition: conditionOf(check),
    state,
    facts,
    figure,
    subjects: subjects.slice(0, mostSubjects),
    query,
  };
}

/** The ids of one kind, as subjects. */
export function of(type: IdType, ids: readonly string[]): Subject[] {
  return ids.map((id) => ({ type, id }));
}
