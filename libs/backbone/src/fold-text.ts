/** A text without case, accents and superfluous spaces: two that fold alike are the same to a reader. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Whether a text holds these words as whole words, whatever their case and accents. */
export function holdsWords(text: string, words: string): boolean {
  const wanted = foldText(words).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return wanted !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${wanted}(?![\\p{L}\\p{N}])`, 'u').test(foldText(text));
}
