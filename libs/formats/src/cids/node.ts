import { plainText } from '../plain-text.js';

const context = 'https://ontology.commonapproach.org/contexts/cidsContext.jsonld';

export type Node = Record<string, unknown> & { '@id': string; '@type': string };
export type Reference = { '@id': string };

/** Every node stands alone, with the context. */
export function nodeOf(id: string, type: string, keys: Record<string, unknown>): Node {
  return { '@context': context, '@id': id, '@type': type, ...keys } as Node;
}

/** An absolute IRI that stays the same from report to report. */
export function iriOf(...parts: string[]): string {
  return `urn:x-keelson:${parts.map((part) => encodeURIComponent(plainText(part))).join(':')}`;
}

export const refer = (id: string): Reference => ({ '@id': id });
/** A bare date is refused by the standard's shapes, and a bare text is no time where the context gives none. */
export const instant = (value: string) => ({ '@type': 'xsd:dateTime', '@value': value });

export function measureOf(id: string, decimal: string) {
  return { '@id': `${id}:value`, '@type': 'i72:Measure', hasNumericalValue: decimal };
}
