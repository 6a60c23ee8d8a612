import { accessToken, post } from './api.js';
import { element, onSubmit, showStep, words } from './forms.js';

const steps = ['sign-in', 'offer', 'totp', 'enrol', 'recovery'];

/** Leads through what an answer of signing in says is missing, then to the page that was wanted. */
export function continueWith(answer, target) {
  if (answer.secondFactor) return askForCode(answer.secondFactor, target);
  if (answer.enrolment) return enrol(answer.enrolment, target);
  return leave(target);
}

function askForCode({ ticket }, target) {
  showStep('totp', steps);
  onSubmit(element('totp'), async ({ code }) => {
    await post('/auth/totp', { ticket, code });
    await leave(target);
  });
}

function enrol({ ticket, secret, qr }, target) {
  element('qr').src = qr;
  element('secret').textContent = secret;
  showStep('enrol', steps);
  onSubmit(element('enrol'), async ({ code }) => {
    const { recoveryCodes } = await post('/auth/totp/enrol', { ticket, code });
    const items = recoveryCodes.map((text) => Object.assign(document.createElement('li'), { textContent: text }));
    element('recovery-codes').replaceChildren(...items);
    element('kept').addEventListener('click', () => location.replace(target));
    showStep('recovery', steps);
  });
}

async function leave(target) {
  if (!(await accessToken())) throw new Error(words.notKept);
  location.replace(target);
}
