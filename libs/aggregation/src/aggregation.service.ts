import { Inject, Injectable } from '@nestjs/common';
import type { FigureSource } from '@keelson/coalitions';
import { isAtLeastAsFine, operandsOf, periodsBetween, readSpan, type Frequency } from '@keelson/measures';
import { Database, Forbidden, InvalidInput, isIn, NotFound, run, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeFigures, canSeeSmallFigures } from './aggregation.policy.js';
import { changesOfCalculated } from './calculated-changes.js';
import { changesSql } from './changes.sql.js';
import { decideFigures, loadNumbers, loadTerms, ofOperands, type FigureSpan } from './disclose-figures.js';
import type { Standings } from './decide-measure.js';
import type { Figure, FigureChange } from './figure.js';
import { changeOf, figureOf, type ChangeRow, type FigureRow } from './figure-rows.js';
import { figureSourceOf } from './figure-source.js';
import { throughMergers } from './merged-cells.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { chooseFiguresSql } from './read-figures.js';
import { readFor } from './read-for.js';
import { showChange, showFigure } from './suppress-figure.js';
import { yearBefore } from './total-changes.js';
import { withholdChange } from './withhold.js';

export interface FigureRequest {
  coalitionId: string;
  measureIds: string[];
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  /** Sets of dimension codes; nothing means every cell that the data holds. */
  breakdowns?: string[][] | null;
}

const inOrder = (figuresSql: string) => `
  SELECT f.*, f.period_start::text AS start, m.code FROM (${figuresSql}) f JOIN measure m ON m.id = f.measure_id
   ORDER BY m.code, f.period_start, f.cell::text COLLATE "C"`;

/** The one place where cells become figures: dashboards, reports and exports all ask here. */
@Injectable()
export class AggregationService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Figures of the whole coalition, by measure code, period and cell; for partners without those of few organizations. */
  async figures(actor: Actor, request: FigureRequest): Promise<Figure[]> {
    requireFigures(actor, request);
    return readFor(this.database, actor, request.coalitionId, (manager) => figuresIn(manager, actor, request));
  }

  /** How totals moved from period to period, plainly and for the same partners; of calculated measures plainly. */
  async changes(actor: Actor, request: FigureRequest): Promise<FigureChange[]> {
    requireFigures(actor, request);
    return readFor(this.database, actor, request.coalitionId, (manager) => changesIn(manager, actor, request));
  }
}

/** Before a unit is opened: the span can be read, and the reader may. */
export function requireFigures(actor: Actor, request: FigureRequest): void {
  readSpan(request);
  requireReader(actor, request.coalitionId);
}

/** Inside the open unit (`readFor`) of whoever has passed `requireFigures`. */
export async function figuresIn(manager: EntityManager, actor: Actor, request: FigureRequest): Promise<Figure[]> {
  const { first, until } = readSpan(request);
  await requireMeasures(manager, request);
  const span: Span = { from: first.start, until, source: await figureSourceOf(manager, request.coalitionId) };
  return readFigures(manager, actor, request, span);
}

/** As `figuresIn`. */
export async function changesIn(manager: EntityManager, actor: Actor, request: FigureRequest): Promise<FigureChange[]> {
  const { first, until } = readSpan(request);
  const earlier = yearBefore(first.frequency, first.start);
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
}

/** Decides what partners see of measures, and remembers that they have been told it. */
async function tellPartners(manager: EntityManager, span: FigureSpan): Promise<Telling> {
  const terms = await loadTerms(manager, span.coalitionId);
  const operands = await operandsOf(manager, span.coalitionId, span.measureIds);
  const measureIds = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
  const numbers = await loadNumbers(manager, { ...span, measureIds }, terms);
  const decisions = await decideFigures(manager, span.coalitionId, numbers, span.frequency, terms);
  for (const decision of decisions.values()) await decision.remember('COALITION', null);
  return {
    byAgreement: !terms.sharing.free,
    standingsOf: (measureId) => ofOperands(decisions, operands.get(measureId) ?? new Set([measureId])),
  };
}

interface Telling {
  byAgreement: boolean;
  standingsOf(measureId: string): Standings;
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
  const parameters = [coalitionId, measureIds, frequency, from, until, source, dimensionKeys(request)] as const;
  const rows = await run<FigureRow>(manager, inOrder(await chooseFiguresSql(manager, parameters)), parameters);
  if (canSeeSmallFigures(actor, coalitionId)) return rows.map((row) => figureOf(row, frequency));
  const first = { frequency, start: from };
  const { standingsOf } = await tellPartners(manager, { coalitionId, measureIds, frequency, first, until, source });
  return rows.map((row) => showFigure(figureOf(row, frequency), row.key, standingsOf(row.measure_id)));
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
  if (canSeeSmallFigures(actor, coalitionId)) return rows.map((row) => changeOf(row, frequency));
  const first = { frequency, start: from };
  const { standingsOf, byAgreement } = await tellPartners(manager, {
    coalitionId,
    measureIds,
    frequency,
    first,
    until,
    source,
  });
  const periods = periodsBetween(frequency, from, until);
  return rows.map((row) => {
    const change = showChange(
      withholdChange(changeOf(row, frequency), row.groups),
      standingsOf(row.measure_id),
      periods,
    );
    // They hold numbers of earlier periods, which an agreement may leave out.
    return byAgreement ? { ...change, volumeReported: null, volumeExpected: null } : change;
  });
}

interface AskedMeasure {
  id: string;
  code: string;
  frequency: Frequency;
  calculated: boolean;
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
