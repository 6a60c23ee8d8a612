/** An exact fraction; the denominator is greater than zero. Figures are compared and divided without rounding. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const zero: Rational = { n: 0n, d: 1n };

/** Reads a decimal as decimal.ts lets it be written, or as PostgreSQL writes a `numeric`. */
export function rationalOf(text: string): Rational {
  const [whole = '', fraction = ''] = text.split('.');
  return { n: BigInt(whole + fraction), d: 10n ** BigInt(fraction.length) };
}

export function add(a: Rational, b: Rational): Rational {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function negate({ n, d }: Rational): Rational {
  return { n: -n, d };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** Null when there is nothing to divide by. */
export function divide(a: Rational, b: Rational): Rational | null {
  if (b.n === 0n) return null;
  const sign = b.n < 0n ? -1n : 1n;
  return { n: a.n * b.d * sign, d: a.d * b.n * sign };
}

/** Less than zero when a is the smaller one, zero when they are equal. */
export function compare(a: Rational, b: Rational): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function absolute({ n, d }: Rational): Rational {
  return { n: n < 0n ? -n : n, d };
}

export function largest(first: Rational, ...others: Rational[]): Rational {
  return others.reduce((most, one) => (compare(one, most) > 0 ? one : most), first);
}

export function smallest(first: Rational, ...others: Rational[]): Rational {
  return others.reduce((least, one) => (compare(one, least) < 0 ? one : least), first);
}

/** As a decimal of at most so many places, rounded half away from zero as PostgreSQL's `numeric` does. */
export function decimalOf({ n, d }: Rational, places = 6): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places);
  const units = (2n * scaled + d) / (2n * d);
  const digits = String(units).padStart(places + 1, '0');
  const fraction = places > 0 ? digits.slice(-places).replace(/0+$/, '') : '';
  const whole = places > 0 ? digits.slice(0, -places) : digits;
  return `${n < 0n && units > 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
