/** An organization's own figure of a measure, in the last period in which the measure has a number: its total. */
export interface ReportedPartner {
  /** The measure's code. */
  measure: string;
  period: string;
  /** The organization's code and name, as they were. */
  organization: string;
  name: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  derived: boolean;
  /** Why there is no number to be seen; null where there is one. */
  missing: 'NO_DATA' | 'SUPPRESSED' | 'WITHHELD' | null;
}
