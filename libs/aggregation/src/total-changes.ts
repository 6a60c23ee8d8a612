import type { FigureSource } from '@keelson/coalitions';
import { endOf, type Frequency, type Period } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { changesSql } from './changes.sql.js';
import type { FigureChange } from './figure.js';
import { changeOf, type ChangeRow } from './figure-rows.js';
import { throughMergers } from './merged-cells.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { withholdChange } from './withhold.js';

export interface TotalChange extends FigureChange {
  /** One or two organizations' own numbers could be told from it. */
  isTelling: boolean;
  /** Of ratios, numerator and denominator: as it is before it is rounded. */
  panelParts: { before: PanelParts; now: PanelParts };
}

type PanelParts = ChangeRow['panel_now_parts'];

/**
 * How the totals of a period stand against the period before, of reported measures, in the open snapshot. Nothing is
 * withheld: whoever asks decides what leaves it.
 */
export async function totalChanges(
  manager: EntityManager,
  coalitionId: string,
  measureIds: readonly string[],
  period: Period,
  source: FigureSource,
): Promise<TotalChange[]> {
  await prepareFigures(manager);
  const { frequency, start } = period;
  const values = [coalitionId, measureIds, frequency, yearBefore(frequency, start), endOf(period), source, [], start];
  const rows = await run<ChangeRow>(manager, await throughMergers(manager, coalitionId, changesSql), values);
  return rows.map((row) => {
    const change = changeOf(row, frequency);
    const panelParts = { before: row.panel_before_parts, now: row.panel_now_parts };
    return { ...change, isTelling: withholdChange(change, row.groups).withheld, panelParts };
  });
}

/** Volumes are weighed by those of the year before. */
export function yearBefore(frequency: Frequency, start: string): string {
  if (frequency !== 'WEEK') return `${Number(start.slice(0, 4)) - 1}${start.slice(4)}`;
  return new Date(Date.parse(`${start}T00:00:00Z`) - 53 * 7 * 86_400_000).toISOString().slice(0, 10);
}
