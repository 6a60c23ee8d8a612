import { isDecimal, isNegative, isWhole, isZero, type NumberKind } from '@keelson/measures';
import type { Refuse } from './check-categories.js';
import type { MeasurementInput, PartnerNonValue } from './measurement-input.js';

/** Why there is no number, in characters; whatever door it comes through. */
export const longestReason = 2_000;

/** A number or non-value as it is stored. */
export interface StoredNumber {
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
}

/** Null where nothing can be stored; a fault may be told of what can. */
export function checkNumber(input: MeasurementInput['number'], kind: NumberKind, refuse: Refuse): StoredNumber | null {
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
  if ((reason?.trim().length ?? 0) > longestReason) {
    const message = `A reason has at most ${longestReason.toLocaleString('en')} characters.`;
    refuse('number.nonValue.reason', 'TOO_LONG', message);
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
