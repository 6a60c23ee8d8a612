import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '@keelson/platform';
import { StartError } from '../postgres-programs.js';

/** What the API would not do: everything it said, each with its path. */
export class ApiRefusal extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ field, message }) => (field.length > 0 ? `${field.join('.')}: ${message}` : message)).join('\n'));
  }
}

interface Answer {
  data?: Record<string, ({ userErrors?: Problem[] } & Record<string, unknown>) | null> | null;
  errors?: { message: string; path?: string[]; extensions?: { code?: string } }[];
}

const attempts = 4;

/** Speaks to the public GraphQL API with one credential. */
export class ApiClient {
  constructor(
    readonly address: string,
    private readonly credential: () => Promise<string> | string,
  ) {}

  as(credential: string): ApiClient {
    return new ApiClient(this.address, () => credential);
  }

  /** The answer's one root field. Refusals of both channels (errors and userErrors) are thrown as ApiRefusal. */
  async ask<T>(query: string, variables: object): Promise<T> {
    const response = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json().catch(() => ({}))) as Answer;
    if (answer.errors) throw new ApiRefusal(answer.errors.map(problemOf));
    const payload = Object.values(answer.data ?? {})[0];
    if (payload?.userErrors?.length) throw new ApiRefusal(payload.userErrors);
    if (!payload) throw new StartError(`${this.address} answered ${response.status} without data.`);
    return payload as T;
  }

  async download(path: string): Promise<Buffer> {
    const response = await this.send(path, {});
    if (!response.ok) throw new StartError(`${this.address}${path} answered ${response.status}.`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Sends a file; returns its id. */
  async upload(coalitionId: string, body: Uint8Array): Promise<string> {
    const headers = { 'content-type': 'text/csv' };
    const response = await this.send(`/coalitions/${coalitionId}/uploads`, { method: 'POST', headers, body });
    const { id } = (await response.json().catch(() => ({}))) as { id?: string };
    if (!id) throw new StartError(`${this.address} answered ${response.status} to the upload.`);
    return id;
  }

  /** Tried again when the connection fails: what we send is either a question or carries an idempotency key. */
  private async send(path: string, request: RequestInit): Promise<Response> {
    const headers = { ...request.headers, authorization: `Bearer ${await this.credential()}` };
    for (let attempt = 1; ; attempt++) {
      try {
        return await fetch(this.address + path, { ...request, headers });
      } catch (error) {
        const { cause } = error as { cause?: Error };
        if (attempt === attempts) {
          throw new StartError(`${this.address} does not answer: ${(cause ?? (error as Error)).message}.`);
        }
        await pause(300 * attempt);
      }
    }
  }
}

function problemOf({ message, path, extensions }: NonNullable<Answer['errors']>[number]): Problem {
  return { code: 'INVALID', field: path ?? [], message: extensions?.code ? `${message} (${extensions.code})` : message };
}

/** Runs `work` on every item, `width` at a time, and returns the results in order. */
export async function inParallel<Item, Result>(
  items: Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as Item, i);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}

export function chunksOf<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
