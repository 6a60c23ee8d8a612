import { Client } from 'pg';
import { administrator, type Scenario } from './scenario.js';

export interface AuthAnswer {
  status: number;
  headers: Headers;
  body: {
    accessToken?: string;
    refreshToken?: string;
    expiresIn?: number;
    recoveryCodes?: string[];
    secondFactor?: { ticket: string };
    enrolment?: { ticket: string; secret: string; uri: string; qr: string };
    error?: { code: string; message: string };
  };
}

/** POSTs to a route of /auth as a program would, or as a browser with these headers. */
export async function post(
  address: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<AuthAnswer> {
  const response = await fetch(`${address}/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

export function signInAs(address: string, person = administrator, headers?: Record<string, string>) {
  return post(address, 'sign-in', { ...person, program: true }, headers);
}

/** The cookie of an answer as a browser would send it back, with its attributes. */
export function cookieOf({ headers }: { headers: Headers }, name = '__Host-keelson') {
  const line = headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  const [pair = '', ...attributes] = line?.split('; ') ?? [];
  return { pair, value: pair.slice(name.length + 1), attributes };
}

/** As the owner of the database, who sees everything. */
export async function query<T>({ database }: Pick<Scenario, 'database'>, text: string, values: unknown[] = []) {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

export const verbs = async (scenario: Scenario) =>
  (await query<{ verb: string }>(scenario, 'SELECT verb FROM audit_event ORDER BY id')).map(({ verb }) => verb);
