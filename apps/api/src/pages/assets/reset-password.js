import { post } from './api.js';
import { element, onSubmit, showStep } from './forms.js';

const steps = ['ask', 'asked', 'set', 'done'];
// What follows the "#" was not sent to the server with the address.
const token = location.hash.slice(1);

// Another link, opened in the same tab, changes nothing but what follows the "#".
addEventListener('hashchange', () => location.reload());
showStep(token ? 'set' : 'ask', steps);

onSubmit(element('ask'), async ({ email }) => {
  await post('/auth/password-reset', { email });
  showStep('asked', steps);
});

onSubmit(element('set'), async ({ password }) => {
  await post('/auth/password-reset/confirm', { token, password });
  history.replaceState(null, '', '/reset-password');
  showStep('done', steps);
});
