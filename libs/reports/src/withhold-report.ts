import type { Sharing } from '@keelson/agreements';
import { operandsOf } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Audience } from './report-publication.entity.js';
import { figuresOfReport } from './report-suppression.sql.js';
import type { Report } from './report.entity.js';

/** Of a measure: [position, first day, cell]. */
export interface MeasureFigures {
  measureId: string;
  figures: [position: number, start: string, cell: Record<string, string>][];
}

/** What of a report an audience does not see for lack of an agreement, and by which agreements it sees the rest. */
export interface Withheld {
  positions: number[];
  agreementIds: string[];
}

/** Of a calculated measure each figure that it is made of must be shared. */
export async function withholdReport(
  manager: EntityManager,
  { id, coalitionId, frequency, measureIds }: Pick<Report, 'id' | 'coalitionId' | 'frequency' | 'measureIds'>,
  sharing: Sharing,
): Promise<(audience: Audience) => Withheld> {
  if (sharing.free) return () => ({ positions: [], agreementIds: [] });
  const operands = await operandsOf(manager, coalitionId, measureIds);
  const measures = await run<MeasureFigures & Record<string, unknown>>(manager, figuresOfReport, [
    ...[coalitionId, id, measureIds, true],
  ]);
  return (audience) => {
    const positions: number[] = [];
    const used = new Set<string>();
    for (const { measureId, figures } of measures) {
      const behind = [...(operands.get(measureId) ?? [measureId])];
      for (const [position, start, cell] of figures) {
        const key = keyOf(cell);
        const by = behind.map((one) => {
          return sharing.agreementsOver(audience, { measureId: one, period: { frequency, start }, key });
        });
        if (by.some((ids) => ids.length === 0)) positions.push(position);
        else for (const one of by.flat()) used.add(one);
      }
    }
    return { positions, agreementIds: [...used].sort() };
  };
}

export function keyOf(cell: Record<string, string>): string {
  return Object.entries(cell)
    .map(([dimension, category]) => `${dimension}=${category}`)
    .sort()
    .join(';');
}
