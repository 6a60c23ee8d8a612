import { IntlMessageFormat } from 'intl-messageformat';
import { checkSentences } from './check-sentences.js';
import type { Facts, Finding } from './finding.js';

/** The name of the sentence, for whoever has it in another language. */
export function sentenceKey({ check, state }: Pick<Finding, 'check' | 'state'>): string {
  return `scorecard.${check}.${state}`;
}

/** What the sentence of a finding is filled with. */
export function sentenceValues({ facts, figure }: Pick<Finding, 'facts' | 'figure'>): Record<string, string | number> {
  const { numerator = 0, denominator = 0 } = figure ?? {};
  const told = Object.entries(facts).map(([name, fact]) => [name, wordsOf(fact)] as const);
  return { numerator, denominator, ...Object.fromEntries(told) };
}

const parsed = new Map<string, IntlMessageFormat>();

/** What was found, in one English sentence. */
export function tellFinding(finding: Finding): string {
  const key = sentenceKey(finding);
  let sentence = parsed.get(key);
  if (!sentence) {
    const text = checkSentences[finding.check][finding.state];
    if (!text) throw new Error(`No words for ${key}.`);
    sentence = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
    parsed.set(key, sentence);
  }
  return sentence.format<string>(sentenceValues(finding)) as string;
}

function wordsOf(fact: Facts[string]): string | number {
  if (fact === null) return 'none';
  if (typeof fact === 'number') return fact;
  return typeof fact === 'object' ? fact.join(', ') || 'none' : String(fact);
}
