import { partnerNonValues, type PartnerNonValue } from '@keelson/submissions';
import type { Headings } from './file-row.js';

/** What a spreadsheet would take for a formula (OWASP, CSV injection; full-width signs as Apple Numbers reads them). */
const formula = /^[=+\-@\t\r＝＋－＠]/;
const defused = /^'+[=+\-@\t\r＝＋－＠]/;

export function isFormula(text: string): boolean {
  return formula.test(text);
}

/** A text that already looks defused gets one more apostrophe, so that reading takes away what writing put there. */
export function isDefused(text: string): boolean {
  return defused.test(text);
}

/** The text that was meant, where a spreadsheet was kept from calculating it. */
export function readText(cell: string): string {
  return defused.test(cell) ? cell.slice(1) : cell;
}

/** Our spelling and that of tidy folders; the first of each is written. */
const spellings = {
  organization: ['organization_id', 'organization'],
  measure: ['measure_id', 'measure'],
  period: ['period'],
  value: ['value'],
  numerator: ['numerator'],
  denominator: ['denominator'],
  nonValue: ['status'],
  reason: ['status_reason', 'reason'],
} as const;
export type TidyField = keyof typeof spellings;
export const tidyFields = Object.keys(spellings) as TidyField[];

/** Before a dimension whose code is the name of another column. */
const dimensionPrefix = 'dimension:';

export const headingOf = (field: TidyField): string => spellings[field][0];

export function dimensionHeading(code: string): string {
  return fieldOf(code) || code.startsWith(dimensionPrefix) ? dimensionPrefix + code : code;
}

function fieldOf(heading: string): TidyField | undefined {
  return tidyFields.find((field) => (spellings[field] as readonly string[]).includes(heading));
}

/** What a header says: which column holds what. */
export interface TidyHeader {
  /** Column numbers. */
  fields: Partial<Record<TidyField, number>>;
  dimensions: { code: string; column: number }[];
  headings: Headings;
}

/** Reads a header, or says everything that is wrong with it. */
export function readHeader(cells: string[]): { header: TidyHeader; faults: string[] } {
  const header: TidyHeader = { fields: {}, dimensions: [], headings: {} };
  const faults: string[] = [];
  if (cells.length > mostColumns) {
    return { header, faults: [`The header names ${cells.length} columns; a file has at most ${mostColumns}.`] };
  }
  const seen = new Set<string>();
  cells.forEach((cell, column) => {
    const heading = cell.trim();
    if (heading === '') return faults.push(`Column ${column + 1} has no name in the header.`);
    const field = fieldOf(heading);
    const code = heading.startsWith(dimensionPrefix) ? heading.slice(dimensionPrefix.length) : heading;
    const key = field ?? `categories.${code}`;
    if (seen.has(key)) return faults.push(`The header names the column "${heading}" twice.`);
    seen.add(key);
    if (field) header.fields[field] = column;
    else header.dimensions.push({ code, column });
    header.headings[key as keyof Headings] = heading;
    return undefined;
  });
  for (const field of ['organization', 'measure', 'period'] as const) {
    if (header.fields[field] === undefined) {
      faults.push(`The header lacks the column ${spellings[field].map((name) => `"${name}"`).join(' or ')}.`);
    }
  }
  const { value, numerator, denominator } = header.fields;
  if (value === undefined && numerator === undefined) {
    faults.push('The header lacks the column "value", or "numerator" and "denominator".');
  }
  if (numerator !== undefined && denominator === undefined) faults.push('The header lacks the column "denominator".');
  return { header, faults };
}

const mostColumns = 200;

/** The statuses of a tidy file that say why there is no number. */
const statusOfNonValue: Record<PartnerNonValue, string> = {
  NOT_COLLECTED: 'not_collected',
  NOT_APPLICABLE: 'not_applicable',
  DECLINED: 'declined',
  SUPPRESSED_AT_SOURCE: 'suppressed',
};

export function statusOf(nonValue: PartnerNonValue): string {
  return statusOfNonValue[nonValue];
}

/** The non-value that a status says, null for a number, undefined for a word that nobody knows. */
export function nonValueOf(status: string): PartnerNonValue | null | undefined {
  const word = status.toLowerCase();
  if (word === '' || word === 'reported') return null;
  return partnerNonValues.find((kind) => statusOfNonValue[kind] === word || kind.toLowerCase() === word);
}

export const statuses = ['reported', ...Object.values(statusOfNonValue)];
