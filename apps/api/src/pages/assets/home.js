import { accessToken, ask, post } from './api.js';
import { element, fill, roleWords, tellProblem, words } from './forms.js';

const query = '{ viewer { name email roles { role coalition { id name } organization { name } } } }';

try {
  const token = await accessToken();
  if (token) show((await ask(token, query)).viewer);
  else location.replace('/sign-in');
} catch (error) {
  tellProblem(error.message);
}

function show({ name, email, roles }) {
  element('you').textContent = fill(words.you, { name, email });
  element('address').textContent = `${location.origin}/graphql`;
  element('roles').replaceChildren(...lines(roles));
  element('no-roles').hidden = roles.length > 0;
  element('signed-in').hidden = false;
  document.querySelector('main').removeAttribute('aria-busy');
}

/** One line for each coalition: "Road safety: partner for North Clinic, West Clinic; funder". */
function lines(roles) {
  const coalitions = new Map(
    roles.map(({ coalition: { id } }) => [id, roles.filter((one) => one.coalition.id === id)]),
  );
  return [...coalitions.values()].map((held) => {
    const line = document.createElement('li');
    const name = Object.assign(document.createElement('strong'), { textContent: held[0].coalition.name });
    const each = [...new Set(held.map(({ role }) => role))].map((role) => {
      const names = held.filter((one) => one.role === role && one.organization).map((one) => one.organization.name);
      return roleWords(role, names);
    });
    line.append(name, `: ${each.join('; ')}`);
    return line;
  });
}

element('sign-out').addEventListener('click', async () => {
  try {
    await post('/auth/sign-out');
    location.replace('/sign-in');
  } catch (error) {
    tellProblem(error.message);
  }
});
