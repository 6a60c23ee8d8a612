import { accessToken, post } from './api.js';
import { element, onSubmit } from './forms.js';
import { continueWith } from './second-factor.js';

const key = 'keelson.next';
// A provider sends people back to "/": where they wanted to go is remembered here.
const wanted = new URLSearchParams(location.search).get('next') ?? sessionStorage.getItem(key);
const target = ownAddress(wanted);

/** An address of this platform, or its first page: a link may not send people elsewhere once they have signed in. */
function ownAddress(path) {
  const home = `${location.origin}/`;
  if (!path?.startsWith('/') || !URL.canParse(path, home)) return home;
  const url = new URL(path, home);
  return url.origin === location.origin ? url.href : home;
}

onSubmit(element('sign-in'), async ({ email, password }) => {
  await continueWith(await post('/auth/sign-in', { email, password }), target);
});
element('provider')?.addEventListener('click', () => sessionStorage.setItem(key, target));

// Whoever comes from another site has a session whose cookie their browser did not send with the visit.
if (await accessToken().catch(() => null)) {
  sessionStorage.removeItem(key);
  location.replace(target);
}
