import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { interfaceLanguages, messagesOf, say, wordsIn } from './words-in.js';

/** What a message names, with how: `count, plural`. Of the branches of a plural or choice too. */
function placeholdersOf(message: string, language: string): string[] {
  const found = new Set<string>();
  const walk = (elements: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const element of elements) {
      if ('value' in element && element.type !== 0) found.add(`${element.value} ${element.type}`);
      if ('options' in element)
        for (const [name, option] of Object.entries(element.options)) {
          // Choices are the same words everywhere; how many plurals there are is the language's.
          if (element.type === 5) found.add(`${element.value}: ${name}`);
          walk(option.value);
        }
    }
  };
  walk(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

const english = messagesOf('en');
const keys = Object.keys(english) as (keyof typeof english)[];
const others = interfaceLanguages.filter((language) => language !== 'en');

describe.each(others)('the messages in %s', (language) => {
  const messages = messagesOf(language);

  it('are those of English, each with the same values, and none is empty', () => {
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    const differing = keys.filter(
      (key) => placeholdersOf(messages[key], language).join() !== placeholdersOf(english[key], 'en').join(),
    );
    expect(differing).toEqual([]);
    expect(keys.filter((key) => !messages[key].trim())).toEqual([]);
  });

  it('have the plurals that the language has', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((one) => one !== 'many');
    const lacking = keys.filter((key) => {
      const plurals = messages[key].match(/, plural,/g)?.length ?? 0;
      // "=0 {none} other {…}" asks only whether there is any.
      const asks = messages[key].match(/=0 \{[^}]*\} other/g)?.length ?? 0;
      return wanted.some(
        (category) => (messages[key].match(new RegExp(`\\b${category} \\{`, 'g'))?.length ?? 0) < plurals - asks,
      );
    });
    expect(lacking).toEqual([]);
  });
});

describe('the English messages', () => {
  it('stand in the order of their names, so that one is found', () => expect(keys).toEqual([...keys].sort()));

  it('are all said somewhere', () => {
    const root = join(import.meta.dirname, '../../..');
    const sources = ['apps', 'libs', 'tools']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/spec\.ts$/.test(entry.name))
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
      )
      .join('\n');
    // A name that is put together, `report.status.${status}`, says all that begin so.
    const named = new Set([...sources.matchAll(/['`]([a-zA-Z]+(?:\.\w+)+)['`]/g)].map(([, name]) => name));
    const begun = [...sources.matchAll(/`([a-zA-Z]+(?:\.\w+)*\.)\$\{/g)].map(([, start]) => start!);
    const silent = keys.filter((key) => !named.has(key) && !begun.some((start) => key.startsWith(start)));
    expect(silent).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    ['es', 'es', 'es'],
    ['es-MX', 'es-MX', 'es-MX'],
    ['en', 'en', 'en-GB'],
    ['en-US', 'en', 'en-GB'],
    // Not written yet, unknown, or no code at all: English as a whole.
    ['am', 'en', 'en-GB'],
    ['es_broken!', 'en', 'en-GB'],
    [null, 'en', 'en-GB'],
  ])('for %s are %s, with numbers and dates of %s', (asked, language, locale) => {
    expect(wordsIn(asked)).toMatchObject({ language, locale });
  });

  it('list and date as their language does', () => {
    expect(wordsIn('es').list(['pan', 'sal', 'hielo'])).toBe('pan, sal y hielo');
    expect(wordsIn('es').list(['pan', 'hielo'])).toBe('pan y hielo');
    expect(wordsIn('es').list(['uno', 'iglesias'])).toBe('uno e iglesias');
    expect(wordsIn('en').list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(wordsIn('es').day('2026-11-22')).toBe('22 de noviembre de 2026');
    expect(wordsIn('en').day('2026-11-22')).toBe('22 November 2026');
  });

  it('take values as text: what people wrote is no message', () => {
    expect(say('es', 'mail.greeting', { name: '{count, plural} <b>O’Neil</b> #' })).toBe(
      'Hola, {count, plural} <b>O’Neil</b> #:',
    );
  });

  it('say nothing half: a value that is not given is an error', () => {
    expect(() => say('en', 'mail.greeting')).toThrow(/name/);
  });

  it('keep only so many languages, and say the same afterwards', () => {
    const before = wordsIn('es-AR').day('2026-11-22');
    for (let i = 0; i < 120; i++) wordsIn(`es-x-${i}`);
    expect(wordsIn('es-AR').day('2026-11-22')).toBe(before);
  });
});
