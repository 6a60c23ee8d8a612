import type { Words } from '@keelson/messages';
import type { AttentionItem } from './attention-item.js';

/** What is the case, in one sentence. It names facts of the item; `title` is its subject. */
export function tellWhat(
  { rule, title, facts }: Pick<AttentionItem, 'rule' | 'title' | 'facts'>,
  { say }: Words,
): string {
  return say(`desk.what.${rule}`, { ...facts, title });
}

/** Why it matters: the principle behind the rule. */
export function tellWhy({ rule }: Pick<AttentionItem, 'rule'>, { say }: Words): string {
  return say(`desk.why.${rule}`);
}

const caveats = ['incomplete', 'hidden'] as const;

/** What keeps an item from saying more: each caveat is said by the fact of its name. */
export function tellCaveats({ facts }: Pick<AttentionItem, 'facts'>, { say }: Words): string[] {
  return caveats.filter((fact) => facts[fact]).map((fact) => say(`desk.caveat.${fact}`, facts));
}

/** What a backbone team may do next. */
export function tellStep(code: string, { knows, say }: Words): string {
  const key: string = `desk.step.${code}`;
  if (!knows(key)) throw new Error(`No words for ${key}.`);
  return say(key);
}
