import {
  partnerNonValues,
  type ImportHalf,
  type ImportShare,
  type MeasurementInput,
  type PartnerNonValue,
} from '@keelson/submissions';
import type { FileFault, FileRow, FileShare, Headings } from './file-row.js';

/**
 * What readers give, in the form of a batch's values; `onHeadings` hears how the file spells its columns. A comment beside
 * a number is refused, or with `dropComments` left where it is: the platform keeps reasons of non-values only.
 */
export async function* sharesOfImport(
  shares: AsyncIterable<FileShare>,
  { onHeadings, dropComments = false }: { onHeadings(headings: Headings): void; dropComments?: boolean | undefined },
): AsyncGenerator<ImportShare> {
  let known: Headings = {};
  for await (const { rows, faults, headings } of shares) {
    if (headings) onHeadings((known = headings));
    const share: ImportShare & { halves: ImportHalf[] } = { rows: [], halves: [], faults: [] };
    const refuse = ({ row }: FileRow, field: 'nonValue' | 'reason', code: FileFault['code'], message: string) =>
      share.faults.push({ row, field: known[field] ?? defaultHeadings[field], code, message });
    for (const row of rows) {
      const { part, nonValue, reason } = row;
      if (nonValue !== null && !partnerNonValues.includes(nonValue as PartnerNonValue)) {
        refuse(row, 'nonValue', 'INVALID', `"${nonValue.slice(0, 80)}" is none of ${partnerNonValues.join(', ')}.`);
      } else if (nonValue === null && reason !== null && !dropComments) {
        const message = 'A reason says why there is no number; beside a number none is kept. Take one of them out.';
        refuse(row, 'reason', 'WRONG_KIND', message);
      } else if (part) share.halves.push(halfOf(row, part));
      else share.rows.push({ row: row.row, input: inputOf(row) });
    }
    share.faults.push(...faults.map(({ column, ...fault }) => ({ ...fault, field: column })));
    yield share;
  }
}

function halfOf({ row, ...cell }: FileRow, part: ImportHalf['part']): ImportHalf {
  const { organization, measure, period } = cell;
  const number = (part === 'NUMERATOR' ? cell.number : cell.denominator) ?? '';
  return { row, part, organization, measure, period, categories: categoriesOf(cell.categories), number };
}

function inputOf({ organization, measure, period, categories, ...row }: FileRow): MeasurementInput {
  return { organization, measure, period, categories: categoriesOf(categories), number: numberOf(row) };
}

function numberOf({
  number,
  denominator,
  nonValue,
  reason,
}: Pick<FileRow, 'number' | 'denominator' | 'nonValue' | 'reason'>): MeasurementInput['number'] {
  if (nonValue !== null) {
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
    number: value,
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
