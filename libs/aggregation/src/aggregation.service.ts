import { Inject, Injectable } from '@nestjs/common';
import type { FigureSource } from '@keelson/coalitions';
import {
  formatPeriod,
  isAtLeastAsFine,
  operandsOf,
  readSpan,
  type Comparability,
  type Frequency,
} from '@keelson/measures';
import { Database, Forbidden, InvalidInput, isIn, NotFound, run, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeFigures, canSeeSmallFigures } from './aggregation.policy.js';
import { changesOfCalculated } from './calculated-changes.js';
import { changesSql } from './changes.sql.js';
import type { Figure, FigureChange, FigureStatus } from './figure.js';
import { figureSourceOf } from './figure-source.sql.js';
import { figuresSql } from './figures.sql.js';
import { throughMergers } from './merged-cells.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
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

const orderedFigures = `
  SELECT f.*, f.period_start::text AS start, m.code FROM (${figuresSql}) f JOIN measure m ON m.id = f.measure_id
   ORDER BY m.code, f.period_start, f.cell::text COLLATE "C"`;

/** The one place where cells become figures: dashboards, reports and exports all ask here. */
@Injectable()
export class AggregationService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Figures of the whole coalition, by measure code, period and cell; for partners without those of few organizations. */
  async figures(actor: Actor, request: FigureRequest): Promise<Figure[]> {
    const { first, until } = readSpan(request);
    requireReader(actor, request.coalitionId);
    return this.database.read(actor, async (manager) => {
      await requireMeasures(manager, request);
      await prepareFigures(manager);
      const span: Span = { from: first.start, until, source: await figureSourceOf(manager, request.coalitionId) };
      return readFigures(manager, actor, request, span);
    });
  }

  /** How totals moved from period to period, plainly and for the same partners; of calculated measures plainly. */
  async changes(actor: Actor, request: FigureRequest): Promise<FigureChange[]> {
    const { first, until } = readSpan(request);
    requireReader(actor, request.coalitionId);
    const from = `${Number(first.start.slice(0, 4)) - 1}${first.start.slice(4)}`;
    const earlier = first.frequency === 'WEEK' ? shiftWeeks(first.start, 53) : from;
    return this.database.read(actor, async (manager) => {
      const measures = await requireMeasures(manager, request);
      await prepareFigures(manager);
      const span: Span = { from: earlier, until, source: await figureSourceOf(manager, request.coalitionId) };
      const read = (measureIds: string[]) =>
        measureIds.length > 0 ? readChanges(manager, actor, { ...request, measureIds }, span, first.start) : [];
      const changes = await read(measures.flatMap(({ id, calculated }) => (calculated ? [] : [id])));
      const measureIds = measures.flatMap(({ id, calculated }) => (calculated ? [id] : []));
      if (measureIds.length === 0) return changes;
      const figures = await readFigures(manager, actor, { ...request, measureIds, breakdowns: [] }, span);
      const operands = await operandsOf(manager, request.coalitionId, measureIds);
      const all = canSeeSmallFigures(actor, request.coalitionId);
      const behind = all ? [] : await read([...new Set([...operands.values()].flatMap((ids) => [...ids]))]);
      const untold = new Set(behind.flatMap((one) => (one.withheld ? [`${one.measureId} ${one.period}`] : [])));
      return [...changes, ...changesOfCalculated(figures, operands, untold, first.start)];
    });
  }
}

/** Days, and which submissions count. */
interface Span {
  from: string;
  until: string;
  source: FigureSource;
}

async function readFigures(
  manager: EntityManager,
  actor: Actor,
  request: FigureRequest,
  { from, until, source }: Span,
): Promise<Figure[]> {
  const { coalitionId, measureIds, frequency } = request;
  const rows = await run<FigureRow>(manager, await throughMergers(manager, coalitionId, orderedFigures), [
    coalitionId,
    measureIds,
    frequency,
    from,
    until,
    source,
    dimensionKeys(request),
  ]);
  const all = canSeeSmallFigures(actor, coalitionId);
  return rows.map((row) => {
    const figure = figureOf(row, frequency);
    return all ? figure : withholdFigure(figure);
  });
}

/** Over the span's first year nothing is told: it is there to compare with. */
async function readChanges(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, measureIds, frequency }: FigureRequest,
  { from, until, source }: Span,
  firstStart: string,
): Promise<FigureChange[]> {
  const values = [coalitionId, measureIds, frequency, from, until, source, [], firstStart];
  const rows = await run<ChangeRow>(manager, await throughMergers(manager, coalitionId, changesSql), values);
  const all = canSeeSmallFigures(actor, coalitionId);
  return rows.map((row) => {
    const change = changeOf(row, frequency);
    return all ? change : withholdChange(change, row.groups);
  });
}

interface AskedMeasure {
  id: string;
  code: string;
  frequency: Frequency;
  calculated: boolean;
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
  panel_joined: number;
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
    picked: row.picked,
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
    panelJoined: row.panel_joined,
    volumeReported: row.volume_expected === null ? null : row.volume_reported,
    volumeExpected: row.volume_expected,
    withheld: false,
  };
}

/** Every measure asked for is there, and reported at least as often as the figures are wanted. */
async function requireMeasures(
  manager: EntityManager,
  { coalitionId, measureIds, frequency }: FigureRequest,
): Promise<AskedMeasure[]> {
  const text = 'SELECT id, code, frequency, calculated FROM measure WHERE coalition_id = $1 AND id = ANY ($2::uuid[])';
  const rows = await run<AskedMeasure>(manager, text, [coalitionId, measureIds]);
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
  return rows;
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
