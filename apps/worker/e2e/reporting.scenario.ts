import { setTimeout as wait } from 'node:timers/promises';
import { environmentOf, startProcess, stopProcess, type QueueStore, type TestRoom } from '@keelson/platform/testing';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { decodeId, encodeId } from '@keelson/platform';
import { Pool } from 'pg';

export type Started = Awaited<ReturnType<typeof startProcess>>;

export interface RequestedReport {
  id: string;
  /** Its UUID, as the database knows it. */
  uuid: string;
}

/** A coalition with figures on a database of its own, an API process to ask, and workers to start and to kill. */
export interface ReportingScenario {
  built: ReportedCoalition;
  api: Started;
  database: Pool;
  /** As the worker reaches it. */
  workerUrl: string;
  /** As its backbone; an error when anything is refused. */
  ask<T = Record<string, unknown>>(query: string, variables?: object): Promise<T>;
  startWorker(env?: Record<string, string>): Promise<Started>;
  request(title?: string): Promise<RequestedReport>;
  stateOf(report: RequestedReport): Promise<string>;
  compiled(report: RequestedReport): Promise<void>;
  csvOf(report: RequestedReport): Promise<string>;
  /** One of its files, by the ending of its name. */
  fileOf(report: RequestedReport, format: string): Promise<string>;
  /** How often each verb was done to it. */
  historyOf(report: RequestedReport): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export async function startReporting(env: Record<string, string> = {}, room?: TestRoom): Promise<ReportingScenario> {
  const opened = room ?? (await openReportsRoom());
  const built = await buildReportedCoalition(opened);
  const processes: Started[] = [];
  const start = async (name: 'api' | 'worker', more: Record<string, string> = {}) => {
    const started = await startProcess(name, { ...environmentOf(name, opened.database), ...env, ...more });
    processes.push(started);
    return started;
  };
  const api = await start('api');
  const database = new Pool({ connectionString: opened.database.url, max: 3 });
  database.on('error', () => undefined); // a scenario may restart its server
  const { rows } = await database.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
    built.backbone.personId,
  ]);
  const token = await signIn(api.address, rows[0]?.email ?? '');
  const count = async (text: string, id: string) =>
    (await database.query<{ name: string; n: number }>(text, [id])).rows;
  const scenario: ReportingScenario = {
    built,
    api,
    database,
    workerUrl: opened.database.urls.worker,
    ask: (query, variables) => ask(api.address, token, query, variables),
    startWorker: (more) => start('worker', more),
    request: (title = 'Report') => requestReport(api.address, token, built.coalition.id, title),
    stateOf: async ({ uuid }) =>
      (await count('SELECT state AS name FROM report WHERE id = $1', uuid))[0]?.name ?? 'absent',
    compiled: (report) => until(async () => (await scenario.stateOf(report)) === 'COMPILED'),
    csvOf: (report) => scenario.fileOf(report, 'csv'),
    fileOf: async ({ id }, format) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${api.address}/reports/${id}.${format}`, { headers });
      if (answer.status !== 200) throw new Error(`The download answered ${answer.status}: ${await answer.text()}`);
      return answer.text();
    },
    historyOf: async ({ uuid }) => {
      const text = 'SELECT verb AS name, count(*)::int AS n FROM audit_event WHERE subject_id = $1 GROUP BY verb';
      return Object.fromEntries((await count(text, uuid)).map(({ name, n }) => [name, n]));
    },
    stop: async () => {
      await database.end().catch(() => undefined);
      await Promise.all(processes.map(({ child }) => stopProcess(child)));
      if (!room) await opened.close();
    },
  };
  return scenario;
}

async function signIn(address: string, email: string): Promise<string> {
  const response = await fetch(`${address}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'correct horse battery' }),
  });
  const body = (await response.json()) as { accessToken?: string };
  if (!body.accessToken) throw new Error(`Sign-in answered ${response.status}: ${JSON.stringify(body)}`);
  return body.accessToken;
}

async function ask<T>(address: string, token: string, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T | null; errors?: { message: string }[] };
  if (!data || errors) throw new Error(errors?.[0]?.message ?? `The API answered ${response.status}.`);
  for (const payload of Object.values(data as Record<string, { userErrors?: unknown[] } | null>)) {
    if (payload?.userErrors?.length) throw new Error(JSON.stringify(payload.userErrors));
  }
  return data;
}

async function requestReport(
  address: string,
  token: string,
  coalitionId: string,
  title: string,
): Promise<RequestedReport> {
  const input = {
    coalitionId: encodeId('Coalition', coalitionId),
    title,
    frequency: 'YEAR',
    firstPeriod: '2023',
    lastPeriod: '2024',
  };
  const query = `mutation($input: RequestReportInput!) { requestReport(input: $input) { report { id } userErrors { message } } }`;
  const answer = await ask<{ requestReport: { report: { id: string } } }>(address, token, query, { input });
  const { id } = answer.requestReport.report;
  return { id, uuid: decodeId('Report', id) };
}

export async function until(met: () => Promise<boolean>, seconds = 40): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${seconds} s.`);
    await wait(50);
  }
}

/** The settings that put the queue on a store; each scenario gets a Redis database of its own. */
export function queueOf({ options }: QueueStore, redisDatabase: number): Record<string, string> {
  if (!options?.redisUrl) return {};
  const url = new URL(options.redisUrl);
  url.pathname = `/${redisDatabase}`;
  return { REDIS_URL: url.href };
}
