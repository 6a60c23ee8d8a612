import { InvalidInput } from './errors.js';

const named = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** A language by its BCP 47 code, in the one form in which it is kept: `ES-mx` is `es-MX`. */
export function requireLanguage(language: string): string {
  const refused = InvalidInput.at(
    'language',
    'INVALID',
    `"${language.slice(0, 40)}" is no language that is known here; write a BCP 47 code such as en, es or pt-BR.`,
  );
  if (language.length > 40) throw refused;
  try {
    const [code] = Intl.getCanonicalLocales(language);
    // Well formed is also what nobody speaks, and Unicode extensions say how to sort and count, not which language.
    if (code && !/-[ux]-/.test(code) && named.of(code) !== undefined) return code;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw refused;
}

/** An IANA name. Offsets such as +02:00 are refused: they know no summer, and PostgreSQL reads their sign the other way round. */
export function requireTimeZone(timeZone: string): void {
  const message = `"${timeZone.slice(0, 60)}" is not a time zone; write one such as Europe/Berlin.`;
  if (/^[+-]/.test(timeZone)) throw InvalidInput.at('timeZone', 'INVALID', message);
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw InvalidInput.at('timeZone', 'INVALID', message);
  }
}
