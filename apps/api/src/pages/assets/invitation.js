import { accessToken, ask, post } from './api.js';
import { element, fill, onSubmit, roleWords, tellProblem, words } from './forms.js';
import { continueWith } from './second-factor.js';

// What follows the "#" was not sent to the server with the address.
const token = location.hash.slice(1);
let session = null;

// Another link, opened in the same tab, changes nothing but what follows the "#".
addEventListener('hashchange', () => location.reload());

try {
  const offer = await post('/auth/invitations/look-up', { token });
  session = await sessionOf(offer.email);
  show(offer);
} catch (error) {
  tellProblem(error.message);
}

/** The session of this browser, when it is the one of whoever was invited. */
async function sessionOf(email) {
  const held = await accessToken().catch(() => null);
  const { viewer } = held ? await ask(held, '{ viewer { email } }') : { viewer: null };
  return viewer?.email === email ? held : null;
}

function show({ coalition, role, organizations, email, name }) {
  const offer = { coalition: coalition.name, name, email, role: roleWords(role, organizations) };
  element('offered').textContent = fill(words.offer, offer);
  element('role-means').textContent = words[`means${role[0]}${role.slice(1).toLowerCase()}`];
  element('name').value = name;
  element('username').value = email;
  if (session) {
    for (const field of element('accept').querySelectorAll('fieldset, input')) field.disabled = true;
    for (const part of element('accept').querySelectorAll('fieldset, #naming, #rule, #password, label'))
      part.hidden = true;
  }
  element('offer').hidden = false;
  element('heading').focus();
}

for (const choice of document.querySelectorAll('input[name="account"]')) {
  choice.addEventListener('change', () => {
    const old = document.querySelector('input[name="account"]:checked').value === 'old';
    element('naming').hidden = old;
    element('rule').hidden = old;
    element('password').autocomplete = old ? 'current-password' : 'new-password';
    element('password')[old ? 'removeAttribute' : 'setAttribute']('aria-describedby', 'rule');
  });
}

onSubmit(element('accept'), async ({ name, password }) => {
  const accept = '/auth/invitations/accept';
  const answer = session ? await post(accept, { token }, session) : await post(accept, { token, name, password });
  history.replaceState(null, '', '/invitation');
  await continueWith(answer, `${location.origin}/`);
});
