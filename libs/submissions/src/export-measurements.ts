import type { Frequency } from '@keelson/measures';
import {
  Database,
  Forbidden,
  isBackbone,
  isIn,
  NotFound,
  partnerOrganizationIds,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import { exportedCells, exportedDimensions, nextSubmissions } from './export-measurements.sql.js';
import type { PartnerNonValue } from './measurement-input.js';
import { canListSubmissions } from './submissions.policy.js';

/** A cell as it stands, by codes. */
export interface ExportedCell {
  organization: string;
  measure: string;
  frequency: Frequency;
  periodStart: string;
  /** Dimension code to category code. */
  categories: Record<string, string>;
  /** The value of a COUNT or AMOUNT, the numerator of a RATIO; null for a non-value. */
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
}

export interface ExportedCells {
  /** Codes of the coalition's dimensions. */
  dimensions: string[];
  portions: AsyncGenerator<ExportedCell[]>;
}

/** Submissions of one portion: their cells are read by one statement, so that each submission is whole. */
const portion = 25;

/**
 * All cells of a coalition that the actor may read, of all submissions in whatever state: every organization's for
 * backbone staff, their own for partners. That they leave the platform is written down before the first does.
 */
export async function exportMeasurements(
  database: Database,
  actor: Actor,
  coalitionId: string,
  format: string,
): Promise<ExportedCells> {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['id']);
  if (!canListSubmissions(actor, coalitionId))
    throw new Forbidden('Values of organizations are read by those who submit them.');
  const dimensions = await database.work(actor, async (manager) => {
    const subject = { coalitionId, subjectType: 'Coalition', subjectId: coalitionId } as const;
    await record(manager, actor, { ...subject, verb: 'exportMeasurements', after: { format } });
    return run<{ code: string }>(manager, exportedDimensions, [coalitionId]);
  });
  const organizations = isBackbone(actor, coalitionId) ? null : partnerOrganizationIds(actor, coalitionId);
  return {
    dimensions: dimensions.map(({ code }) => code),
    portions: portionsOf(database, actor, coalitionId, organizations),
  };
}

async function* portionsOf(
  database: Database,
  actor: Actor,
  coalitionId: string,
  organizations: string[] | null,
): AsyncGenerator<ExportedCell[]> {
  type Next = { id: string; organization_id: string; frequency: string; period_start: string };
  let last: Next | undefined;
  for (;;) {
    const after = [last?.organization_id ?? null, last?.frequency ?? null, last?.period_start ?? null];
    const { next, cells } = await database.read(actor, async (manager) => {
      const next = await run<Next>(manager, nextSubmissions, [coalitionId, organizations, ...after, portion]);
      const ids = next.map(({ id }) => id);
      return { next, cells: ids.length > 0 ? await run<ExportedCell>(manager, exportedCells, [coalitionId, ids]) : [] };
    });
    if (next.length === 0) return;
    last = next.at(-1);
    if (cells.length > 0) yield cells;
  }
}
