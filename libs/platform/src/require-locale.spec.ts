import { InvalidInput } from './errors.js';
import { requireLanguage, requireTimeZone } from './require-locale.js';

const invalid = (field: string) =>
  expect.objectContaining({ problems: [expect.objectContaining({ code: 'INVALID', field: [field] })] }) as InvalidInput;

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['ES', 'es'],
    ['pt-br', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['am', 'am'],
  ])('%s is kept as %s', (written, kept) => expect(requireLanguage(written)).toBe(kept));

  it.each(['', 'xx', 'english', 'en_US', 'e', 'en-u-nu-arab', 'x-mine', 'en\n', 'a'.repeat(41)])(
    'refuses %j',
    (written) => expect(() => requireLanguage(written)).toThrow(invalid('language')),
  );
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Madrid', 'America/Argentina/Buenos_Aires'])('takes %s', (zone) =>
    expect(() => requireTimeZone(zone)).not.toThrow(),
  );

  it.each(['', 'Mars/Olympus', '+02:00', '-05:00', 'Europe/Madrid; DROP TABLE person', 'x'.repeat(80)])(
    'refuses %j',
    (zone) => expect(() => requireTimeZone(zone)).toThrow(invalid('timeZone')),
  );
});
