import { endOf, formatPeriod, parsePeriod, type Frequency, type Period } from '@keelson/measures';
import type { Row, Table } from './csv-table.js';
import { readNumber } from './read-number.js';
import { codeRule, codeSentence, type TidyMeasure, type TidyOrganization, type TidyValue } from './tidy-folder.js';

const known = ['organization_id', 'measure_id', 'period', 'value', 'numerator', 'denominator', 'status', 'status_reason'];

/** Null where the file that would tell could not be read: then nothing is held against it. */
export interface Known {
  organizations: Map<string, TidyOrganization> | null;
  measures: Map<string, TidyMeasure> | null;
}

export interface Submissions {
  dimensions: string[];
  values: TidyValue[];
  frequencies: Map<string, Frequency>;
  leftOut: number;
}

/** submissions.csv: one number, or a reason why there is none, per row. */
export function readSubmissions(table: Table, { organizations, measures }: Known): Submissions {
  const dimensions = table.header.filter((column) => !known.includes(column));
  requireNumberColumns(table);
  const periods = new PeriodReader(table, measures);
  const cells = new Map<string, number>();
  const values: TidyValue[] = [];
  let leftOut = 0;
  for (const dimension of dimensions) {
    if (!codeRule.test(dimension)) table.fault({ line: 1, cells: [] }, dimension, `"${dimension}" ${codeSentence}`);
  }
  for (const row of table.rows) {
    const organization = table.cell(row, 'organization_id');
    const measure = table.cell(row, 'measure_id');
    if (organizations && !organizations.has(organization)) {
      table.fault(row, 'organization_id', `"${organization}" does not stand in organizations.csv.`);
    }
    if (measures && !measures.has(measure)) {
      table.fault(row, 'measure_id', `"${measure}" does not stand in measures.csv.`);
    }
    const period = periods.read(row, measure, organizations?.get(organization));
    const number = readNumber(table, row, measures?.get(measure)?.numberKind ?? null);
    if (number === 'LEFT_OUT') leftOut += 1;
    if (!period || !number || number === 'LEFT_OUT') continue;
    const categories = readCategories(table, row, dimensions);
    const cell = JSON.stringify([organization, measure, period, categories]);
    const earlier = cells.get(cell);
    if (earlier) table.fault(row, 'measure_id', `Line ${earlier} gives a number for the same cell already.`);
    cells.set(cell, row.line);
    values.push({ line: row.line, organization, measure, period, categories, number });
  }
  return { dimensions, values, frequencies: periods.frequencies, leftOut };
}

function requireNumberColumns(table: Table): void {
  const header = { line: 1, cells: [] };
  const [numerator, denominator] = [table.has('numerator'), table.has('denominator')];
  if (numerator !== denominator) {
    const [there, missing] = numerator ? ['numerator', 'denominator'] : ['denominator', 'numerator'];
    table.fault(header, there, `The column "${missing}" is missing.`);
  } else if (!numerator && !table.has('value')) {
    table.fault(header, 'period', 'A column "value", or "numerator" and "denominator", is missing.');
  }
}

function readCategories(table: Table, row: Row, dimensions: string[]): TidyValue['categories'] {
  return dimensions.flatMap((dimension) => {
    const category = table.cell(row, dimension);
    if (category === '') return [];
    if (!codeRule.test(category)) table.fault(row, dimension, `"${category}" ${codeSentence}`);
    return [{ dimension, category }];
  });
}

/** Reads periods and holds them against the measure's frequency, the other years and the membership. */
class PeriodReader {
  readonly frequencies = new Map<string, Frequency>();
  private yearStart: string | null = null;
  private readonly codes = new Map<string, Period | null>();

  constructor(
    private readonly table: Table,
    measures: Map<string, TidyMeasure> | null,
  ) {
    for (const { code, frequency } of measures?.values() ?? []) if (frequency) this.frequencies.set(code, frequency);
  }

  read(row: Row, measure: string, organization: TidyOrganization | undefined): Period | null {
    const code = this.table.cell(row, 'period');
    const period = this.parse(code);
    const refuse = (sentence: string) => this.table.fault(row, 'period', sentence);
    if (!period) {
      refuse(`"${code}" is not a period such as 2024, 2024-Q1, 2024-01 or 2024-W05.`);
      return null;
    }
    const frequency = this.frequencies.get(measure) ?? period.frequency;
    this.frequencies.set(measure, frequency);
    if (period.frequency !== frequency) {
      refuse(`"${code}" is a ${wordOf(period.frequency)}; ${measure} is reported by the ${wordOf(frequency)}.`);
    }
    if (period.frequency === 'YEAR') {
      const month = period.start.slice(5, 7);
      this.yearStart ??= month;
      if (month !== this.yearStart) refuse(`"${code}" starts in another month than the years before it.`);
    }
    const { from = null, to = null } = organization ?? {};
    if ((from && endOf(period) <= from) || (to && period.start > to)) {
      refuse(`"${formatPeriod(period)}" lies outside the membership of ${organization?.code}.`);
    }
    return period;
  }

  private parse(code: string): Period | null {
    let period = this.codes.get(code);
    if (period === undefined) this.codes.set(code, (period = parsePeriod(code)));
    return period;
  }
}

function wordOf(frequency: Frequency): string {
  return frequency.toLowerCase().replace('_', '-');
}
