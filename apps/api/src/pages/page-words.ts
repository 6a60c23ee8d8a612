import { interfaceLanguages, wordsIn, type Words } from '@keelson/messages';

/** The words of a page for somebody who has not signed in: the first language they ask for that words are written in. */
export function pageWords(acceptLanguage: string | undefined): Words {
  const asked = (acceptLanguage ?? '').split(',').map((range) => {
    const [code = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((one) => one.startsWith('q='));
    return { code, weight: weight ? Number(weight.slice(2)) || 0 : 1 };
  });
  const [first] = asked
    .filter(({ code, weight }) => weight > 0 && interfaceLanguages.some((one) => one === code.split('-')[0]))
    .sort((a, b) => b.weight - a.weight);
  return wordsIn(first?.code.split('-')[0]);
}
