import type { MessageValues, Words } from '@keelson/messages';
import type { Facts, Finding } from './finding.js';

/** The name of the sentence among the messages. A check that always has an answer has none for NOT_ASSESSABLE. */
export function sentenceKey({ check, state }: Pick<Finding, 'check' | 'state'>): string {
  return `scorecard.${check}.${state}`;
}

/**
 * What the sentence of a finding is filled with: the facts of the check and the numbers of its figure. Days are written
 * as YYYY-MM-DD, lists are joined, and what is not there is "none".
 */
export function sentenceValues({ facts, figure }: Pick<Finding, 'facts' | 'figure'>): MessageValues {
  const { numerator = 0, denominator = 0 } = figure ?? {};
  const told = Object.entries(facts).map(([name, fact]) => [name, wordsOf(fact)] as const);
  return { numerator, denominator, ...Object.fromEntries(told) };
}

/** What was found, in one sentence of these words. */
export function tellFinding(finding: Finding, words: Words): string {
  const key = sentenceKey(finding);
  if (!words.knows(key)) throw new Error(`No words for ${key}.`);
  return words.say(key, sentenceValues(finding));
}

function wordsOf(fact: Facts[string]): string | number {
  if (fact === null) return 'none';
  if (typeof fact === 'number') return fact;
  return typeof fact === 'object' ? fact.join(', ') || 'none' : String(fact);
}
