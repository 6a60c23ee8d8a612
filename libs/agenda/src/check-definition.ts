import type { Problem } from '@keelson/platform';
import type { TermDefinition } from './term-definition.entity.js';

type Said = Pick<TermDefinition, 'text' | 'looksLike' | 'doesNotLookLike' | 'translations'>;

/** Everything that keeps a definition from being written, with paths into the input. */
export function problemsOfDefinition({ text, looksLike, doesNotLookLike, translations }: Said): Problem[] {
  const blank = (field: string[]): Problem => ({ code: 'REQUIRED', field, message: 'Write something here.' });
  const blanks = (field: string, texts: string[]) =>
    texts.flatMap((one, i) => (one.trim() ? [] : [blank([field, String(i)])]));
  return [
    ...(text ? [] : [blank(['text'])]),
    ...blanks('looksLike', looksLike),
    ...blanks('doesNotLookLike', doesNotLookLike),
    ...translations.flatMap((translation, i): Problem[] => {
      const at = (part: string) => ['translations', String(i), part];
      const twice = translations.findIndex(({ language }) => language === translation.language) !== i;
      return [
        ...(isLanguage(translation.language)
          ? []
          : [
              {
                code: 'INVALID',
                field: at('language'),
                message: 'Name the language as BCP 47 does, e.g. "es".',
              } as const,
            ]),
        ...(twice
          ? [{ code: 'DUPLICATE', field: at('language'), message: 'This language has its translation above.' } as const]
          : []),
        ...(translation.text.trim() ? [] : [blank(at('text'))]),
      ];
    }),
  ];
}

function isLanguage(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}
