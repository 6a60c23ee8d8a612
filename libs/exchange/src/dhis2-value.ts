import { formatPeriod, parsePeriod } from '@keelson/measures';
import { isStorable } from './decode-text.js';
import type { FileRow, Headings } from './file-row.js';
import type { Share } from './fill-share.js';
import { notANumber, plainDecimal, shown } from './plain-decimal.js';

/** DHIS2's identifiers, by what they mean here. A file that names things by CODE needs none of them. */
export interface Dhis2Reading {
  /** For a data element: a measure's code; of a RATIO, with `.numerator` or `.denominator` behind it. */
  dataElements?: ReadonlyMap<string, string>;
  /** For an organization unit: an organization's code. */
  orgUnits?: ReadonlyMap<string, string>;
  /** For an org-id.guide identifier that one organization has: its code. With it, organization units may go by an attribute. */
  orgIds?: ReadonlyMap<string, string>;
  /** For a category option combo: `age_band=adult,sex=female`, or empty for the total. */
  categoryOptionCombos?: ReadonlyMap<string, string>;
  /** For a category's code: the codes of the dimensions that have it. A combo may name its categories alone where each has one. */
  dimensions?: ReadonlyMap<string, readonly string[]>;
  /** Whether a measure's code is that of a RATIO. Without it, every code that ends in `.numerator` or `.denominator` is a half. */
  isRatio?: (measure: string) => boolean;
}

export const dhis2Fields = [
  'dataElement',
  'period',
  'orgUnit',
  'categoryOptionCombo',
  'attributeOptionCombo',
  'value',
  'comment',
  'deleted',
] as const;
export type Dhis2Field = (typeof dhis2Fields)[number];
/** DHIS2's own notes about a value: who, when, whether to look again. */
export const dhis2Notes = ['storedBy', 'created', 'lastUpdated', 'followUp', 'followup'] as const;

/** Where a refusal of a cell points to in a file, by the field of a cell; `headingOf` says how the file spells a field. */
export function dhis2Headings(headingOf: (field: Dhis2Field) => string): Headings {
  const [organization, measure, period] = (['orgUnit', 'dataElement', 'period'] as const).map(headingOf);
  const value = headingOf('value');
  return {
    ...{ organization: organization!, measure: measure!, period: period!, reason: headingOf('comment') },
    ...{ value, numerator: value, denominator: value, nonValue: value },
    categories: headingOf('categoryOptionCombo'),
  };
}

/** What a file says of one value, as it says it. */
export type Dhis2Value = { [field in Dhis2Field]?: string };

/** DHIS2's own code and identifier of "not broken down". */
export const defaultCombos: ReadonlySet<string> = new Set(['', 'default', 'HllvX50cXC0']);
/** As much as the longest reason or name may have. */
const longest = 2_000;
const half = /^(.+)\.(numerator|denominator)$/;

/** One value as a row of the share, or as what is wrong with it. `headingOf` says how the file spells a field. */
export function addValue(
  share: Share,
  row: number,
  value: Dhis2Value,
  reading: Dhis2Reading,
  headingOf: (field: Dhis2Field) => string,
): void {
  const before = share.faults.length;
  const refuse = (field: Dhis2Field, code: Parameters<Share['refuse']>[2], message: string) =>
    share.refuse(row, headingOf(field), code, message);
  for (const field of dhis2Fields) {
    const text = value[field] ?? '';
    if (text.length > longest) refuse(field, 'TOO_LONG', `More than ${longest} characters; make it shorter.`);
    if (!isStorable(text)) refuse(field, 'INVALID', 'A character in it is not allowed; write it again.');
  }
  const text = (field: Dhis2Field) => value[field]?.trim() ?? '';
  for (const field of ['dataElement', 'period', 'orgUnit'] as const) {
    if (!text(field)) refuse(field, 'REQUIRED', missing[field]);
  }
  if (/^true$/i.test(text('deleted'))) {
    refuse('deleted', 'NOT_ALLOWED', 'A file deletes nothing. Take the value out, or send a non-value in its place.');
  }
  if (!defaultCombos.has(text('attributeOptionCombo'))) {
    const message = `Values are not kept apart by attribute option combos such as "${shown(text('attributeOptionCombo'))}". Send those of the default one.`;
    refuse('attributeOptionCombo', 'INVALID', message);
  }
  const number = plainDecimal(text('value'));
  if (!text('value')) {
    refuse('value', 'REQUIRED', 'There is no value, and an empty one is not zero. Write a number, or take it out.');
  } else if (number === null) {
    const isFlag = /^(true|false)$/i.test(text('value'));
    const flag = `"${text('value')}" is a yes or no; a measure takes numbers. Take the data element out.`;
    refuse('value', 'NOT_A_NUMBER', isFlag ? flag : notANumber(text('value')));
  }
  if (share.faults.length > before) return;
  const element = reading.dataElements?.get(text('dataElement')) ?? text('dataElement');
  const [, ratio, part] = half.exec(element) ?? [];
  const isHalf = ratio !== undefined && (reading.isRatio?.(ratio) ?? true);
  if (!isHalf && reading.isRatio?.(element)) {
    const message = `"${shown(element)}" is a RATIO: send it as two data elements, "${shown(element)}.numerator" and "${shown(element)}.denominator".`;
    return refuse('dataElement', 'WRONG_KIND', message);
  }
  const isDenominator = isHalf && part === 'denominator';
  const period = parsePeriod(text('period'));
  share.rows.push({
    row,
    organization: reading.orgUnits?.get(text('orgUnit')) ?? reading.orgIds?.get(text('orgUnit')) ?? text('orgUnit'),
    measure: isHalf ? ratio : element,
    period: period ? formatPeriod(period) : text('period'),
    categories: categoriesOf(text('categoryOptionCombo'), reading),
    number: isDenominator ? null : number,
    denominator: isDenominator ? number : null,
    ...(isHalf && { part: isDenominator ? 'DENOMINATOR' : 'NUMERATOR' }),
    nonValue: null,
    reason: text('comment') || null,
  } satisfies FileRow);
}

const missing = {
  dataElement: 'There is no data element.',
  period: 'There is no period. Where one serves for all values, it stands before them.',
  orgUnit: 'There is no organization unit. Where one serves for all values, it stands before them.',
};

/** `age_band=adult,sex=female`. What cannot be resolved stays as it is, so that it is refused as unknown, never as a total. */
function categoriesOf(combo: string, { categoryOptionCombos, dimensions }: Dhis2Reading): string {
  const mapped = categoryOptionCombos?.get(combo);
  if (mapped === undefined && defaultCombos.has(combo)) return '';
  const pairs = (mapped ?? combo).split(/[,;]/).map((part) => {
    const text = part.trim();
    const having = text.includes('=') ? [] : (dimensions?.get(text) ?? []);
    return having.length === 1 ? `${having[0]}=${text}` : text;
  });
  return pairs.sort().join(',');
}

const schemesOf = {
  dataElements: ['idScheme', 'dataElementIdScheme'],
  orgUnits: ['idScheme', 'orgUnitIdScheme'],
  categoryOptionCombos: ['idScheme', 'categoryOptionComboIdScheme'],
} as const;

/** What is wrong with a file's code schemes: another one than CODE, and nothing that says what its identifiers mean here. */
export function refuseSchemes(share: Share, schemes: ReadonlyMap<string, string>, reading: Dhis2Reading): void {
  for (const [mapping, [general, special]] of Object.entries(schemesOf)) {
    const key = schemes.has(special) ? special : general;
    const scheme = schemes.get(key) ?? 'CODE';
    if (scheme.toUpperCase() === 'CODE' || reading[mapping as keyof typeof schemesOf]) continue;
    if (key === 'orgUnitIdScheme' && reading.orgIds && /^ATTRIBUTE:/i.test(scheme)) continue;
    const message = `Identifiers by ${shown(scheme)} are not known here. Export the file again with ${key}=CODE.`;
    share.refuse(null, key, 'INVALID', message);
  }
}
