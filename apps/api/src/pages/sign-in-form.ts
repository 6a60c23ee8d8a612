import { escaped, Markup } from '@keelson/formats';

/** The steps of signing in; all but the first are hidden until they are asked for. `provider` is another way in. */
export function signInForm(provider: string | undefined): Markup {
  return escaped`<form id="sign-in">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" maxlength="254" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button type="submit">Sign in</button>
${provider !== undefined && escaped`<p class="or"><a class="button" id="provider" href="/auth/oidc">Sign in with ${provider}</a></p>\n`}</form>
${secondFactorSteps}`;
}

/** The second factor, where it is asked for or set up. */
export const secondFactorSteps = new Markup(`<form id="totp" hidden>
<h2>Second factor</h2>
<label for="code">Code of your authenticator, or a recovery code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="40" required>
<button type="submit">Go on</button>
</form>
<form id="enrol" hidden>
<h2>Set up your second factor</h2>
<p>Your role needs one. Scan this code with an authenticator app, or type in the secret; then enter the code that the app shows.</p>
<img id="qr" alt="QR code of the secret below" width="232" height="232">
<p>Secret: <code id="secret"></code></p>
<label for="first-code">Code of the app</label>
<input id="first-code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required>
<button type="submit">Turn it on</button>
</form>
<section id="recovery" hidden aria-labelledby="recovery-heading">
<h2 id="recovery-heading" tabindex="-1">Your recovery codes</h2>
<p>Each lets you in once when you have lost your authenticator. They are shown this once: keep them where only you get at them.</p>
<ul id="recovery-codes"></ul>
<button type="button" id="kept">I have kept them</button>
</section>
`);
