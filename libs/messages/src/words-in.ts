import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type english from './en.json';

/** What can be said, by name: the file of English words is the list. */
export type MessageKey = keyof typeof english;
export type MessageValues = Record<string, string | number>;

/** The languages that interface words are written in; a further one is a further file. */
export const interfaceLanguages = ['en', 'es'] as const;
type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** Interface words in one language, and what `Intl` writes beside them. */
export interface Words {
  /** BCP 47: what stands in `lang`. */
  language: string;
  /** By which `Intl` writes numbers, dates and lists. */
  locale: string;
  say(key: MessageKey, values?: MessageValues): string;
  /** Whether there are words for a name that was put together. */
  knows(key: string): key is MessageKey;
  /** "a, b and c". */
  list(texts: readonly string[]): string;
  /** A day, YYYY-MM-DD, as people write it: "31 December 2026". */
  day(date: string): string;
}

/** Codes are what people wrote: es, es-MX, es-419 … Words are kept for so many of them. */
const mostKept = 50;
const kept = new Map<string, Words>();

/** By BCP 47 code. Where no words are written in the language everything is English, numbers too: a page is of one language. */
export function wordsIn(language: string | null | undefined): Words {
  const code = language ?? 'en';
  const found = kept.get(code);
  if (found) return found;
  if (kept.size >= mostKept) kept.clear();
  const made = makeWords(code);
  kept.set(code, made);
  return made;
}

/** A message in a language, whatever values it names filled in as that language writes them. */
export function say(language: string | null | undefined, key: MessageKey, values?: MessageValues): string {
  return wordsIn(language).say(key, values);
}

function makeWords(code: string): Words {
  const spoken = interfaceLanguages.find((one) => one === code.split('-')[0]?.toLowerCase()) ?? 'en';
  const language = spoken === 'en' || !isLocale(code) ? spoken : code;
  // Days before months, as in the dates of the files.
  const locale = spoken === 'en' ? 'en-GB' : language;
  const messages = messagesOf(spoken);
  const parsed = new Map<string, IntlMessageFormat>();
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    language,
    locale,
    say: (key, values = {}) => {
      const message = parsed.get(key) ?? new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true });
      parsed.set(key, message);
      return message.format<string>(values) as string;
    },
    knows: (key): key is MessageKey => Object.hasOwn(messages, key),
    list: (texts) => lists.format(texts),
    day: (date) => days.format(new Date(`${date}T00:00:00Z`)),
  };
}

function isLocale(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}

const files = new Map<InterfaceLanguage, Record<MessageKey, string>>();

export function messagesOf(language: InterfaceLanguage): Record<MessageKey, string> {
  const read = files.get(language);
  if (read) return read;
  const messages = JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), 'utf8')) as Record<
    MessageKey,
    string
  >;
  files.set(language, messages);
  return messages;
}
