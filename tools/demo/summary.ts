import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { percent, readable, unitsOf } from './exact-decimal.js';
import type { TidyFolder } from './tidy-folder.js';

type Figure = Record<string, string>;

const plainColumns = [
  'measure',
  'period',
  'value',
  'numerator',
  'denominator',
  'unit',
  'organizations_reported',
  'organizations_expected',
  'non_value',
  'target',
  'status',
];

/** What a report.csv says of each measure last: figure, coverage, change, target. */
export function summarize(csvFile: string, folder: TidyFolder): string[] {
  const figures = parse(readFileSync(csvFile), { columns: true, bom: true }) as Figure[];
  const totals = figures.filter((figure) =>
    Object.entries(figure).every(([column, text]) => plainColumns.includes(column) || text === ''),
  );
  const rows = folder.measures.flatMap(({ code, name }) => {
    const series = totals.filter(({ measure }) => measure === code);
    return series.length > 0 ? [rowOf(name, series)] : [];
  });
  return alignColumns([['Measure', 'Period', 'Figure', 'Unit', 'Reported by', 'Change', 'Target'], ...rows]);
}

/** The report's rows are sorted by period: the latest figure is the last one that has a value. */
function rowOf(name: string, series: Figure[]): string[] {
  const at = series.findLastIndex(({ value }) => value !== '');
  const latest = series[at];
  if (!latest) return [name, '', 'nobody reported', '', '', '', ''];
  const coverage = `${latest['organizations_reported']} of ${latest['organizations_expected']}`;
  const target = latest['target'] ? `${readable(unitsOf(latest['target']))} ${latest['status']}`.trim() : '';
  const figure = readable(unitsOf(latest['value'] ?? ''));
  return [name, latest['period'] ?? '', figure, latest['unit'] ?? '', coverage, changeOf(latest, series[at - 1]), target];
}

/** Against the period before, if that has a figure. */
function changeOf(latest: Figure, before: Figure | undefined): string {
  if (!before?.['value']) return '';
  const [now, then] = [unitsOf(latest['value'] ?? ''), unitsOf(before['value'])];
  const change = percent(now - then, then);
  return `${now >= then ? '+' : ''}${readable(now - then)}${change ? ` (${change})` : ''}`;
}

function alignColumns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ').trimEnd());
}
