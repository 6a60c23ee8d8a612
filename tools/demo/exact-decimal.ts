/** Decimals have at most 12 places (measures/decimal.ts): in units of 10⁻¹² they are whole, and BigInt adds them exactly. */
const places = 12;

export function unitsOf(text: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return sign ? -units : units;
}

/** As a person reads it: thousands apart, no needless zeros. */
export function readable(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** 100 × part / whole with one decimal, rounded half away from zero; null when there is nothing to divide by. */
export function percent(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const magnitude = (value: bigint) => (value < 0n ? -value : value);
  const tenths = (magnitude(part) * 2000n + magnitude(whole)) / (2n * magnitude(whole));
  const sign = part < 0n === whole < 0n || tenths === 0n ? '+' : '-';
  return `${sign}${tenths / 10n}.${tenths % 10n} %`;
}
