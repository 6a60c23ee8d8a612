/** The longest insight, in words: it is read while standing. */
export const mostWords = 150;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words as Unicode divides text, so that languages without spaces count too; punctuation is none. */
export function countWords(text: string): number {
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}
