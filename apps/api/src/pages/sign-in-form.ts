import { escaped, type Markup } from '@keelson/formats';
import type { Words } from '@keelson/messages';

/** The steps of signing in; all but the first are hidden until they are asked for. `provider` is another way in. */
export function signInForm(words: Words, provider: string | undefined): Markup {
  const { say } = words;
  return escaped`<form id="sign-in">
<label for="email">${say('page.email')}</label>
<input id="email" name="email" type="email" autocomplete="username" maxlength="254" required>
<label for="password">${say('page.password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button type="submit">${say('page.signIn.title')}</button>
${provider !== undefined && escaped`<p class="or"><a class="button" id="provider" href="/auth/oidc">${say('page.signIn.with', { provider })}</a></p>\n`}</form>
${secondFactorSteps(words)}`;
}

/** The second factor, where it is asked for or set up. */
export function secondFactorSteps({ say }: Words): Markup {
  return escaped`<form id="totp" hidden>
<h2>${say('page.totp.heading')}</h2>
<label for="code">${say('page.totp.code')}</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="40" required>
<button type="submit">${say('page.totp.action')}</button>
</form>
<form id="enrol" hidden>
<h2>${say('page.enrol.heading')}</h2>
<p>${say('page.enrol.why')}</p>
<img id="qr" alt="${say('page.enrol.picture')}" width="232" height="232">
<p>${say('page.enrol.secret')} <code id="secret"></code></p>
<label for="first-code">${say('page.enrol.code')}</label>
<input id="first-code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required>
<button type="submit">${say('page.enrol.action')}</button>
</form>
<section id="recovery" hidden aria-labelledby="recovery-heading">
<h2 id="recovery-heading" tabindex="-1">${say('page.recovery.heading')}</h2>
<p>${say('page.recovery.why')}</p>
<ul id="recovery-codes"></ul>
<button type="button" id="kept">${say('page.recovery.kept')}</button>
</section>
`;
}
