import { wordsIn } from '@keelson/messages';
import {
  writeHomePage,
  writeInvitationPage,
  writeRefusalPage,
  writeResetPage,
  writeSignInPage,
} from './write-pages.js';

const english = wordsIn('en');

describe('the sign-in page', () => {
  it('offers the provider by its name, as text', () => {
    const page = writeSignInPage(english, 'Ships & <b>Co</b>');
    expect(page).toContain('Sign in with Ships &amp; &lt;b&gt;Co&lt;/b&gt;</a>');
    expect(page).toContain('href="/auth/oidc"');
  });

  it('offers none where none is configured', () => {
    expect(writeSignInPage(english, undefined)).not.toContain('/auth/oidc');
  });
});

describe('every page with a password', () => {
  it.each([writeSignInPage(english, undefined), writeInvitationPage(english)])(
    'can go on to the second factor',
    (page) => {
      for (const id of ['totp', 'enrol', 'recovery', 'qr', 'secret', 'recovery-codes', 'kept']) {
        expect(page).toContain(`id="${id}"`);
      }
      // Two elements with one id: a script would find the first one only.
      const ids = [...page.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id);
      expect(ids).toEqual([...new Set(ids)]);
    },
  );
});

describe('every page', () => {
  const pages = [writeHomePage, writeInvitationPage, writeRefusalPage, writeResetPage];

  it.each([...pages, (words: typeof english) => writeSignInPage(words, 'Ships', true)])(
    'says the same in each language, in its own words and with the same elements',
    (write) => {
      const [one, other] = [write(english), write(wordsIn('es'))];
      expect(one).toContain('<html lang="en">');
      expect(other).toContain('<html lang="es">');
      const wordless = (page: string) => page.match(/ (id|name|type|href|src)="[^"]*"/g);
      expect(wordless(other)).toEqual(wordless(one));
      const textsOf = (page: string): readonly string[] => page.match(/>[^<>]{12,}</g) ?? [];
      expect(textsOf(one).filter((text) => textsOf(other).includes(text))).toEqual([]);
    },
  );

  it('leaves what its script fills in', () => {
    expect(writeInvitationPage(english)).toContain('data-offer="{coalition} invites {name} ({email}) as {role}."');
  });
});
