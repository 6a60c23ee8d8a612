import type { Words } from '@keelson/messages';
import type { DigestContent, DigestItem, DigestSection } from './digest-content.js';
import type { ToldChange } from './told-changes.js';

/** A digest in words: each section its heading and then its lines. */
export function writeSections({ sections }: DigestContent, words: Words): string[][] {
  return sections.map((section) => [writeHeading(section, words), ...writeLines(section, words)]);
}

export function writeHeading({ part }: DigestSection, words: Words): string {
  return words.say(`digest.part.${part}`);
}

export function writeLines({ items, more }: DigestSection, words: Words): string[] {
  const lines = items.map((item) => writeItem(item, words));
  return more > 0 ? [...lines, words.say('digest.more', { count: more })] : lines;
}

export function writeItem({ kind, subjectType, title, on, details }: DigestItem, words: Words): string {
  const day = on ? words.day(on) : '';
  const texts =
    kind === 'CHANGED' ? details.map((change) => words.say(`digest.change.${change as ToldChange}`)) : details;
  return words.say(`digest.item.${kind}`, {
    ...{ title, day, dated: on ? 'yes' : 'no', details: words.list(texts) },
    ...{ agenda: subjectType === 'Agenda' ? 'yes' : 'no' },
  });
}
