import type { Frequency, NumberKind, PartnerRule, TimeRule, Direction, MeasureLevel, Period } from '@keelson/measures';

/** The codes that measures, dimensions and categories may have; those of organizations may hold "/" too. */
export const codeRule = /^[\w.-]{1,80}$/;
export const codeSentence = 'is not a code: use letters, digits, ".", "_" and "-", at most 80 of them.';

export interface TidyOrganization {
  code: string;
  name: string;
  attributes: Record<string, string>;
  /** First and last day of the membership, where the file says so. */
  from: string | null;
  to: string | null;
}

export interface TidyBreakdown {
  dimensionCodes: string[];
  additive: boolean;
}

export interface TidyMeasure {
  code: string;
  name: string;
  description: string | null;
  unit: string;
  numberKind: NumberKind;
  factor: number | null;
  direction: Direction;
  target: string | null;
  targetSource: string | null;
  frequency: Frequency | null;
  timeRule: TimeRule | null;
  denominatorTimeRule: TimeRule | null;
  partnerRule: PartnerRule | null;
  ofPeople: boolean | null;
  level: MeasureLevel | null;
  /** Null: to be found out from the rows. */
  breakdowns: TidyBreakdown[] | null;
}

/** A cell's number in the form in which the API takes it. */
export type TidyNumber =
  | { value: string }
  | { ratio: { numerator: string; denominator: string } }
  | { nonValue: { kind: NonValueKind; reason?: string; denominator?: string } };

export type NonValueKind = 'NOT_COLLECTED' | 'NOT_APPLICABLE' | 'DECLINED' | 'SUPPRESSED_AT_SOURCE';

export interface TidyValue {
  /** Where it stands in submissions.csv. */
  line: number;
  organization: string;
  measure: string;
  period: Period;
  categories: { dimension: string; category: string }[];
  number: TidyNumber;
}

export interface TidyFolder {
  organizations: TidyOrganization[];
  measures: (TidyMeasure & { frequency: Frequency; breakdowns: TidyBreakdown[] })[];
  dimensions: { code: string; categories: string[] }[];
  values: TidyValue[];
  /** Rows that say that there is nothing to submit (status missing or conflict). */
  leftOut: number;
}
