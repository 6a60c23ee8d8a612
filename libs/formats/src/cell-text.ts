import type { ReportDocument } from './report-document.js';

/** The categories of a cell by their names, in the order of the columns: "Sex: female, Age band: old"; empty for the total. */
export function cellText({ header }: ReportDocument, cell: Record<string, string>): string {
  return header.columns
    .filter(({ code }) => cell[code] !== undefined)
    .map(({ code, name, categories }) => `${name}: ${categories[cell[code]!] ?? cell[code]}`)
    .join(', ');
}

/** Who stands behind a figure, and what it was divided from, as a sentence for formats that have no place for them. */
export function backingText(figure: {
  numerator: string | null;
  denominator: string | null;
  organizationsReported: number;
  organizationsExpected: number;
}): string {
  const { numerator, denominator, organizationsReported, organizationsExpected } = figure;
  const parts =
    numerator !== null && denominator !== null ? `Numerator ${numerator}, denominator ${denominator}. ` : '';
  return `${parts}Reported by ${organizationsReported} of ${organizationsExpected} organizations.`;
}
