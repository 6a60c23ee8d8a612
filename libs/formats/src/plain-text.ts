/** What no XML may hold (XML 1.0, production 2), lone surrogates too: as U+FFFD, so that a reader sees that something was there. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

export function plainText(text: string): string {
  return text.toWellFormed().replace(forbidden, '\ufffd');
}
