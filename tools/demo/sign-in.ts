import { JwtService } from '@nestjs/jwt';
import { StartError } from '../postgres-programs.js';

/** In seconds; a token is renewed well before. */
const lifetime = 600;

/**
 * An access token of the first administrator, made on this machine. It says no more than what its user may do anyway:
 * whoever can read KEELSON_HOME/secrets.json (mode 0600) holds the key that the API signs its tokens with. So the
 * generated password is needed by nobody but the person it was shown to, and is stored nowhere.
 * The claims are those of apps/api/src/auth/strategies.ts.
 */
export function mintAccessToken(secret: string, administratorId: string): () => string {
  const jwt = new JwtService({ secret, signOptions: { issuer: 'keelson', audience: 'keelson-api', algorithm: 'HS256' } });
  return renewed(() => jwt.sign({ sub: administratorId }, { expiresIn: lifetime }));
}

/** Signs in as anybody would, and again before the token ends. */
export function signIn(address: string, email: string, password: string): () => Promise<string> {
  return renewed(async () => {
    const response = await fetch(`${address}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    }).catch((error: Error & { cause?: Error }) => {
      throw new StartError(`${address} does not answer: ${(error.cause ?? error).message}.`);
    });
    const body = (await response.json().catch(() => ({}))) as { accessToken?: string; error?: { message: string } };
    if (body.accessToken) return body.accessToken;
    throw new StartError(`${address} did not let ${email} in: ${body.error?.message ?? response.status}`);
  });
}

function renewed<T>(make: () => T): () => T {
  let token: { value: T; until: number } | null = null;
  return () => {
    if (!token || token.until < Date.now()) token = { value: make(), until: Date.now() + (lifetime / 2) * 1000 };
    return token.value;
  };
}
