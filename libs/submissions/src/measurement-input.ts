export const partnerNonValues = ['NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED', 'SUPPRESSED_AT_SOURCE'] as const;
export type PartnerNonValue = (typeof partnerNonValues)[number];

/** A cell as a partner writes it, by codes. Exactly one of `value`, `ratio` and `nonValue` is set. */
export interface MeasurementInput {
  organization: string;
  measure: string;
  period: string;
  categories?: { dimension: string; category: string }[] | null;
  number: {
    value?: string | null;
    ratio?: { numerator: string; denominator: string } | null;
    nonValue?: { kind: PartnerNonValue; reason?: string | null; denominator?: string | null } | null;
  };
}
