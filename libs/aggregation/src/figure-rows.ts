import { formatPeriod, type Comparability, type Frequency } from '@keelson/measures';
import type { Figure, FigureChange, FigureStatus } from './figure.js';

/** A row of figures.sql.ts, with the first day as text. */
export interface FigureRow {
  measure_id: string;
  start: string;
  cell: Record<string, string>;
  value: string | null;
  low: string | null;
  high: string | null;
  numerator: string | null;
  denominator: string | null;
  organizations_reported: number;
  organizations_expected: number;
  cells_reported: number;
  cells_expected: number;
  non_values: Record<string, number>;
  target: string | null;
  baseline: string | null;
  progress: string | null;
  status: FigureStatus | '';
  derived: boolean;
  version: number;
  comparability: Comparability;
  picked: boolean;
  key: string;
}

/** A row of changes.sql.ts. */
export interface ChangeRow {
  measure_id: string;
  period_start: string;
  before: string | null;
  now: string | null;
  panel_before: string | null;
  panel_now: string | null;
  panel_before_parts: [numerator: string | null, denominator: string | null] | null;
  panel_now_parts: [numerator: string | null, denominator: string | null] | null;
  panel: number;
  panel_joined: number;
  volume_reported: string | null;
  volume_expected: string | null;
  groups: number[];
}

export function figureOf(row: FigureRow, frequency: Frequency): Figure {
  return {
    measureId: row.measure_id,
    period: formatPeriod({ frequency, start: row.start }),
    cell: row.cell,
    value: row.value,
    low: row.low,
    high: row.high,
    numerator: row.numerator,
    denominator: row.denominator,
    organizationsReported: row.organizations_reported,
    organizationsExpected: row.organizations_expected,
    cellsReported: row.cells_reported,
    cellsExpected: row.cells_expected,
    nonValues: row.non_values,
    target: row.target,
    baseline: row.baseline,
    progress: row.progress,
    status: row.status || null,
    derived: row.derived,
    version: row.version,
    comparability: row.comparability,
    picked: row.picked,
    withheld: false,
  };
}

export function changeOf(row: ChangeRow, frequency: Frequency): FigureChange {
  return {
    measureId: row.measure_id,
    period: formatPeriod({ frequency, start: row.period_start }),
    before: row.before,
    now: row.now,
    panelBefore: row.panel_before,
    panelNow: row.panel_now,
    panel: row.panel,
    panelJoined: row.panel_joined,
    volumeReported: row.volume_expected === null ? null : row.volume_reported,
    volumeExpected: row.volume_expected,
    withheld: false,
    suppressed: false,
  };
}
