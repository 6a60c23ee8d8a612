import { isDecimal, isNegative, isWhole, isZero, type NumberKind } from '@keelson/measures';
import type { Row, Table } from './csv-table.js';
import type { NonValueKind, TidyNumber } from './tidy-folder.js';

const nonValues: Record<string, NonValueKind> = {
  suppressed: 'SUPPRESSED_AT_SOURCE',
  not_collected: 'NOT_COLLECTED',
  not_applicable: 'NOT_APPLICABLE',
  declined: 'DECLINED',
};
/** Nothing was reported, or two figures contradict each other and nobody has said which one holds. */
const leftOut = ['missing', 'conflict'];

/** What a row says: a number, a reason why there is none, or nothing to submit. Null when it is wrong. */
export function readNumber(table: Table, row: Row, kind: NumberKind | null): TidyNumber | 'LEFT_OUT' | null {
  const status = table.cell(row, 'status');
  if (leftOut.includes(status)) return 'LEFT_OUT';
  const nonValue = nonValues[status];
  if (nonValue) return readNonValue(table, row, nonValue, kind);
  if (status !== '' && status !== 'reported') {
    const words = ['reported', ...Object.keys(nonValues), ...leftOut].join(', ');
    table.fault(row, 'status', `"${status}" is none of ${words}.`);
    return null;
  }
  if (kind === null) return null;
  return kind === 'RATIO' ? readRatio(table, row) : readValue(table, row, kind);
}

function readValue(table: Table, row: Row, kind: NumberKind): TidyNumber | null {
  for (const column of ['numerator', 'denominator']) {
    if (table.cell(row, column) === '') continue;
    table.fault(row, column, `${table.cell(row, 'measure_id')} is not a ratio: its number stands in "value".`);
    return null;
  }
  const value = table.cell(row, 'value');
  if (!table.has('value') || value === '') {
    table.fault(row, table.has('value') ? 'value' : 'measure_id', blankSentence('value'));
    return null;
  }
  if (!requireDecimal(table, row, 'value')) return null;
  if (kind === 'COUNT' && (isNegative(value) || !isWhole(value))) {
    table.fault(row, 'value', `"${value}" is not a count: a count is a whole number, zero or more.`);
    return null;
  }
  return { value };
}

function readRatio(table: Table, row: Row): TidyNumber | null {
  if (table.cell(row, 'value') !== '') {
    const measure = table.cell(row, 'measure_id');
    table.fault(row, 'value', `${measure} is a ratio: its number stands in "numerator" and "denominator".`);
    return null;
  }
  const columns = ['numerator', 'denominator'] as const;
  const sound = columns.map((column) => {
    if (table.cell(row, column) !== '') return requireDecimal(table, row, column);
    table.fault(row, table.has(column) ? column : 'measure_id', blankSentence(column));
    return false;
  });
  if (sound.includes(false)) return null;
  const [numerator, denominator] = [table.cell(row, 'numerator'), table.cell(row, 'denominator')];
  if (isZero(denominator) || isNegative(denominator)) {
    table.fault(row, 'denominator', 'A denominator is greater than zero; else the status is not_applicable.');
    return null;
  }
  return { ratio: { numerator, denominator } };
}

function readNonValue(table: Table, row: Row, kind: NonValueKind, of: NumberKind | null): TidyNumber | null {
  for (const column of ['value', 'numerator']) {
    if (table.cell(row, column) === '') continue;
    table.fault(row, column, `The status is "${table.cell(row, 'status')}": this cell stays blank.`);
    return null;
  }
  const denominator = table.cell(row, 'denominator');
  if (denominator !== '' && !requireDecimal(table, row, 'denominator')) return null;
  if (denominator !== '' && (kind !== 'SUPPRESSED_AT_SOURCE' || of !== 'RATIO')) {
    table.fault(row, 'denominator', 'Only a suppressed ratio may have a denominator; here this cell stays blank.');
    return null;
  }
  const reason = table.cell(row, 'status_reason');
  if (kind === 'DECLINED' && reason === '') {
    table.fault(row, 'status', 'Whoever declines says why, in a column "status_reason".');
    return null;
  }
  return { nonValue: { kind, ...(reason ? { reason } : {}), ...(denominator ? { denominator } : {}) } };
}

function requireDecimal(table: Table, row: Row, column: string): boolean {
  const text = table.cell(row, column);
  if (isDecimal(text)) return true;
  table.fault(row, column, `"${text}" is not a number such as 1250 or -0.75 (no thousands separator, no exponent).`);
  return false;
}

function blankSentence(column: string): string {
  return `"${column}" is blank: give a number, or say in "status" why there is none, or leave the row out.`;
}
