import { Inject, Injectable } from '@nestjs/common';
import { formatPeriod, isAtLeastAsFine, readSpan, type Comparability, type Frequency } from '@keelson/measures';
import { Database, Forbidden, InvalidInput, isIn, NotFound, run, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeFigures, canSeeSmallFigures } from './aggregation.policy.js';
import { changesSql } from './changes.sql.js';
import type { Figure, FigureChange, FigureStatus } from './figure.js';
import { figureSourceOf } from './figure-source.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { chooseFiguresSql } from './read-figures.js';
import { withholdChange, withholdFigure } from './withhold.js';

export interface FigureRequest {
  coalitionId: string;
  measureIds: string[];
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  /** Sets of dimension codes; nothing means every cell that the data holds. */
  breakdowns?: string[][] | null;
}

/** The one place where cells become figures: dashboards, reports and exports all ask here. */
@Injectable()
export class AggregationService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Figures of the whole coalition, by measure code, period and cell; for partners without those of few organizations. */
  figures(actor: Actor, request: FigureRequest): Promise<Figure[]> {
    requireFigures(actor, request);
    return this.database.read(actor, (manager) => readFigures(manager, actor, request));
  }

  /** How totals moved from period to period, plainly and for the same partners. */
  changes(actor: Actor, request: FigureRequest): Promise<FigureChange[]> {
    requireFigures(actor, request);
    return this.database.read(actor, (manager) => readChanges(manager, actor, request));
  }
}

/** Before a unit is opened: the span can be read, and the reader may. */
export function requireFigures(actor: Actor, request: FigureRequest): void {
  readSpan(request);
  requireReader(actor, request.coalitionId);
}

/** Inside the open reading unit of whoever has passed `requireFigures`. */
export async function readFigures(manager: EntityManager, actor: Actor, request: FigureRequest): Promise<Figure[]> {
  const { first, until } = readSpan(request);
  await requireMeasures(manager, request);
  const { coalitionId, measureIds, frequency } = request;
  const source = await figureSourceOf(manager, coalitionId);
  const parameters = [coalitionId, measureIds, frequency, first.start, until, source, dimensionKeys(request)] as const;
  const rows = await run<FigureRow>(
    manager,
    `SELECT f.*, f.period_start::text AS start, m.code FROM (${await chooseFiguresSql(manager, parameters)}) f
       JOIN measure m ON m.id = f.measure_id
      ORDER BY m.code, f.period_start, f.cell::text COLLATE "C"`,
    parameters,
  );
  const all = canSeeSmallFigures(actor, coalitionId);
  return rows.map((row) => {
    const figure = figureOf(row, frequency);
    return all ? figure : withholdFigure(figure, row.picked);
  });
}

/** As `readFigures`. */
export async function readChanges(
  manager: EntityManager,
  actor: Actor,
  request: FigureRequest,
): Promise<FigureChange[]> {
  const { first, until } = readSpan(request);
  const from = `${Number(first.start.slice(0, 4)) - 1}${first.start.slice(4)}`;
  const earlier = first.frequency === 'WEEK' ? shiftWeeks(first.start, 53) : from;
  await requireMeasures(manager, request);
  await prepareFigures(manager);
  const { coalitionId, measureIds, frequency } = request;
  const source = await figureSourceOf(manager, coalitionId);
  const values = [coalitionId, measureIds, frequency, earlier, until, source, [], first.start];
  const rows = await run<ChangeRow>(manager, changesSql, values);
  const all = canSeeSmallFigures(actor, coalitionId);
  return rows.map((row) => {
    const change = changeOf(row, frequency);
    return all ? change : withholdChange(change, row.groups);
  });
}

interface FigureRow {
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
}

interface ChangeRow {
  measure_id: string;
  period_start: string;
  before: string | null;
  now: string | null;
  panel_before: string | null;
  panel_now: string | null;
  panel: number;
  volume_reported: string | null;
  volume_expected: string | null;
  groups: number[];
}

function figureOf(row: FigureRow, frequency: Frequency): Figure {
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
    withheld: false,
  };
}

function changeOf(row: ChangeRow, frequency: Frequency): FigureChange {
  return {
    measureId: row.measure_id,
    period: formatPeriod({ frequency, start: row.period_start }),
    before: row.before,
    now: row.now,
    panelBefore: row.panel_before,
    panelNow: row.panel_now,
    panel: row.panel,
    volumeReported: row.volume_expected === null ? null : row.volume_reported,
    volumeExpected: row.volume_expected,
    withheld: false,
  };
}

/** Every measure asked for is there, and reported at least as often as the figures are wanted. */
async function requireMeasures(manager: EntityManager, { coalitionId, measureIds, frequency }: FigureRequest) {
  const text = 'SELECT id, code, frequency FROM measure WHERE coalition_id = $1 AND id = ANY ($2::uuid[])';
  const rows = await run<{ id: string; code: string; frequency: Frequency }>(manager, text, [coalitionId, measureIds]);
  const found = new Map(rows.map((row) => [row.id, row]));
  const problems = measureIds.flatMap((id, i): Problem[] => {
    const field = ['measureIds', String(i)];
    const measure = found.get(id);
    if (!measure) return [{ code: 'UNKNOWN_MEASURE', field, message: 'There is no such measure in this coalition.' }];
    if (isAtLeastAsFine(measure.frequency, frequency)) return [];
    const message = `"${measure.code}" is reported by ${measure.frequency}: ask for that or a longer frequency.`;
    return [{ code: 'INVALID', field, message }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}

function dimensionKeys({ breakdowns }: FigureRequest): string[] | null {
  return breakdowns?.map((codes) => [...codes].sort().join(',')) ?? null;
}

function requireReader(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canSeeFigures(actor, coalitionId)) throw new Forbidden('Funders and observers read the published reports.');
}

function shiftWeeks(start: string, weeks: number): string {
  return new Date(Date.parse(`${start}T00:00:00Z`) - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}
