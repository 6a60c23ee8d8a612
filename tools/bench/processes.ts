import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { runTimeUrls } from '../../libs/platform/src/index.js';
import { keepAdministrator } from '../start/first-administrator.js';

const administrator = { email: 'bench@localhost.localdomain', password: 'measured, not asserted' };

/** The real processes, the limit beside them, and a connection for what lies below both. */
export interface Bench {
  client: Client;
  url: string;
  api: string;
  rest: string;
  ask<T>(query: string, variables?: object): Promise<T>;
  /** The same for a body that is serialized already. */
  send<T>(body: string): Promise<T>;
  token(): string;
  joinAsBackbone(coalitionId: string): Promise<void>;
  /** Another worker beside the first; the verb that is returned stops it. */
  startWorker(): Promise<() => Promise<void>>;
  /** Highest resident memory of api and worker, in MB. */
  peakMemory(): [number, number];
  close(): Promise<void>;
}

/** Only for this run. */
export const benchSecret = 'only for this run of the benchmark';

export async function openBench(url: string): Promise<Bench> {
  const { id: personId } = await keepAdministrator(url, administrator);
  const runTime = runTimeUrls(url, benchSecret);
  const env = {
    ...process.env,
    // As `npm start` and the container run them: graphql then leaves out its checks for developers.
    NODE_ENV: 'production',
    KEELSON_SECRET: benchSecret,
    KEELSON_PORT: '0',
    KEELSON_WORKER_PORT: '0',
    KEELSON_LOG: 'error',
    KEELSON_RATE_POINTS: '1000000',
    KEELSON_RATE_RESTORE: '1000000',
  };
  const [api, worker, rest] = await Promise.all([
    start('../../apps/api/src/main.js', { ...env, DATABASE_URL: runTime.app }),
    start('../../apps/worker/src/main.js', { ...env, DATABASE_URL: runTime.worker }),
    start('./rest-limit.js', { ...env, DATABASE_URL: url }),
  ]);
  const client = new Client({ connectionString: url });
  await client.connect();
  let token = '';
  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return (await fetch(`${api.address}${path}`, { method: 'POST', headers, body })).json();
  };
  const send = async <T>(body: string): Promise<T> => {
    const answer = (await post('/graphql', body)) as { data: T; errors?: object[] };
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  return {
    client,
    url,
    api: api.address,
    rest: rest.address,
    token: () => token,
    ask: <T>(query: string, variables: object = {}) => send<T>(JSON.stringify({ query, variables })),
    send,
    joinAsBackbone: async (coalitionId) => {
      await client.query(
        `INSERT INTO role_grant (id, coalition_id, person_id, role) VALUES (uuidv7(), $1, $2, 'BACKBONE')`,
        [coalitionId, personId],
      );
      token = ((await post('/auth/sign-in', JSON.stringify(administrator))) as { accessToken: string }).accessToken;
    },
    startWorker: async () => {
      const { child } = await start('../../apps/worker/src/main.js', { ...env, DATABASE_URL: runTime.worker });
      return () => stop(child);
    },
    peakMemory: () => [peakOf(api.child), peakOf(worker.child)],
    close: async () => {
      await client.end();
      await Promise.all([api, worker, rest].map(({ child }) => stop(child)));
    },
  };
}

async function start(main: string, env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; address: string }> {
  const child = fork(fileURLToPath(new URL(main, import.meta.url)), { env });
  const address = await new Promise<string>((done, fail) => {
    child.once('message', (message: { ready: string }) => done(message.ready));
    child.once('exit', (code) => fail(new Error(`${main} ended with ${code}.`)));
  });
  return { child, address };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.disconnect();
  await ended;
}

function peakOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
