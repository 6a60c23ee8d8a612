import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { administrator, dataOf, type Ask, type Scenario } from './scenario.js';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions: { code: string } & Record<string, unknown> }[];
    error?: { code: string; message: string };
    extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number; throttleStatus: object } };
  };
}

/** A request exactly as it is given: fetch would correct some of what these tests send. */
export function send(
  address: string,
  { method = 'POST', path = '/graphql', headers = {}, body = '' }: SentRequest,
): Promise<Reply> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(address);
    const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        done({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) });
      });
    });
    request.on('error', fail);
    request.end(body);
  });
}

export interface SentRequest {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** POSTs a query as JSON with a credential. */
export function asker(address: string, credential: string) {
  return (query: unknown, variables?: object, headers: Record<string, string> = {}): Promise<Reply> =>
    send(address, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}`, ...headers },
      body: JSON.stringify({ query, variables }),
    });
}

export const signInAsAdministrator = (scenario: Scenario) =>
  scenario.signIn(administrator.email, administrator.password);

export async function createCoalition(ask: Ask, code: string): Promise<string> {
  const answer = await ask<{ createCoalition: { coalition: { id: string } } }>(
    `mutation($input: CreateCoalitionInput!) { createCoalition(input: $input) { coalition { id } userErrors { message } } }`,
    { input: { code, name: code } },
  );
  return dataOf(answer).createCoalition.coalition.id;
}

interface NewKey {
  coalitionId: string;
  name: string;
  role: string;
  scopes: string[];
}

/** The text of a new key. */
export async function createKey(ask: Ask, key: NewKey): Promise<string> {
  const answer = await ask<{ createApiKey: { secret: string } }>(
    `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { message } } }`,
    { input: { ...key, organizationIds: [] } },
  );
  return dataOf(answer).createApiKey.secret;
}

function parsed(text: string): Reply['body'] {
  try {
    return JSON.parse(text) as Reply['body'];
  } catch {
    return {};
  }
}
