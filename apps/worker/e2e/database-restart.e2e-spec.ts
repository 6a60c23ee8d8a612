import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate, runTimeUrls } from '@keelson/platform';
import { testSecret, type TestRoom } from '@keelson/platform/testing';
import { openReportsRoom } from '@keelson/reports/testing';
import { Client } from 'pg';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the embedded server is a tool, which no room may hold
import { EmbeddedPostgres } from '../../../tools/postgres.js';
import { startReporting, until, type ReportingScenario, type RequestedReport } from './reporting.scenario.js';

/** A server of this file's own, with nothing switched off that keeps what was acknowledged. */
const postgres = new EmbeddedPostgres({ folder: mkdtempSync(join(tmpdir(), 'keelson-restart-')), password: 'test' });
const shared = process.env['KEELSON_TEST_DATABASE'];
let s: ReportingScenario;
let room: TestRoom;

beforeAll(async () => {
  await postgres.start();
  const admin = new Client({ connectionString: postgres.urlOf('postgres') });
  await admin.connect();
  await admin.query('CREATE DATABASE keelson_template');
  await admin.end();
  const template = postgres.urlOf('keelson_template');
  await migrate(template, runTimeUrls(template, testSecret));
  process.env['KEELSON_TEST_DATABASE'] = postgres.urlOf('postgres');
  room = await openReportsRoom();
  s = await startReporting({}, room);
}, 120_000);

afterAll(async () => {
  await s?.stop();
  await room?.close();
  await postgres.discard();
  process.env['KEELSON_TEST_DATABASE'] = shared;
}, 60_000);

describe('a database that restarts under load', () => {
  it('is said in every error, comes back to everybody, and has lost nothing acknowledged', async () => {
    const worker = await s.startWorker();
    const acknowledged: RequestedReport[] = [];
    const refusals: string[] = [];
    let ended = false;
    const load = async () => {
      while (!ended) {
        try {
          acknowledged.push(await s.request());
        } catch (error) {
          refusals.push((error as Error).message);
          await wait(20);
        }
      }
    };
    const loads = [1, 2, 3, 4].map(load);
    await until(async () => acknowledged.length > 20);
    await postgres.restart();
    const before = acknowledged.length;
    await until(async () => acknowledged.length > before + 20);
    ended = true;
    await Promise.all(loads);

    expect(refusals.length).toBeGreaterThan(0);
    expect([...new Set(refusals)]).toEqual(['The database cannot be reached right now. Try again in a moment.']);
    const answers = async ({ address }: { address: string }) => (await fetch(`${address}/health`)).status === 200;
    await until(async () => (await answers(s.api)) && (await answers(worker)));
    expect([s.api.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
    for (const report of acknowledged) {
      await s.compiled(report);
      expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1 });
    }
    const { rows } = await s.database.query('SELECT count(*)::int AS failed FROM report WHERE state = $1', ['FAILED']);
    expect(rows).toEqual([{ failed: 0 }]);
    console.log(`${acknowledged.length} requests acknowledged, ${refusals.length} refused while the database was away`);
  }, 180_000);
});
