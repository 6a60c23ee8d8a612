import { chooseFiguresSql, type FigureParameters } from '@keelson/aggregation';
import { endOf, formatPeriod, operandsOf } from '@keelson/measures';
import { encodeId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { differenceOf, exactOf } from './compare-figures.js';
import { circumstances, type Circumstance } from './circumstance.js';
import type { ReportBasis } from './report-basis.js';
import type { ReportHeader } from './report-header.js';
import type { Report } from './report.entity.js';
import { reasonsSince, restatedByReport, restatedSince, type RestatedRow } from './restatement.sql.js';
import type { Restatement, RestatedFigure, RestatementReason } from './restatement.js';

/** More are for a look at the numbers themselves. */
const mostChanges = 1_000;

type Row = RestatedRow & Record<string, unknown>;
type Known = Report & { header: ReportHeader; compiledAt: Date };

/** What changed in `old` by what another report holds now, in the open snapshot. */
export async function restatementBy(
  manager: EntityManager,
  old: Known,
  report: Report,
  basis: ReportBasis,
): Promise<Restatement> {
  const values = [old.id, old.breakdownKeys, report.breakdownKeys, mostChanges + 1, report.id];
  return restatementOf(manager, old, await run<Row>(manager, restatedByReport, values), basis);
}

/** What changed in `old` by what its figures are now, in the open snapshot. */
export async function restatementNow(manager: EntityManager, old: Known, basis: ReportBasis): Promise<Restatement> {
  const { coalitionId, measureIds, frequency, firstPeriodStart: first, lastPeriodStart: start, breakdownKeys } = old;
  const until = endOf({ frequency, start });
  const { figuresFrom } = basis.policies;
  const asked: FigureParameters = [coalitionId, measureIds, frequency, first, until, figuresFrom, breakdownKeys];
  const text = restatedSince(await chooseFiguresSql(manager, asked));
  return restatementOf(manager, old, await run<Row>(manager, text, [...asked, old.id, mostChanges + 1]), basis);
}

async function restatementOf(manager: EntityManager, old: Known, rows: Row[], now: ReportBasis): Promise<Restatement> {
  const told = rows.slice(0, mostChanges);
  const reasons = await reasonsOf(manager, old, told, now.policies.figuresFrom);
  const factors = new Map(old.header.measures.map(({ code, factor }) => [code, factor]));
  const headlines = new Set(old.header.headlines?.flatMap(({ figure }) => figure ?? []));
  const changes = told.map((row, n): RestatedFigure => {
    const { measure, start, cell, previousFigure, figure, before, now: value } = row;
    const factor = factors.get(measure) ?? 1;
    const from = exactOf({ value: before, numerator: row.beforeNumerator, denominator: row.beforeDenominator }, factor);
    const to = exactOf({ value, numerator: row.nowNumerator, denominator: row.nowDenominator }, factor);
    return {
      ...{ measure, period: formatPeriod({ frequency: old.frequency, start }), cell, previousFigure, figure },
      ...(previousFigure !== null && headlines.has(previousFigure) ? { isHeadline: true as const } : {}),
      ...{ before, now: value },
      ...intervalOf('beforeInterval', row.beforeLow, row.beforeHigh),
      ...intervalOf('nowInterval', row.nowLow, row.nowHigh),
      ...(from && to ? differenceOf(from, to) : { difference: null, percent: null }),
      reasons: reasons.get(n) ?? [],
    };
  });
  const { id, title, compiledAt, header } = old;
  return {
    of: { id: encodeId('Report', id), title, compiledAt: compiledAt.toISOString() },
    changes,
    ...(rows.length > mostChanges ? { isCut: true as const } : {}),
    circumstances: changedBetween(header.basis, now),
  };
}

export function changedBetween(then: ReportBasis | undefined, now: ReportBasis): Circumstance[] {
  return then ? circumstances.filter((one) => then.circumstances[one] !== now.circumstances[one]) : [];
}

/** A report of an older version has no watermark, and so no reasons. */
async function reasonsOf(
  manager: EntityManager,
  { coalitionId, frequency, measureIds, header }: Known,
  rows: Row[],
  source: string,
): Promise<Map<number, RestatementReason[]>> {
  const reasons = new Map<number, RestatementReason[]>();
  const { watermark } = header.basis ?? {};
  if (!watermark || rows.length === 0) return reasons;
  const text = 'SELECT id, code FROM measure WHERE coalition_id = $1 AND id = ANY ($2::uuid[])';
  const measures = await run<{ id: string; code: string }>(manager, text, [coalitionId, measureIds]);
  const operands = await operandsOf(manager, coalitionId, measureIds);
  const behind = new Map(measures.map(({ id, code }) => [code, [...(operands.get(id) ?? [id])]]));
  const figures = rows.map(({ measure, start, cell }, n) => {
    return { n, measures: behind.get(measure) ?? [], start, until: endOf({ frequency, start }), cell };
  });
  const { number, server, snapshot } = watermark;
  const values = [coalitionId, JSON.stringify(figures), number, server, snapshot, source];
  const found = await run<RestatementReason & { n: number } & Record<string, unknown>>(manager, reasonsSince, values);
  for (const { n, kind, text: why, count } of found) {
    reasons.set(n, [...(reasons.get(n) ?? []), { kind, text: why, count }]);
  }
  return reasons;
}

function intervalOf(name: 'beforeInterval' | 'nowInterval', low: string | null, high: string | null) {
  return low !== null && high !== null ? { [name]: { low, high } } : {};
}
