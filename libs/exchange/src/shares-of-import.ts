import { partnerNonValues, type ImportShare, type MeasurementInput, type PartnerNonValue } from '@keelson/submissions';
import type { FileFault, FileRow, FileShare, Headings } from './file-row.js';

/** What readers give, in the form of a batch's values; `onHeadings` hears how the file spells its columns. */
export async function* sharesOfImport(
  shares: AsyncIterable<FileShare>,
  onHeadings: (headings: Headings) => void,
): AsyncGenerator<ImportShare> {
  for await (const { rows, faults, headings } of shares) {
    if (headings) onHeadings(headings);
    const found: FileFault[] = [];
    const read = rows.flatMap((row) => {
      const input = inputOf(row);
      if (input) return [{ row: row.row, input }];
      const message = `"${row.nonValue?.slice(0, 80)}" is none of ${partnerNonValues.join(', ')}.`;
      found.push({ row: row.row, column: headings?.nonValue ?? 'status', code: 'INVALID', message });
      return [];
    });
    const all = found.length > 0 ? [...faults, ...found] : faults;
    yield { rows: read, faults: all.map(({ column, ...fault }) => ({ ...fault, field: column })) };
  }
}

function inputOf({ organization, measure, period, categories, ...row }: FileRow): MeasurementInput | null {
  const number = numberOf(row);
  return number && { organization, measure, period, categories: categoriesOf(categories), number };
}

function numberOf({
  number,
  denominator,
  nonValue,
  reason,
}: Pick<FileRow, 'number' | 'denominator' | 'nonValue' | 'reason'>): MeasurementInput['number'] | null {
  if (nonValue !== null) {
    if (!partnerNonValues.includes(nonValue as PartnerNonValue)) return null;
    return { nonValue: { kind: nonValue as PartnerNonValue, reason, denominator } };
  }
  return denominator === null ? { value: number } : { ratio: { numerator: number ?? '', denominator } };
}

function categoriesOf(text: string): MeasurementInput['categories'] {
  if (text === '') return null;
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return { dimension: pair.slice(0, at), category: pair.slice(at + 1) };
  });
}

/** Where the fields of a value stand in a file, by the path that a refusal names. */
export function headingsOfFields(headings: Headings): Record<string, string> {
  const { organization, measure, period, value, numerator, denominator, nonValue, reason } = {
    ...defaultHeadings,
    ...headings,
  };
  return {
    ...headings,
    ...{ organization, measure, period },
    'number.value': value,
    'number.ratio': numerator,
    'number.ratio.numerator': numerator,
    'number.ratio.denominator': denominator,
    'number.nonValue': nonValue,
    'number.nonValue.reason': reason,
    'number.nonValue.denominator': denominator,
  };
}

const defaultHeadings = {
  organization: 'organization',
  measure: 'measure',
  period: 'period',
  value: 'value',
  numerator: 'numerator',
  denominator: 'denominator',
  nonValue: 'status',
  reason: 'reason',
};
