import type { Place, QualityFinding, Verdict } from './finding.js';
import type { QualityCheck } from './quality-check.js';
import type { Cell } from './read-cells.js';
import type { MeasureDefinition } from './read-definitions.sql.js';
import type { Scope } from './read-series.sql.js';

/** What one organization reported for one measure and period, by cell. */
export interface Group {
  organizationId: string;
  measure: MeasureDefinition;
  start: string;
  cells: Map<string, Cell & { dimensionKey: string }>;
}

export function groupKey(organizationId: string, measureId: string, start: string): string {
  return `${organizationId} ${measureId} ${start}`;
}

export function placeOf(
  { frequency }: Scope,
  of: { organization_id: string; measure_id?: string; cell_key?: string },
  periodStart: string,
  check: QualityCheck,
): Place {
  const { organization_id: organizationId, measure_id: measureId = null, cell_key: cellKey = '' } = of;
  return { check, organizationId, frequency, periodStart, ruleId: null, measureId, cellKey, breakdown: '' };
}

export function findingOf(
  place: Place,
  { outcome, numbers, sentence }: Verdict,
  rest: Pick<QualityFinding, 'importance' | 'about'> & { measureIds?: string[] },
): QualityFinding {
  const measureIds = place.measureId ? [place.measureId] : [];
  const importance = outcome === 'NOT_ENOUGH_HISTORY' ? 'LOW' : rest.importance;
  return { measureIds, ...place, outcome, numbers, sentence, explanation: null, ...rest, importance };
}
