const formats = new Map<string, Intl.NumberFormat>();

/** A decimal for people: rounded half away from zero, thousands set apart. Exact figures stand in the files. */
export function displayNumber(decimal: string, locale = 'en-GB', places = placesFor(decimal)): string {
  const key = `${locale} ${places}`;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { ...digits, signDisplay: 'negative' });
  formats.set(key, format);
  // As a text it is exact, however many digits it has. A minus is as wide as a digit; a hyphen is not.
  return format.format(decimal as Intl.StringNumericLiteral).replace('-', '−');
}

/** Enough to tell figures apart, and no more than were given. */
function placesFor(decimal: string): number {
  const given = decimal.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  const size = Math.abs(Number(decimal));
  return Math.min(given, size >= 100 ? 1 : size >= 1 ? 2 : 4);
}

/** The change from one figure to another in percent, such as "+12.5 %"; null where there is nothing to divide by. */
export function displayChange(before: string, now: string, locale = 'en-GB'): string | null {
  const [from, to] = [Number(before), Number(now)];
  if (from === 0 || !Number.isFinite(from) || !Number.isFinite(to)) return null;
  const percent = ((to - from) / Math.abs(from)) * 100;
  const rounded = Math.abs(percent).toFixed(1);
  const sign = Number(rounded) === 0 ? '' : percent > 0 ? '+' : '−';
  return `${sign}${displayNumber(rounded, locale, 1)} %`;
}
