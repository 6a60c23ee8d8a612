import type { SharingAudience, SharingGrain } from '@keelson/agreements';
import type { Frequency } from '@keelson/measures';

/** An agreement by which audiences may see figures of a report, as it stood when the report was compiled. */
export interface ReportedAgreement {
  /** As the API shows it. */
  id: string;
  purpose: string;
  parties: string[];
  /** Codes of the report's measures, or of those that they are calculated from. */
  measures: string[];
  grain: SharingGrain;
  audiences: SharingAudience[];
  from: string;
  /** What it leaves open is absent. */
  to?: string;
  finestFrequency?: Frequency;
  firstPeriod?: string;
  lastPeriod?: string;
  breakdowns?: string[][];
}
