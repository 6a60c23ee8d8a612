export const element = (id) => document.getElementById(id);

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
