/** Exact decimals as strings: read here, calculated in PostgreSQL's `numeric`, never a float. */
const decimal = /^-?(?:0|[1-9]\d{0,23})(?:\.\d{1,12})?$/;

/** At most 24 digits before and 12 after the point; no exponent, no thousands separator, no plus sign. */
export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

export function isWhole(text: string): boolean {
  return !text.includes('.') || /^-?\d+\.0+$/.test(text);
}

export function isNegative(text: string): boolean {
  return text.startsWith('-') && /[1-9]/.test(text);
}

export function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}
