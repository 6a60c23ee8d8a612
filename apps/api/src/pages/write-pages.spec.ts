import { writeInvitationPage, writeSignInPage } from './write-pages.js';

describe('the sign-in page', () => {
  it('offers the provider by its name, as text', () => {
    const page = writeSignInPage('Ships & <b>Co</b>');
    expect(page).toContain('Sign in with Ships &amp; &lt;b&gt;Co&lt;/b&gt;</a>');
    expect(page).toContain('href="/auth/oidc"');
  });

  it('offers none where none is configured', () => {
    expect(writeSignInPage(undefined)).not.toContain('/auth/oidc');
  });
});

describe('every page with a password', () => {
  it.each([writeSignInPage(undefined), writeInvitationPage()])('can go on to the second factor', (page) => {
    for (const id of ['totp', 'enrol', 'recovery', 'qr', 'secret', 'recovery-codes', 'kept']) {
      expect(page).toContain(`id="${id}"`);
    }
    // Two elements with one id: a script would find the first one only.
    const ids = [...page.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
