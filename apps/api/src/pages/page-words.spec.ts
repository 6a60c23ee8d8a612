import { writeNoLinkPage, writePasscodePage } from '../sharing/write-pages.js';
import { pageWords } from './page-words.js';

it.each([
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['fr-CA, en;q=0.3, ES ; q=0.7', 'es'],
  ['en-GB, es;q=0.9', 'en'],
  ['es;q=0', 'en'],
  ['*', 'en'],
  [';;q=,,es-', 'es'],
  ['est', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('a page for a browser that asks for %p is in %s', (asked, language) => {
  expect(pageWords(asked).language).toBe(language);
});

it('the pages of a shared report are in one language each, and say which', () => {
  const [english, spanish] = [pageWords(undefined), pageWords('es')];
  for (const write of [writeNoLinkPage, (words: typeof english) => writePasscodePage(words, null)]) {
    expect(write(english)).toContain('<html lang="en">');
    expect(write(spanish)).toContain('<html lang="es">');
  }
  expect(writeNoLinkPage(english)).toContain('<h1>There is no report at this address</h1>');
  expect(writeNoLinkPage(spanish)).toContain('<h1>No hay ningún informe en esta dirección</h1>');
  expect(writePasscodePage(spanish, '<b>')).toContain('role="alert">&lt;b&gt;</p>');
  expect(writePasscodePage(spanish, null)).toContain('<label for="passcode">Código de acceso</label>');
  expect(writePasscodePage(spanish, null)).not.toMatch(/Passcode|Whoever|Show the/);
});
