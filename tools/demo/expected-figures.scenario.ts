import { readFileSync } from 'node:fs';
import type { Figure, ReportFile } from './demo.scenario.js';

type Facts = Record<string, unknown>;

interface Expected extends Facts {
  organizations_expected: number;
  measures: Record<string, { kind: string; breakdowns: Record<string, Facts & { periods: Record<string, Facts> }> }>;
}

/** What only the partners' own rows tell, and what states the wrong way of aggregating. The report has neither. */
const notInTheReport = [
  'best',
  'worst',
  'organizations_improved',
  'organizations_worsened',
  'organizations_unchanged',
  'same_organizations',
  'unweighted_mean_rate',
];
const tolerance = 1e-6;

/** Holds a report of demo/road-safety against all of its expected.json; returns every difference. */
export function differencesFrom(file: string, report: ReportFile): string[] {
  const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;
  const differences: string[] = [];
  const compare = (where: string, wanted: Facts, found: Facts) => {
    for (const [fact, value] of Object.entries(wanted)) {
      if (notInTheReport.includes(fact)) continue;
      if (!isSame(value, found[fact])) differences.push(`${where} ${fact}: ${String(found[fact])}, not ${String(value)}`);
    }
  };
  const all = { cells_reported: 0, cells_expected: 0 };
  for (const [measure, { breakdowns }] of Object.entries(expected.measures)) {
    for (const [breakdown, { periods, first_to_last: span, ...coverage }] of Object.entries(breakdowns)) {
      const cell: Record<string, string> = breakdown === 'all_ages' ? {} : { age_band: breakdown };
      const codes = Object.keys(periods);
      const figures = codes.map((period) => report.figure(measure, period, cell));
      codes.forEach((period, i) => {
        const wanted = { ...periods[period] };
        // The report counts organizations; it does not name those that are missing.
        const absent = (wanted['not_reported'] as string[]).length;
        const bands = Object.keys(breakdowns).filter((name) => name !== 'all_ages');
        const parts = bands.map((age_band) => numberOf(report.figure(measure, period, { age_band })) ?? 0);
        const found = { ...factsOf(figures[i]!, figures[i - 1], parts) };
        compare(`${measure} ${breakdown} ${period}`, { ...wanted, not_reported: absent }, found);
      });
      const [first, last] = [figures[0]!, figures.at(-1)!];
      compare(`${measure} ${breakdown}`, span as Facts, {
        ...changeOf(last, first),
        first: numberOf(first),
        last: numberOf(last),
      });
      const cells = {
        cells_reported: sum(figures.map((figure) => Number(figure['organizations_reported']))),
        cells_expected: sum(figures.map((figure) => Number(figure['organizations_expected']))),
      };
      compare(`${measure} ${breakdown}`, coverage, {
        ...cells,
        completeness: cells.cells_reported / cells.cells_expected,
      });
      all.cells_reported += cells.cells_reported;
      all.cells_expected += cells.cells_expected;
    }
  }
  const { cells_reported, cells_expected, completeness_all } = expected;
  const completeness = all.cells_reported / all.cells_expected;
  compare('all', { cells_reported, cells_expected, completeness_all }, { ...all, completeness_all: completeness });
  return differences;
}

function factsOf(figure: Figure, before: Figure | undefined, parts: number[]): Facts {
  const reported = Number(figure['organizations_reported']);
  const expected = Number(figure['organizations_expected']);
  const value = numberOf(figure);
  return {
    total: value,
    rate: value,
    numerator: Number(figure['numerator']),
    denominator: Number(figure['denominator']),
    organizations_reported: reported,
    completeness: reported / expected,
    not_reported: expected - reported,
    ...(before ? changeOf(figure, before) : { change: null, pct_change: null }),
    inside_bands: sum(parts),
    outside_bands: (value ?? 0) - sum(parts),
  };
}

/** Of ratios from numerator and denominator: their value is rounded to six places already. */
function changeOf(now: Figure, before: Figure): Facts {
  const [a, b] = [numberOf(now), numberOf(before)];
  if (a === null || b === null) return { change: null, pct_change: null };
  return { change: a - b, pct_change: (100 * (a - b)) / b };
}

function numberOf(figure: Figure): number | null {
  if (figure['value'] === '') return null;
  if (!figure['denominator']) return Number(figure['value']);
  const factor = 10_000;
  const exact = (factor * Number(figure['numerator'])) / Number(figure['denominator']);
  if (Math.abs(exact - Number(figure['value'])) > tolerance) throw new Error(`${JSON.stringify(figure)} is not ${exact}`);
  return exact;
}

function isSame(wanted: unknown, found: unknown): boolean {
  if (typeof wanted !== 'number' || typeof found !== 'number') return wanted === found;
  return Math.abs(wanted - found) <= tolerance;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
