import type { ChildProcess } from 'node:child_process';
import { hashPassword } from '@keelson/identity';
import {
  createTestDatabase,
  environmentOf,
  startProcess,
  stopProcess,
  type TestDatabase,
} from '@keelson/platform/testing';
import { Client } from 'pg';

export { environmentOf, startProcess, stopProcess };

export interface Answer<T = Record<string, unknown>> {
  data: T | null;
  errors?: {
    message: string;
    path?: string[];
    extensions: { code: string; problems?: { field: string[]; message: string }[] };
  }[];
}

export interface Ask {
  <T = Record<string, never>>(query: string, variables?: object): Promise<Answer<T>>;
  /** GET with the same credential. */
  download(path: string): Promise<Response>;
  /** POST of a file with the same credential. */
  upload(path: string, file: string | Uint8Array, type?: string): Promise<Response>;
}

export const administrator = { email: 'admin@example.org', password: 'correct horse battery' };

/** The real API, as its own process, on a database of its own. */
export interface Scenario {
  address: string;
  database: TestDatabase;
  process: ChildProcess;
  /** Asks as whoever holds this credential; without one, as a guest. */
  as(credential?: string): Ask;
  signIn(email: string, password: string): Promise<string>;
  /** Everything that the processes printed. */
  output(): string;
  stop(): Promise<void>;
}

/** `through` may lead the API to its database another way. */
export async function startScenario(through = (url: string) => url): Promise<Scenario> {
  const database = await createTestDatabase();
  await createAdministrator(database);
  const { child, address, output } = await startProcess('api', environmentOf('api', database, through));
  return {
    address,
    database,
    process: child,
    output,
    as: (credential) => askAt(address, credential),
    signIn: (email, password) => signInAt(address, email, password),
    stop: async () => {
      await stopProcess(child);
      await database.drop();
    },
  };
}

/** The access token of somebody, at the API at this address. */
export async function signInAt(address: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${address}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const body = (await response.json()) as { accessToken?: string; error?: { message: string } };
  if (!body.accessToken) throw new Error(body.error?.message ?? `Sign-in answered ${response.status}.`);
  return body.accessToken;
}

/** Asks the API at this address as whoever holds the credential. */
export function askAt(address: string, credential?: string): Ask {
  const authorization: Record<string, string> = credential ? { authorization: `Bearer ${credential}` } : {};
  const send = async <T>(query: string, variables: object = {}) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Answer<T>;
    return errors ? { data, errors } : { data };
  };
  return Object.assign(send, {
    download: (path: string) => fetch(address + path, { headers: authorization }),
    upload: (path: string, body: string | Uint8Array, type = 'application/octet-stream') =>
      fetch(address + path, { method: 'POST', headers: { 'content-type': type, ...authorization }, body }),
  });
}

/** The answer's data, or a failing test that shows every error. */
export function dataOf<T>(answer: Answer<T>): T {
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors ?? answer, null, 2));
  for (const payload of Object.values(answer.data as Record<string, { userErrors?: unknown[] } | null>)) {
    if (payload?.userErrors?.length) throw new Error(JSON.stringify(payload.userErrors, null, 2));
  }
  return answer.data;
}

async function createAdministrator(database: TestDatabase): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `INSERT INTO person (id, email, name, password_hash, administrator) VALUES (uuidv7(), $1, 'Admin', $2, true)`,
    [administrator.email, await hashPassword(administrator.password)],
  );
  await client.end();
}
