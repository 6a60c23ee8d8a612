import { escaped, type Markup } from '@keelson/formats';
import type { Words } from '@keelson/messages';
import { framePage } from './page-frame.js';
import { secondFactorSteps, signInForm } from './sign-in-form.js';

const roles = ['BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER'] as const;

/** Where a script tells what went wrong, with the words that it says itself: `{name}` is left for it to fill in. */
function forScripts({ say }: Words): Markup {
  const left = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `{${name}}`]));
  const words = [
    ['fault', say('page.fault')],
    ['not-kept', say('page.signIn.notKept')],
    ['offer', say('page.invitation.offer', left('coalition', 'name', 'email', 'role'))],
    ['you', say('page.home.you', left('name', 'email'))],
    ['role-of', say('page.role.of', left('role', 'organizations'))],
    ...roles.map((role) => [`role-${role.toLowerCase()}`, say(`page.role.${role}`)]),
    ...roles.map((role) => [`means-${role.toLowerCase()}`, say(`page.roleMeans.${role}`)]),
  ] as const;
  return escaped`<p id="problem" class="problem"${words.map(([name, text]) => escaped` data-${name}="${text}"`)} role="alert"></p>\n`;
}

/** `mails`: whether a forgotten password can be replaced by a link. */
export function writeSignInPage(words: Words, provider: string | undefined, mails = false): string {
  const { language, say } = words;
  return framePage({
    language,
    title: `${say('page.signIn.title')} · Keelson`,
    scripts: ['sign-in.js'],
    body: escaped`<main>
<h1>Keelson</h1>
${forScripts(words)}${signInForm(words, provider)}${
      mails &&
      escaped`<p><a href="/reset-password">${say('page.signIn.forgot')}</a></p>
`
    }</main>
`,
  });
}

export function writeHomePage(words: Words): string {
  const { language, say } = words;
  return framePage({
    language,
    title: 'Keelson',
    scripts: ['home.js'],
    body: escaped`<main aria-busy="true">
<h1>Keelson</h1>
${forScripts(words)}<div id="signed-in" hidden>
<p><span id="you"></span> <button type="button" id="sign-out" class="plain">${say('page.home.signOut')}</button></p>
<h2>${say('page.home.coalitions')}</h2>
<ul id="roles"></ul>
<p id="no-roles" hidden>${say('page.home.noRoles')}</p>
<h2>${say('page.home.api')}</h2>
<p><a href="/graphiql">GraphiQL</a> ${say('page.home.graphiql')}</p>
<p>${say('page.home.programs')} <code id="address"></code>.</p>
</div>
</main>
`,
  });
}

export function writeInvitationPage(words: Words): string {
  const { language, say } = words;
  return framePage({
    language,
    title: `${say('page.invitation.title')} · Keelson`,
    scripts: ['invitation.js'],
    body: escaped`<main>
<h1 id="heading" tabindex="-1">${say('page.invitation.title')}</h1>
${forScripts(words)}<div id="offer" hidden>
<p id="offered"></p>
<p id="role-means" class="muted"></p>
<form id="accept">
<fieldset>
<legend>${say('page.invitation.account')}</legend>
<label class="choice"><input type="radio" name="account" value="new" checked> ${say('page.invitation.new')}</label>
<label class="choice"><input type="radio" name="account" value="old"> ${say('page.invitation.old')}</label>
</fieldset>
<input id="username" type="email" autocomplete="username" hidden readonly>
<div id="naming">
<label for="name">${say('page.invitation.name')}</label>
<input id="name" name="name" autocomplete="name" maxlength="200">
</div>
<label for="password">${say('page.password')}</label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="128" aria-describedby="rule" required>
<p id="rule" class="muted">${say('page.passwordRule')}</p>
<button type="submit">${say('page.invitation.action')}</button>
</form>
</div>
${secondFactorSteps(words)}</main>
`,
  });
}

export function writeResetPage(words: Words): string {
  const { language, say } = words;
  return framePage({
    language,
    title: `${say('page.reset.title')} · Keelson`,
    scripts: ['reset-password.js'],
    body: escaped`<main>
<h1>${say('page.reset.title')}</h1>
${forScripts(words)}<form id="ask" hidden>
<p>${say('page.reset.ask')}</p>
<label for="email">${say('page.email')}</label>
<input id="email" name="email" type="email" autocomplete="username" maxlength="254" required>
<button type="submit">${say('page.reset.send')}</button>
</form>
<section id="asked" hidden>
<p tabindex="-1">${say('page.reset.asked')}</p>
</section>
<form id="set" hidden>
<label for="password">${say('page.reset.title')}</label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="128" aria-describedby="rule" required>
<p id="rule" class="muted">${say('page.passwordRule')}</p>
<button type="submit">${say('page.reset.set')}</button>
</form>
<section id="done" hidden>
<p tabindex="-1">${say('page.reset.done')} <a href="/sign-in">${say('page.signIn.title')}</a></p>
</section>
</main>
`,
  });
}

export function writeRefusalPage(words: Words): string {
  const { language, say } = words;
  return framePage({
    language,
    title: `${say('page.refuse.title')} · Keelson`,
    scripts: ['refuse-notices.js'],
    body: escaped`<main>
<h1>${say('page.refuse.title')}</h1>
${forScripts(words)}<form id="refuse">
<p>${say('page.refuse.ask')}</p>
<button type="submit">${say('page.refuse.action')}</button>
</form>
<section id="refused" hidden>
<p tabindex="-1">${say('page.refuse.done')}</p>
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
