/** Talks to the API as this browser; what it refuses becomes an Error with its sentence. */
export async function post(path, body = {}, token = null) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const message = answer.error?.message ?? document.getElementById('problem')?.dataset.fault ?? response.statusText;
  throw Object.assign(new Error(message), { status: response.status });
}

let held = null;
let asking = null;

/** An access token of this browser's session, or null when there is none. */
export async function accessToken() {
  if (held && held.until > Date.now()) return held.token;
  asking ??= post('/auth/refresh').finally(() => (asking = null));
  try {
    const { accessToken: token, expiresIn } = await asking;
    held = { token, until: Date.now() + (expiresIn - 30) * 1000 };
    return token;
  } catch (error) {
    if (error.status === 401) return null;
    throw error;
  }
}

/** The data of a query that needs no variables. */
export async function ask(token, query) {
  const { data, errors } = await post('/graphql', { query }, token);
  if (errors) throw new Error(errors[0].message);
  return data;
}
