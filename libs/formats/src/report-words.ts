import { wordsIn, type MessageKey, type Words } from '@keelson/messages';
import type { ReportHeader } from '@keelson/reports';
import { displayChange, displayNumber } from './display-number.js';
import type { ReportDocument } from './report-document.js';

/** The words of a report in its language, and numbers as that language writes them. */
export interface ReportWords extends Words {
  number(decimal: string): string;
  /** With all its digits, and none set apart. */
  exact(decimal: string): string;
  change(before: string, now: string): string | null;
  /** A name of a list, MONTH or BRIDGED, as a word; one without words in small letters. */
  name(code: string): string;
  /** "2024", "2023 to 2024". */
  span(first: string, last: string): string;
}

const made = new WeakMap<Words, ReportWords>();

export function wordsOf({ language }: Pick<ReportHeader, 'language'>): ReportWords {
  const words = wordsIn(language);
  const { say, locale, knows } = words;
  const mark = decimalMarkOf(locale);
  const found = made.get(words) ?? {
    ...words,
    number: (decimal) => displayNumber(decimal, locale),
    exact: (decimal) => decimal.replace('.', mark),
    change: (before, now) => displayChange(before, now, locale),
    name: (code) => {
      const key = `report.word.${code}`;
      return knows(key) ? say(key) : code.toLowerCase().replaceAll('_', ' ');
    },
    span: (first, last) => (first === last ? first : say('report.span', { first, last })),
  };
  made.set(words, found);
  return found;
}

/** The message of a name in a list, or null where the list has grown since. */
export function oneOf(words: Words, list: 'status' | 'nonValue' | 'standing', code: string): string | null {
  const key: string = `report.${list}.${code}`;
  return words.knows(key) ? words.say(key) : null;
}

/** From low to high, with all their digits. */
export function exactInterval({ say, exact }: ReportWords, low: string, high: string): string {
  return say('report.interval', { low: exact(low), high: exact(high) });
}

/** When it was compiled, in the coalition's time zone. */
export function instantOf({ compiledAt, header }: ReportDocument): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: header.coalition.timeZone } as const;
  return `${new Intl.DateTimeFormat(wordsOf(header).locale, format).format(compiledAt)} (${header.coalition.timeZone})`;
}

/** What stands over a column, by name. */
export type Heading = MessageKey extends infer K ? (K extends `report.heading.${infer Name}` ? Name : never) : never;

function decimalMarkOf(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}
