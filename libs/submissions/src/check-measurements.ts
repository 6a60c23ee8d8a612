import { dimensionKeyOf, endOf, parsePeriod, type NumberKind, type Period } from '@keelson/measures';
import type { Problem } from '@keelson/platform';
import { checkCategories, type KnownCategory, type Refuse } from './check-categories.js';
import { checkNumber, type StoredNumber } from './check-number.js';
import type { MeasurementInput } from './measurement-input.js';
import { refuseOutsideWindow } from './refuse-outside-window.js';
import { slotKey, type ShutSlot } from './windows.sql.js';

/** What a coalition's codes stand for, as far as a batch needs it. */
export interface Vocabulary {
  organizations: Map<string, { id: string; terms: { from: string | null; to: string | null }[] }>;
  measures: Map<string, MeasureRules>;
  /** By dimension code, then category code. */
  categories: Map<string, Map<string, KnownCategory>>;
  /** The organizations' periods that were asked about, and of those the ones not open to this actor, by `slotKey`. */
  slots: Set<string>;
  shut: Map<string, ShutSlot>;
}

export function newVocabulary(): Vocabulary {
  return { organizations: new Map(), measures: new Map(), categories: new Map(), slots: new Set(), shut: new Map() };
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
export interface CheckedValue extends StoredNumber {
  /** Its place in the batch. */
  index: number;
  slot: Slot;
  measureId: string;
  combinationKey: string;
}

export interface Check {
  accepted: CheckedValue[];
  problems: Problem[];
}

/** One value of a batch, judged by itself: a cell that has problems too may still be known by its ids. */
export interface Judged {
  value: CheckedValue | null;
  problems: Problem[];
}

/** Judges every cell of a batch by itself and against the others. Pure: what is known comes in as the vocabulary. */
export function checkMeasurements(inputs: readonly MeasurementInput[], vocabulary: Vocabulary): Check {
  const accepted: CheckedValue[] = [];
  const problems: Problem[] = [];
  const claims = new Claims();
  judgeMeasurements(inputs, vocabulary).forEach(({ value, problems: found }, index) => {
    const first = value && claims.claim(value);
    if (first !== null && first !== index) {
      const message = `The same cell stands in this batch already, as value ${first}.`;
      found.push({ code: 'DUPLICATE', field: ['values', String(index)], message });
    }
    if (value && found.length === 0) accepted.push(value);
    problems.push(...found);
  });
  return { accepted, problems };
}

/** Judges every cell by itself: the rules of every door, whether it takes a batch or a share of a file. */
export function judgeMeasurements(inputs: readonly MeasurementInput[], vocabulary: Vocabulary): Judged[] {
  const slots = new Slots(vocabulary);
  return inputs.map((input, index) => {
    const problems: Problem[] = [];
    const refuse: Refuse = (field, code, message) =>
      problems.push({ code, field: ['values', String(index), ...(field ? field.split('.') : [])], message });
    return { value: checkOne(input, index, slots, vocabulary, refuse), problems };
  });
}

/** The submissions that a batch speaks of, read once per organization and period code, however many values they have. */
class Slots {
  private readonly periods = new Map<string, Period | null>();
  private readonly slots = new Map<string, Map<string, Slot>>();

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
}

/** Which cells a batch has named. */
class Claims {
  private readonly claimed = new Map<Slot, Map<string, number>>();

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

function overlaps(term: { from: string | null; to: string | null }, period: Period): boolean {
  return (!term.from || term.from < endOf(period)) && (!term.to || term.to >= period.start);
}
