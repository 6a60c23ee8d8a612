import { Tokens } from '../../apps/api/src/auth/tokens.js';
import { StartError } from '../postgres-programs.js';

/** In seconds; a token is renewed well before. */
const lifetime = 600;

/**
 * Signs in as the first administrator, on this machine. It says no more than what its user may do anyway: whoever can
 * read KEELSON_HOME/secrets.json (mode 0600) holds what the keys of the API are derived from. So the generated password
 * is needed by nobody but the person it was shown to, and is stored nowhere.
 */
export function signInByMachine(address: string, secret: string, administratorId: string): () => Promise<string> {
  const tokens = new Tokens({ KEELSON_SECRET: secret });
  return renewed(() =>
    ask(address, 'machine', { ticket: tokens.signTicket('machine', { sub: administratorId }), program: true }),
  );
}

/** Signs in as anybody would, and again before the token ends. */
export function signIn(address: string, email: string, password: string): () => Promise<string> {
  return renewed(() => ask(address, 'sign-in', { email, password, program: true }));
}

async function ask(address: string, route: string, body: object): Promise<string> {
  const response = await fetch(`${address}/auth/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: Error & { cause?: Error }) => {
    throw new StartError(`${address} does not answer: ${(error.cause ?? error).message}.`);
  });
  const answer = (await response.json().catch(() => ({}))) as { accessToken?: string; error?: { message: string } };
  if (answer.accessToken) return answer.accessToken;
  const factor = 'secondFactor' in answer || 'enrolment' in answer;
  const why = factor ? 'it asks for a second factor, which only a person has' : answer.error?.message;
  throw new StartError(`${address} did not let us in: ${why ?? response.status}`);
}

function renewed<T>(make: () => T): () => T {
  let token: { value: T; until: number } | null = null;
  return () => {
    if (!token || token.until < Date.now()) token = { value: make(), until: Date.now() + (lifetime / 2) * 1000 };
    return token.value;
  };
}
