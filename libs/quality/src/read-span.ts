import { endOf, frequencies, parsePeriod, periodsBetween, type Frequency, type Period } from '@keelson/measures';
import { InvalidInput } from '@keelson/platform';
import type { Place } from './finding.js';
import { qualityChecks } from './quality-check.js';

const mostPeriods = 120;

/** The first day of a span and the first day after it, or what is wrong with it. */
export function readSpan(
  frequency: Frequency,
  firstPeriod: string,
  lastPeriod: string,
): { from: string; until: string } {
  const read = (code: string, field: string): Period => {
    const period = parsePeriod(code);
    if (period?.frequency === frequency) return period;
    throw InvalidInput.at(['filter', field], 'UNKNOWN_PERIOD', `"${code}" is not a ${frequency}.`);
  };
  const [from, until] = [read(firstPeriod, 'firstPeriod').start, endOf(read(lastPeriod, 'lastPeriod'))];
  const refuse = (message: string) => InvalidInput.at(['filter', 'lastPeriod'], 'OUT_OF_RANGE', message);
  if (until <= from) throw refuse('The last period lies before the first.');
  // A span of thousands of years is refused before its weeks are listed.
  if (Number(until.slice(0, 4)) - Number(from.slice(0, 4)) > mostPeriods) throw tooLong(refuse);
  if (periodsBetween(frequency, from, until).length > mostPeriods) throw tooLong(refuse);
  return { from, until };
}

function tooLong(refuse: (message: string) => InvalidInput): InvalidInput {
  return refuse(`Ask for at most ${mostPeriods} periods.`);
}

/** The place behind a finding's key, for the field that it came in. */
export function readKey(key: string, field: string): Place {
  const parts = parse(key);
  const [check, organizationId, frequency, periodStart, ruleId, measureId, cellKey, breakdown] = parts;
  const place = { check, organizationId, frequency, periodStart, ruleId, measureId, cellKey, breakdown } as Place;
  const id = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  const sound =
    parts.length === 8 &&
    qualityChecks.includes(place.check) &&
    frequencies.includes(place.frequency) &&
    id(organizationId) &&
    (ruleId === null || id(ruleId)) &&
    (measureId === null || id(measureId)) &&
    typeof periodStart === 'string' &&
    isDay(periodStart) &&
    [cellKey, breakdown].every((text) => typeof text === 'string');
  if (!sound) throw InvalidInput.malformed(field, 'This is not the key of a finding: take it from checkQuality.');
  return place;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

function parse(key: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(key, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return []; // the caller says so
  }
}
