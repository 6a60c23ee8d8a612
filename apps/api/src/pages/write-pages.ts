import { escaped } from '@keelson/formats';
import { framePage } from './page-frame.js';
import { secondFactorSteps, signInForm } from './sign-in-form.js';

const problem = escaped`<p id="problem" class="problem" role="alert"></p>\n`;

/** `mails`: whether a forgotten password can be replaced by a link. */
export function writeSignInPage(provider: string | undefined, mails = false): string {
  return framePage({
    title: 'Sign in · Keelson',
    scripts: ['sign-in.js'],
    body: escaped`<main>
<h1>Keelson</h1>
${problem}${signInForm(provider)}${
      mails &&
      escaped`<p><a href="/reset-password">Forgot your password?</a></p>
`
    }</main>
`,
  });
}

export function writeHomePage(): string {
  return framePage({
    title: 'Keelson',
    scripts: ['home.js'],
    body: escaped`<main aria-busy="true">
<h1>Keelson</h1>
${problem}<div id="signed-in" hidden>
<p>You are <strong id="name"></strong> (<span id="email"></span>). <button type="button" id="sign-out" class="plain">Sign out</button></p>
<h2>Your coalitions</h2>
<ul id="roles"></ul>
<p id="no-roles" hidden>You hold no role in a coalition. Backbone staff of a coalition can invite you.</p>
<h2>The API</h2>
<p><a href="/graphiql">GraphiQL</a> writes, checks and runs queries, and shows what the API can do.</p>
<p>Programs send their queries to <code id="address"></code>.</p>
</div>
</main>
`,
  });
}

export function writeInvitationPage(): string {
  return framePage({
    title: 'Invitation · Keelson',
    scripts: ['invitation.js'],
    body: escaped`<main>
<h1 id="heading" tabindex="-1">Invitation</h1>
${problem}<div id="offer" hidden>
<p><strong id="coalition"></strong> invites <strong id="invited"></strong> (<span id="address"></span>) as <strong id="role"></strong><span id="organizations"></span>.</p>
<p id="role-means" class="muted"></p>
<form id="accept">
<fieldset>
<legend>Do you have an account with this address?</legend>
<label class="choice"><input type="radio" name="account" value="new" checked> No: make one</label>
<label class="choice"><input type="radio" name="account" value="old"> Yes: sign in with it</label>
</fieldset>
<input id="username" type="email" autocomplete="username" hidden readonly>
<div id="naming">
<label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" maxlength="200">
</div>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="128" aria-describedby="rule" required>
<p id="rule" class="muted">12 to 128 characters, and not easily guessed: four words that do not belong together, for instance.</p>
<button type="submit">Accept the invitation</button>
</form>
</div>
${secondFactorSteps}</main>
`,
  });
}

export function writeResetPage(): string {
  return framePage({
    title: 'New password · Keelson',
    scripts: ['reset-password.js'],
    body: escaped`<main>
<h1>New password</h1>
${problem}<form id="ask" hidden>
<p>Tell us your e-mail address, and we send you a link to set a new password.</p>
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" maxlength="254" required>
<button type="submit">Send the link</button>
</form>
<section id="asked" hidden>
<p tabindex="-1">If anybody here has this address, a link is on its way there. It works once, for one hour.</p>
</section>
<form id="set" hidden>
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="128" aria-describedby="rule" required>
<p id="rule" class="muted">12 to 128 characters, and not easily guessed: four words that do not belong together, for instance.</p>
<button type="submit">Set it</button>
</form>
<section id="done" hidden>
<p tabindex="-1">Your password is set, and you are signed out everywhere. <a href="/sign-in">Sign in</a></p>
</section>
</main>
`,
  });
}

export function writeRefusalPage(): string {
  return framePage({
    title: 'Notices · Keelson',
    scripts: ['refuse-notices.js'],
    body: escaped`<main>
<h1>Notices</h1>
${problem}<form id="refuse">
<p>Do you want no more mails of this kind from this coalition? You can take them again after signing in.</p>
<button type="submit">Send me no more of them</button>
</form>
<section id="refused" hidden>
<p tabindex="-1">You get no more mails of this kind from this coalition.</p>
</section>
</main>
`,
  });
}

export function writeGraphiqlPage(): string {
  return framePage({
    title: 'GraphiQL · Keelson',
    styles: ['graphiql.min.css', 'graphiql.css'],
    scripts: ['react.production.min.js', 'react-dom.production.min.js', 'graphiql.min.js', 'graphiql.js'],
    body: escaped`<h1 class="unseen">GraphiQL</h1>
<p id="problem" class="problem" role="alert"></p>
<div id="graphiql"></div>
`,
  });
}
