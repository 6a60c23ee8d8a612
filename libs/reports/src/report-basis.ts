import { run } from '@keelson/platform';
import type { Circumstance } from './circumstance.js';
import type { Frequency } from '@keelson/measures';
import type { EntityManager } from 'typeorm';
import { readBasisSql, takeWatermark } from './report-basis.sql.js';

/** Goes up whenever the same values would make another content. */
export const engine = 'keelson-report/2';

/**
 * Which writes of values, corrections and approvals a compile saw. All that were numbered up to `number`, but of those
 * that were written on the same server only what `snapshot` (PostgreSQL's pg_snapshot, as a text) sees.
 */
export interface Watermark {
  number: string;
  snapshot: string;
  server: string;
  /** The moment of the compile's transaction; what depends on the day goes by it. */
  at: string;
}

export interface BasisResolution {
  measure: string;
  frequency: Frequency;
  firstPeriodStart: string;
  lastPeriodStart: string;
  method: 'SUM' | 'MAX' | 'RATE' | 'EXACT';
  rate?: string;
  /** The figure itself: for backbone staff. */
  exact?: string;
  signedBy: string;
  signedOn: string;
  source: string;
}

/** What a report stood on when it was compiled. */
export interface ReportBasis {
  engine: string;
  watermark: Watermark;
  policies: {
    figuresFrom: 'APPROVED' | 'SUBMITTED';
    timeZone: string;
    yearStartMonth: number;
    smallNumberThreshold: number;
  };
  resolutions: BasisResolution[];
  /** SHA-256 over what decides figures beside values: what has another one now was changed since. */
  circumstances: Record<Circumstance, string>;
}

/** Inside the compile's own snapshot. */
export async function watermarkOf(manager: EntityManager): Promise<Watermark> {
  const [watermark] = await run<Watermark & Record<string, string>>(manager, takeWatermark);
  return watermark!;
}

/** Of a report's measures and all that stand behind them. */
export async function readBasis(
  manager: EntityManager,
  { coalitionId, frequency, firstPeriodStart, lastPeriodStart }: Span,
  measureIds: readonly string[],
  watermark: Watermark,
): Promise<ReportBasis> {
  // Moments are hashed as texts.
  await run(manager, `SELECT set_config('TimeZone', 'UTC', true)`);
  const values = [coalitionId, measureIds, frequency, firstPeriodStart, lastPeriodStart];
  const [found] = await run<Omit<ReportBasis, 'engine' | 'watermark'>>(manager, readBasisSql, values);
  return { engine, watermark, ...found! };
}

interface Span {
  coalitionId: string;
  frequency: string;
  firstPeriodStart: string;
  lastPeriodStart: string;
}
