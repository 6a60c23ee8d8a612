import type { ReaderLanguages } from '@keelson/coalitions';
import { wordsIn, type Words } from '@keelson/messages';
import type { RequestContext } from '../graphql/context.js';
import { loadOneRelated } from '../graphql/related.js';

/** The words for whoever asks, by one look-up for all that a page tells of its coalitions. */
export async function readerWords(
  context: RequestContext,
  languages: ReaderLanguages,
  coalitionId: string,
): Promise<Words> {
  const found = await loadOneRelated(
    context,
    'Coalition.readerLanguage',
    coalitionId,
    languages.loadReaderLanguages.bind(languages),
    (row) => row.coalitionId,
  );
  return wordsIn(found?.language);
}
