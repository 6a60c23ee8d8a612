export const element = (id) => document.getElementById(id);

/** The words that a script says itself; the page brings them in its language. */
export const words = element('problem')?.dataset ?? {};

/** "{name} ({email})" with what stands in the braces filled in, as text. */
export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** "partner for North Clinic, West Clinic". */
export function roleWords(role, organizations) {
  const word = words[`role${role[0]}${role.slice(1).toLowerCase()}`];
  return organizations.length > 0 ? fill(words.roleOf, { role: word, organizations: organizations.join(', ') }) : word;
}

/** Read out by screen readers, also when it says the same again. */
export function tellProblem(message) {
  element('problem').textContent = '';
  element('problem').textContent = message;
}

/** Sends a form by its handler, once at a time; what goes wrong is told, and the field to correct has the focus. */
export function onSubmit(form, handler) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button[type="submit"]');
    button.disabled = true;
    tellProblem('');
    const field = [...form.querySelectorAll('input[required]')].at(-1);
    field?.removeAttribute('aria-invalid');
    try {
      await handler(Object.fromEntries(new FormData(form)));
    } catch (error) {
      tellProblem(error.message);
      field?.setAttribute('aria-invalid', 'true');
      field?.focus();
    } finally {
      button.disabled = false;
    }
  });
}

/** Shows one of the steps of a page, and moves there. */
export function showStep(id, steps) {
  for (const step of steps) if (element(step)) element(step).hidden = step !== id;
  element(id)?.querySelector('input, [tabindex="-1"]')?.focus();
}
