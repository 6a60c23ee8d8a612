import {
  dimensionKeyOf,
  endOf,
  isDecimal,
  isNegative,
  isWhole,
  isZero,
  parsePeriod,
  type NumberKind,
  type Period,
} from '@keelson/measures';
import type { Problem, UserErrorCode } from '@keelson/platform';
import { checkCategories, type KnownCategory, type Refuse } from './check-categories.js';
import { refuseOutsideWindow } from './refuse-outside-window.js';
import { slotKey, type ShutSlot } from './windows.sql.js';

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

/** What a coalition's codes stand for, as far as a batch needs it. */
export interface Vocabulary {
  organizations: Map<string, { id: string; terms: { from: string | null; to: string | null }[] }>;
  measures: Map<string, MeasureRules>;
  /** By dimension code, then category code. */
  categories: Map<string, Map<string, KnownCategory>>;
  /** The organizations' periods that are not open to this actor, by `slotKey`. */
  shut: Map<string, ShutSlot>;
}

export interface MeasureRules {
  id: string;
  frequency: Period['frequency'];
  retired: boolean;
  calculated: boolean;
  /** Latest first; the last one governs from ever. */
  versions: { firstPeriodStart: string | null; numberKind: NumberKind; dimensionKeys: Set<string> }[];
}

/** One organization's period: all values of a batch that belong to one submission share one object. */
export interface Slot {
  organizationId: string;
  period: Period;
}

/** A cell that passed: by ids, as it is stored. */
export interface CheckedValue {
  /** Its place in the batch. */
  index: number;
  slot: Slot;
  measureId: string;
  combinationKey: string;
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
}

export interface Check {
  accepted: CheckedValue[];
  problems: Problem[];
}

/** Judges every cell of a batch by itself and against the others. Pure: what is known comes in as the vocabulary. */
export function checkMeasurements(inputs: readonly MeasurementInput[], vocabulary: Vocabulary): Check {
  const accepted: CheckedValue[] = [];
  const problems: Problem[] = [];
  const slots = new Slots(vocabulary);
  inputs.forEach((input, index) => {
    const found: Problem[] = [];
    const refuse = (field: string, code: UserErrorCode, message: string) =>
      found.push({ code, field: ['values', String(index), ...(field ? field.split('.') : [])], message });
    const value = checkOne(input, index, slots, vocabulary, refuse);
    const first = value && slots.claim(value);
    if (first !== null && first !== index) {
      refuse('', 'DUPLICATE', `The same cell stands in this batch already, as value ${first}.`);
    }
    if (value && found.length === 0) accepted.push(value);
    problems.push(...found);
  });
  return { accepted, problems };
}

/** The submissions that a batch speaks of, read once per organization and period code, however many values they have. */
class Slots {
  private readonly periods = new Map<string, Period | null>();
  private readonly slots = new Map<string, Map<string, Slot>>();
  private readonly claimed = new Map<Slot, Map<string, number>>();

  constructor(private readonly vocabulary: Vocabulary) {}

  period(code: string): Period | null {
    let period = this.periods.get(code);
    if (period === undefined) this.periods.set(code, (period = parsePeriod(code)));
    return period;
  }

  slot(organizationCode: string, period: Period): Slot | null {
    const organization = this.vocabulary.organizations.get(organizationCode);
    if (!organization) return null;
    let ofOrganization = this.slots.get(organizationCode);
    if (!ofOrganization) this.slots.set(organizationCode, (ofOrganization = new Map()));
    const key = period.frequency + period.start;
    let slot = ofOrganization.get(key);
    if (!slot) ofOrganization.set(key, (slot = { organizationId: organization.id, period }));
    return slot;
  }

  /** The index of the first value that had this cell. */
  claim({ slot, measureId, combinationKey, index }: CheckedValue): number {
    let cells = this.claimed.get(slot);
    if (!cells) this.claimed.set(slot, (cells = new Map()));
    const cell = combinationKey ? `${measureId} ${combinationKey}` : measureId;
    const first = cells.get(cell);
    if (first === undefined) cells.set(cell, index);
    return first ?? index;
  }
}

function checkOne(
  input: MeasurementInput,
  index: number,
  slots: Slots,
  vocabulary: Vocabulary,
  refuse: Refuse,
): CheckedValue | null {
  const period = slots.period(input.period);
  const organization = vocabulary.organizations.get(input.organization);
  const measure = vocabulary.measures.get(input.measure);
  if (!organization) {
    refuse(
      'organization',
      'UNKNOWN_ORGANIZATION',
      `There is no organization "${input.organization}" that you submit for.`,
    );
  }
  if (!measure) refuse('measure', 'UNKNOWN_MEASURE', `There is no measure "${input.measure}" in this coalition.`);
  if (!period) {
    refuse(
      'period',
      'UNKNOWN_PERIOD',
      `"${input.period}" is not a period; write one such as 2024-01, 2024-Q1 or 2024.`,
    );
  }
  const key = checkCategories(input, period, vocabulary.categories, refuse);
  const slot = period && slots.slot(input.organization, period);
  if (!organization || !measure || !period || !slot || key === null) return null;
  if (measure.calculated) {
    refuse(
      'measure',
      'WRONG_KIND',
      `"${input.measure}" is calculated and takes no values: report what it is calculated from.`,
    );
    return null;
  }
  if (measure.retired) refuse('measure', 'INVALID_STATE', `"${input.measure}" is retired and takes no new values.`);
  if (period.frequency !== measure.frequency) {
    refuse(
      'period',
      'UNKNOWN_PERIOD',
      `"${input.measure}" is reported by ${measure.frequency}; "${input.period}" is a ${period.frequency}.`,
    );
  }
  if (!organization.terms.some((term) => overlaps(term, period))) {
    refuse(
      'period',
      'OUTSIDE_MEMBERSHIP',
      `"${input.organization}" was not a partner of the coalition in ${input.period}.`,
    );
  }
  if (vocabulary.shut.size > 0) {
    refuseOutsideWindow(vocabulary.shut.get(slotKey(organization.id, period)), input, refuse);
  }
  const version = measure.versions.find((one) => !one.firstPeriodStart || one.firstPeriodStart <= period.start);
  if (!version) return null;
  if (key !== '' && !version.dimensionKeys.has(dimensionKeyOf(input.categories!.map((one) => one.dimension)))) {
    refuse(
      'categories',
      'UNDECLARED_BREAKDOWN',
      `"${input.measure}" declares no breakdown by ${key.replace(/=[^;]*/g, '').replaceAll(';', ' × ')}.`,
    );
  }
  const number = checkNumber(input.number, version.numberKind, refuse);
  if (!number) return null;
  return { index, slot, measureId: measure.id, combinationKey: key, ...number };
}

type StoredNumber = Pick<CheckedValue, 'number' | 'denominator' | 'nonValue' | 'reason'>;

function checkNumber(input: MeasurementInput['number'], kind: NumberKind, refuse: Refuse): StoredNumber | null {
  if (input.nonValue) return checkNonValue(input.nonValue, kind, refuse);
  if (input.ratio) {
    const { numerator, denominator } = input.ratio;
    if (kind !== 'RATIO') {
      refuse('number.ratio', 'WRONG_KIND', `This measure is a ${kind}: send number.value.`);
      return null;
    }
    const decimals = [
      requireDecimal(numerator, 'number.ratio.numerator', refuse),
      requireDecimal(denominator, 'number.ratio.denominator', refuse),
    ];
    if (decimals.includes(false)) return null;
    if (isNegative(denominator) || isZero(denominator)) {
      refuse(
        'number.ratio.denominator',
        'NEGATIVE',
        'A denominator is greater than zero; where there is nothing to divide by, send the non-value NOT_APPLICABLE.',
      );
    }
    return { number: numerator, denominator, nonValue: null, reason: null };
  }
  const value = input.value ?? '';
  if (kind === 'RATIO') {
    refuse(
      'number.value',
      'WRONG_KIND',
      'This measure is a RATIO: send number.ratio with its numerator and denominator.',
    );
    return null;
  }
  if (!requireDecimal(value, 'number.value', refuse)) return null;
  if (kind === 'COUNT' && !isWhole(value))
    refuse('number.value', 'NOT_WHOLE', `A COUNT is a whole number; "${value}" is not.`);
  if (kind === 'COUNT' && isNegative(value))
    refuse('number.value', 'NEGATIVE', `A COUNT is not negative; "${value}" is.`);
  return { number: value, denominator: null, nonValue: null, reason: null };
}

function checkNonValue(
  { kind, reason, denominator }: NonNullable<MeasurementInput['number']['nonValue']>,
  numberKind: NumberKind,
  refuse: Refuse,
): StoredNumber {
  if (kind === 'DECLINED' && !reason?.trim()) {
    refuse('number.nonValue.reason', 'REQUIRED', 'Who declines a value says why.');
  }
  if (denominator != null) {
    requireDecimal(denominator, 'number.nonValue.denominator', refuse);
    if (numberKind !== 'RATIO' || kind !== 'SUPPRESSED_AT_SOURCE') {
      refuse(
        'number.nonValue.denominator',
        'WRONG_KIND',
        'Only a RATIO that is SUPPRESSED_AT_SOURCE may still have its denominator.',
      );
    }
  }
  return { number: null, denominator: denominator ?? null, nonValue: kind, reason: reason?.trim() || null };
}

function requireDecimal(text: string, field: string, refuse: Refuse): boolean {
  if (isDecimal(text)) return true;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  refuse(
    field,
    'NOT_A_NUMBER',
    `"${shown}" is not a decimal number such as 1250 or 0.75: no separators, no exponent, at most 24 digits before and 12 after the point.`,
  );
  return false;
}

function overlaps(term: { from: string | null; to: string | null }, period: Period): boolean {
  return (!term.from || term.from < endOf(period)) && (!term.to || term.to >= period.start);
}
