import { randomUUID } from 'node:crypto';
import { buildCoalition, joinCoalition, testPassword, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openExchangeRoom } from '@keelson/exchange/testing';
import { encodeId, type Actor } from '@keelson/platform';
import { environmentOf, startProcess, stopProcess, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure } from '@keelson/submissions/testing';
import { Pool } from 'pg';
import { until, type Started } from './reporting.scenario.js';

export interface Operation {
  id: string;
  state: string;
  created: number | null;
  changed: number | null;
  unchanged: number | null;
  refused: number | null;
  failure: string | null;
  progress: { rowsRead: number; rowsWritten: number; percent: number };
  refusals: { row: number | null; column: string | null; code: string; message: string }[];
  errorsUrl: string | null;
}

/** The API, a coalition with people and a rate to report by month, and workers to start and to kill. */
export class ImportScenario {
  readonly processes: Started[] = [];
  database: Pool;
  built: BuiltCoalition;

  private constructor(
    private readonly room: TestRoom,
    private readonly env: Record<string, string>,
  ) {}

  static async start(env: Record<string, string>): Promise<ImportScenario> {
    const room = await openExchangeRoom();
    const s = new ImportScenario(room, env);
    s.built = await buildCoalition(room);
    await buildMeasure(room, s.built, { code: 'people' });
    await buildMeasure(room, s.built, { code: 'rate', numberKind: 'RATIO', factor: 100 });
    s.database = new Pool({ connectionString: room.database.url, max: 3 });
    await s.process('api', { KEELSON_UPLOAD_MB: '1' });
    return s;
  }

  async process(name: 'api' | 'worker', more: Record<string, string> = {}): Promise<Started> {
    const started = await startProcess(name, { ...environmentOf(name, this.room.database), ...this.env, ...more });
    this.processes.push(started);
    return started;
  }

  async signIn(actor: Actor): Promise<string> {
    const { rows } = await this.database.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
      actor.personId,
    ]);
    const answer = await this.post(
      '/auth/sign-in',
      'application/json',
      JSON.stringify({ email: rows[0]!.email, password: testPassword }),
    );
    return ((await answer.json()) as { accessToken: string }).accessToken;
  }

  join(role: 'PARTNER' | 'FUNDER'): Promise<Actor> {
    const organizationIds = role === 'PARTNER' ? [this.built.organizations[0]!.id] : [];
    return joinCoalition(this.room, this.built, { role, organizationIds });
  }

  post(path: string, type: string, body: string | Uint8Array | ReadableStream, token = ''): Promise<Response> {
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const streamed = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
    const sent = { method: 'POST', headers: { 'content-type': type, ...authorization }, body, ...streamed };
    return fetch(this.processes[0]!.address + path, sent);
  }

  get(path: string, token: string): Promise<Response> {
    return fetch(this.processes[0]!.address + path, { headers: { authorization: `Bearer ${token}` } });
  }

  async ask<T>(token: string, query: string, variables: object): Promise<T> {
    const answer = await this.post('/graphql', 'application/json', JSON.stringify({ query, variables }), token);
    const { data, errors } = (await answer.json()) as { data: T; errors?: { extensions: { code: string } }[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  get uploads(): string {
    return `/coalitions/${encodeId('Coalition', this.built.coalition.id)}/uploads`;
  }

  async upload(token: string, file: string | Uint8Array, type = 'text/csv'): Promise<string> {
    const answer = await this.post(this.uploads, type, file, token);
    const body = (await answer.json()) as { id?: string };
    if (!body.id) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    return body.id;
  }

  async import(token: string, uploadId: string, options: object = {}): Promise<Operation> {
    const input = {
      coalitionId: encodeId('Coalition', this.built.coalition.id),
      uploadId,
      format: 'CSV',
      idempotencyKey: randomUUID(),
      ...options,
    };
    const query = `mutation($input: ImportMeasurementsInput!) { importMeasurements(input: $input) {
      operation { id state } userErrors { code field message } } }`;
    const { importMeasurements } = await this.ask<{ importMeasurements: { operation: Operation } }>(token, query, {
      input,
    });
    if (!importMeasurements.operation) throw new Error(JSON.stringify(importMeasurements));
    return importMeasurements.operation;
  }

  async look(token: string, id: string): Promise<Operation> {
    const query = `query($id: ID!) { bulkOperation(id: $id) { id state created changed unchanged refused failure errorsUrl
      progress { rowsRead rowsWritten percent } refusals { row column code message } } }`;
    return (await this.ask<{ bulkOperation: Operation }>(token, query, { id })).bulkOperation;
  }

  async ended(token: string, { id }: Operation): Promise<Operation> {
    await until(async () => !['REQUESTED', 'RUNNING'].includes((await this.look(token, id)).state));
    return this.look(token, id);
  }

  async counts(): Promise<Record<string, number>> {
    const { rows } = await this.database.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM measurement) AS cells, (SELECT count(*)::int FROM measurement_revision) AS revisions,
              (SELECT count(*)::int FROM submission) AS submissions, (SELECT count(*)::int FROM measurement_batch) AS batches,
              (SELECT count(*)::int FROM audit_event WHERE verb = 'endImport') AS ended,
              (SELECT count(*)::int FROM audit_event WHERE verb = 'submitMeasurements') AS submitted`,
    );
    return rows[0]!;
  }

  /** As long as it is held, a worker that merges is in the middle of it; others may look. */
  async hold() {
    const holder = await this.database.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE measurement_revision IN SHARE MODE');
    const waiting = async () => {
      const text = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'keelson-worker'
        AND datname = current_database()`;
      return (await this.database.query<{ pid: number }>(text)).rows.map(({ pid }) => pid);
    };
    const release = async () => {
      await holder.query('ROLLBACK');
      holder.release();
    };
    return { waiting, release };
  }

  async stop(): Promise<void> {
    await this.database?.end();
    await Promise.all(this.processes.map(({ child }) => stopProcess(child)));
    await this.room.close();
  }
}
