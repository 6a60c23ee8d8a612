/** What a report's content is made of. Decimals are texts, so that no reader rounds them. */
export type Plain =
  string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * JSON in the one form of RFC 8785: no space, names sorted by their UTF-16 units, texts escaped as little as can be.
 * A name whose value is undefined is left out. Of numbers only integers are written, which every language writes alike.
 */
export function canonicalJson(value: Plain): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no integer: a canonical text holds it as a text.`);
    return String(value === 0 ? 0 : value);
  }
  if (typeof value === 'string') return canonicalText(value);
  if (Array.isArray(value))
    return `[${(value as readonly Plain[]).map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new Error(`A ${typeof value} is no plain data.`);
  }
  const names = Object.keys(value).sort();
  const fields = names.flatMap((name) => {
    const field = (value as Record<string, Plain>)[name];
    return field === undefined ? [] : [`${canonicalText(name)}:${canonicalJson(field)}`];
  });
  return `{${fields.join(',')}}`;
}

/** A surrogate without its other half is no text of Unicode (RFC 8785, 3.2.2.2). */
function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new Error('A text holds half a character.');
  return JSON.stringify(text);
}
