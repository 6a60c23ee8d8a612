import type { NumberKind } from '@keelson/measures';
import type { PartnerNonValue } from '@keelson/submissions';

/** A cell that an organization is asked for, with what it holds already. */
export interface DueCell {
  measure: string;
  name: string;
  unit: string;
  numberKind: NumberKind;
  /** Sorted by dimension; none for the total. */
  categories: { dimension: string; category: string; name: string }[];
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
}

/** What a template is for: it is taken back for nothing else. */
export interface TemplateIdentity {
  coalitionId: string;
  /** Codes. */
  organization: string;
  period: string;
}

export interface Template extends TemplateIdentity {
  coalitionName: string;
  organizationName: string;
  /** Of the dimensions that its cells use, sorted by code. */
  dimensions: { code: string; name: string }[];
  cells: DueCell[];
}

/** Counts up with every change of the sheets; older ones are refused. */
export const templateVersion = 1;
/** Larger ones are reported by CSV. */
export const mostTemplateCells = 20_000;

export const sheetNames = { help: 'Read me', cells: 'Cells', identity: 'Template' } as const;
export const sheetOrder: string[] = [sheetNames.help, sheetNames.cells, sheetNames.identity];

/** Before the dimensions' columns, and behind them. */
export const codeHeadings = ['Measure', 'Categories', 'Name', 'Unit'];
export const inputHeadings = ['Value', 'Numerator', 'Denominator', 'Non-value', 'Reason'] as const;
export type InputHeading = (typeof inputHeadings)[number];

/** The hidden sheet: names and values, then the headings, then one row per cell. */
export const identityRows = { version: 1, coalition: 2, organization: 3, period: 4, headings: 5 };
/** What stands before them. */
export const identityNames = ['version', 'coalition', 'organization', 'period', 'headings'];
/** Row n of the cells' sheet is described in row n + this of the hidden one. */
export const identityOffset = 4;

export const categoriesText = ({ categories }: Pick<DueCell, 'categories'>) =>
  categories.map(({ dimension, category }) => `${dimension}=${category}`).join(',');

/** The columns that a person fills in for a measure of this kind. */
export function inputsOf(kind: NumberKind): InputHeading[] {
  return kind === 'RATIO' ? ['Numerator', 'Denominator', 'Non-value', 'Reason'] : ['Value', 'Non-value', 'Reason'];
}
