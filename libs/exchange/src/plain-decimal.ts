import { isDecimal } from '@keelson/measures';

const scientific = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;

/** A number's spelling without an exponent, digit by digit: 1e21 and 1.5E-3. Anything else stays as it is. */
export function withoutExponent(text: string): string {
  const match = scientific.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent] = match;
  const moved = whole.length + Number(exponent);
  const digits = '0'.repeat(Math.max(0, 1 - moved)) + whole + fraction;
  const point = Math.max(moved, 1);
  const left = digits
    .slice(0, point)
    .padEnd(point, '0')
    .replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  return sign + left + (right && `.${right}`);
}

/** As `isDecimal` has it, with what a program may have spelled with an exponent; null for anything else. */
export function plainDecimal(text: string): string | null {
  const plain = withoutExponent(text.trim());
  return isDecimal(plain) ? plain : null;
}

/** What a refused number looks like, short enough for a line. */
export function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export const notANumber = (text: string) =>
  `"${shown(text)}" is not a decimal number such as 1250 or 0.75: no separators, at most 24 digits before and 12 after the point.`;
