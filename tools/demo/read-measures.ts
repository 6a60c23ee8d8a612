import { frequencies, isDecimal } from '@keelson/measures';
import type { Row, Table } from './csv-table.js';
import { codeRule, codeSentence, type TidyBreakdown, type TidyMeasure } from './tidy-folder.js';

const timeRules = ['SUM', 'LAST', 'FIRST', 'AVERAGE', 'MIN', 'MAX'] as const;
const words = {
  kind: ['COUNT', 'AMOUNT', 'RATIO'],
  aggregation: ['SUM', 'RATIO_OF_SUMS'],
  desired_direction: ['INCREASE', 'DECREASE', 'MAINTAIN', 'NONE'],
  frequency: frequencies,
  time_rule: timeRules,
  denominator_time_rule: timeRules,
  partner_rule: ['SUM', 'MIN', 'MAX', 'MEDIAN', 'AVERAGE'],
  of_people: ['YES', 'NO'],
  level: ['POPULATION', 'PERFORMANCE'],
} as const;

export const measureColumns = [
  'measure_id',
  'name',
  'unit',
  'kind',
  'aggregation',
  'desired_direction',
  'multiplier',
  'target',
  'target_source',
];
const furtherColumns = [
  'frequency',
  'time_rule',
  'denominator_time_rule',
  'partner_rule',
  'of_people',
  'level',
  'breakdowns',
  'description',
];
const factors = ['1', '100', '1000', '10000', '100000'];

/** measures.csv; demo/README.md says what its optional columns mean. */
export function readMeasures(table: Table): Map<string, TidyMeasure> {
  const measures = new Map<string, TidyMeasure>();
  for (const column of table.header) {
    if (![...measureColumns, ...furtherColumns].includes(column)) {
      const sentence = `measures.csv has no such column; the optional ones are ${furtherColumns.join(', ')}.`;
      table.fault({ line: 1, cells: [] }, column, sentence);
    }
  }
  for (const row of table.rows) {
    const measure = readMeasure(table, row);
    if (measures.has(measure.code)) table.fault(row, 'measure_id', `"${measure.code}" stands twice.`);
    measures.set(measure.code, measure);
  }
  return measures;
}

function readMeasure(table: Table, row: Row): TidyMeasure {
  const text = (column: string) => table.cell(row, column) || null;
  const code = table.cell(row, 'measure_id');
  if (!codeRule.test(code)) table.fault(row, 'measure_id', `"${code}" ${codeSentence}`);
  for (const column of ['name', 'unit']) {
    if (!text(column)) table.fault(row, column, 'This cell may not be blank.');
  }
  const numberKind = requireWord(table, row, 'kind') ?? 'COUNT';
  const aggregation = requireWord(table, row, 'aggregation');
  if (aggregation && (aggregation === 'RATIO_OF_SUMS') !== (numberKind === 'RATIO')) {
    table.fault(row, 'aggregation', 'A ratio is aggregated as ratio_of_sums, a count or an amount as sum.');
  }
  const target = text('target');
  if (target !== null && !isDecimal(target)) table.fault(row, 'target', `"${target}" is not a decimal such as 12.5.`);
  const people = readWord(table, row, 'of_people');
  return {
    code,
    name: table.cell(row, 'name'),
    description: text('description'),
    unit: table.cell(row, 'unit'),
    numberKind,
    factor: readFactor(table, row, numberKind === 'RATIO'),
    direction: requireWord(table, row, 'desired_direction') ?? 'NONE',
    target,
    targetSource: text('target_source'),
    frequency: readWord(table, row, 'frequency'),
    timeRule: readWord(table, row, 'time_rule'),
    denominatorTimeRule: readWord(table, row, 'denominator_time_rule'),
    partnerRule: readWord(table, row, 'partner_rule'),
    ofPeople: people === null ? null : people === 'YES',
    level: readWord(table, row, 'level'),
    breakdowns: text('breakdowns') === null ? null : readBreakdowns(table, row),
  };
}

/** `sex+ ; age_band ; sex*age_band+`: sets of dimensions; + where the categories split the whole. */
function readBreakdowns(table: Table, row: Row): TidyBreakdown[] {
  const parts = table.cell(row, 'breakdowns').split(';');
  const breakdowns = parts.map((part) => {
    const additive = part.trim().endsWith('+');
    const dimensionCodes = part.trim().replace(/\+$/, '').split('*').map((name) => name.trim());
    return { dimensionCodes, additive };
  });
  const keys = breakdowns.map(({ dimensionCodes }) => [...dimensionCodes].sort().join('*'));
  breakdowns.forEach(({ dimensionCodes }, i) => {
    const malformed = dimensionCodes.some((name) => !codeRule.test(name));
    if (malformed || new Set(dimensionCodes).size < dimensionCodes.length || keys.indexOf(keys[i] ?? '') < i) {
      const sentence = `"${parts[i]?.trim()}" is not a breakdown: write for example "sex+ ; age_band ; sex*age_band+".`;
      table.fault(row, 'breakdowns', sentence);
    }
  });
  return breakdowns;
}

function readFactor(table: Table, row: Row, isRatio: boolean): number | null {
  const text = table.cell(row, 'multiplier');
  if (text === '' && !isRatio) return null;
  if (!factors.includes(text)) {
    table.fault(row, 'multiplier', `A ratio has a multiplier: one of ${factors.join(', ')}.`);
    return null;
  }
  if (!isRatio && text !== '1') table.fault(row, 'multiplier', 'Only a ratio has a multiplier.');
  return Number(text);
}

type Words = typeof words;

function readWord<Column extends keyof Words>(table: Table, row: Row, column: Column): Words[Column][number] | null {
  const text = table.cell(row, column);
  if (text === '') return null;
  const word = words[column].find((one) => one.toLowerCase() === text);
  if (!word) table.fault(row, column, `"${text}" is none of ${words[column].join(', ').toLowerCase()}.`);
  return word ?? null;
}

function requireWord<Column extends keyof Words>(table: Table, row: Row, column: Column): Words[Column][number] | null {
  if (table.cell(row, column) === '') {
    table.fault(row, column, `Write one of ${words[column].join(', ').toLowerCase()}.`);
  }
  return readWord(table, row, column);
}
