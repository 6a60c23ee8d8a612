/** A decimal for people: rounded half away from zero, thousands set apart. Exact figures stand in the files. */
export function displayNumber(decimal: string, places = placesFor(decimal)): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const scaled =
    BigInt(whole + fraction.slice(0, places).padEnd(places, '0')) + (Number(fraction[places] ?? '0') >= 5 ? 1n : 0n);
  const digits = scaled.toString().padStart(places + 1, '0');
  const integer = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = places > 0 ? `.${digits.slice(-places)}` : '';
  return `${negative && scaled > 0n ? '−' : ''}${integer}${decimals}`;
}

/** Enough to tell figures apart, and no more than were given. */
function placesFor(decimal: string): number {
  const given = decimal.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  const size = Math.abs(Number(decimal));
  return Math.min(given, size >= 100 ? 1 : size >= 1 ? 2 : 4);
}

/** The change from one figure to another in percent, such as "+12.5 %"; null where there is nothing to divide by. */
export function displayChange(before: string, now: string): string | null {
  const [from, to] = [Number(before), Number(now)];
  if (from === 0 || !Number.isFinite(from) || !Number.isFinite(to)) return null;
  const percent = ((to - from) / Math.abs(from)) * 100;
  const rounded = Math.abs(percent).toFixed(1);
  return Number(rounded) === 0 ? '0.0 %' : `${percent > 0 ? '+' : '−'}${displayNumber(rounded, 1)} %`;
}
