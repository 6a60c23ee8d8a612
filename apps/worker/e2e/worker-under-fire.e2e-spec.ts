import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseFrom } from '@keelson/aggregation/testing';
import { queueStores, stopProcess, type TestRoom } from '@keelson/platform/testing';
import { ReportsService } from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom } from '@keelson/reports/testing';
import {
  queueOf,
  startReporting,
  until,
  type ReportingScenario,
  type RequestedReport,
  type Started,
} from './reporting.scenario.js';

const minutes = 120_000;
const kills = 10;
/** How long each of a small report's figures takes here, so that a compile lasts long enough to be hit anywhere. */
const perFigure = 0.05;
const figures = 8;

describe.each(queueStores)('the worker under fire, with the queue on $name', (store) => {
  const test = store.options ? it : it.skip;
  let room: TestRoom;
  let s: ReportingScenario;
  beforeAll(async () => {
    if (!store.options) return;
    room = await openReportsRoom();
    s = await startReporting(queueOf(store, 4), room);
  }, minutes);
  afterAll(async () => {
    await s?.stop();
    await room?.close();
  });

  /** What PostgreSQL does before each figure is kept. */
  const beforeFigures = (statement: string) =>
    s.database.query(`
      CREATE OR REPLACE FUNCTION before_figure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NEW; END $$;
      CREATE OR REPLACE TRIGGER before_figure BEFORE INSERT ON report_figure FOR EACH ROW EXECUTE FUNCTION before_figure()`);
  const undisturbed = () => s.database.query('DROP FUNCTION IF EXISTS before_figure CASCADE');
  const one = async <Row>(text: string, ...values: unknown[]) => (await s.database.query(text, values)).rows[0] as Row;
  const verb = (name: string, { id }: RequestedReport) =>
    s.ask<Record<string, { report: { state: string; failure: string | null } }>>(
      `mutation($id: ID!) { ${name}(input: { id: $id }) { report { state failure } userErrors { code } } }`,
      { id },
    );

  test(
    'a compile that is killed at ten points leaves one set of figures, with the bytes that its hash is of',
    async () => {
      const seed = randomInt(2 ** 31);
      console.log(`killing by the seed ${seed}`);
      const choice = chooseFrom(seed);
      let worker = await s.startWorker();
      const quiet = await s.request();
      await s.compiled(quiet);
      await beforeFigures(`PERFORM pg_sleep(${perFigure})`);
      const killed: RequestedReport[] = [];
      const hit: Record<string, number> = {};
      for (let i = 0; i < kills; i++) {
        const report = await s.request();
        killed.push(report);
        await until(async () => (await s.stateOf(report)) !== 'REQUESTED');
        await wait(choice.number(figures * perFigure * 1_000));
        worker.child.kill('SIGKILL');
        const state = await s.stateOf(report);
        hit[state] = (hit[state] ?? 0) + 1;
        worker = await s.startWorker();
      }
      await undisturbed();
      expect(hit['COMPILING']).toBeGreaterThan(kills / 2);
      for (const report of killed) {
        await s.compiled(report);
        expect(await s.csvOf(report)).toBe(await s.csvOf(quiet));
        expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1, downloadReport: 1 });
        const kept = await one<{ figures: number; hashes: number; sha256: string }>(
          `SELECT (SELECT count(*)::int FROM report_figure WHERE report_id = $1) AS figures,
                  count(*)::int AS hashes, min(sha256) AS sha256 FROM report_hash WHERE report_id = $1`,
          report.uuid,
        );
        expect(kept).toEqual({ figures, hashes: 1, sha256: expect.any(String) });
        const { verifyReport } = await s.ask(
          `query($id: ID!, $sha256: String!) { verifyReport(id: $id, sha256: $sha256) { isGenuine isIntact } }`,
          { id: report.id, sha256: kept.sha256 },
        );
        expect(verifyReport).toEqual({ isGenuine: true, isIntact: true });
      }
      await verb('reproduceReport', killed[0]!);
      const reproductions = async () => {
        const { report } = await s.ask<{ report: { reproductions: { state: string; isIdentical: boolean | null }[] } }>(
          `query($id: ID!) { report(id: $id) { reproductions { state isIdentical } } }`,
          { id: killed[0]!.id },
        );
        return report.reproductions;
      };
      await until(async () => (await reproductions())[0]?.state !== 'REQUESTED');
      expect(await reproductions()).toEqual([{ state: 'DONE', isIdentical: true }]);
      await stopProcess(worker.child);
    },
    minutes,
  );

  test.each([
    ['finishes what it can within its grace', perFigure, 'COMPILED'],
    ['hands back what takes longer', 2, 'COMPILING'],
  ])(
    'a worker that is asked to stop %s, and ends without a fault',
    async (_, each, state) => {
      const quiet = await s.startWorker();
      const pattern = await s.request();
      await s.compiled(pattern);
      await beforeFigures(`PERFORM pg_sleep(${each})`);
      const report = await s.request();
      await until(async () => (await s.stateOf(report)) === 'COMPILING');
      await stopProcess(quiet.child);
      expect({ code: quiet.child.exitCode, signal: quiet.child.signalCode }).toEqual({ code: 0, signal: null });
      expect(await s.stateOf(report)).toBe(state);
      await undisturbed();
      const next = await s.startWorker();
      await s.compiled(report);
      expect(await s.csvOf(report)).toBe(await s.csvOf(pattern));
      expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1, downloadReport: 1 });
      await stopProcess(next.child);
    },
    minutes,
  );

  describe('with a worker that lives', () => {
    let worker: Started;
    beforeAll(async () => {
      if (store.options) worker = await s.startWorker();
    });
    afterEach(async () => {
      if (store.options) await undisturbed();
    });
    afterAll(async () => {
      if (worker) await stopProcess(worker.child);
    });

    test(
      'a report that always fails says so and why, and is compiled once it is tried again',
      async () => {
        await beforeFigures(`RAISE 'broken for this test'`);
        const report = await s.request();
        await until(async () => (await s.stateOf(report)) === 'FAILED');
        const asked = await s.ask(`query($id: ID!) { report(id: $id) { state failure } }`, { id: report.id });
        const failure = expect.stringMatching(/^It could not be compiled/);
        expect(asked).toEqual({ report: { state: 'FAILED', failure } });
        await undisturbed();
        const { retryReport } = await verb('retryReport', report);
        expect(retryReport?.report).toEqual({ state: 'REQUESTED', failure: null });
        await s.compiled(report);
        expect(await s.csvOf(report)).toContain('deaths');
        const history = { requestReport: 1, failReport: 1, retryReport: 1, compileReport: 1, downloadReport: 1 };
        expect(await s.historyOf(report)).toEqual(history);
        await expect(verb('retryReport', report)).rejects.toThrow('INVALID_STATE');
      },
      minutes,
    );

    test(
      'a report that is cancelled while it is compiled ends within a moment, in the middle of its statement',
      async () => {
        await beforeFigures('PERFORM pg_sleep(30)');
        const report = await s.request();
        await until(async () => (await s.stateOf(report)) === 'COMPILING');
        await wait(300);
        const started = Date.now();
        const { cancelReport } = await verb('cancelReport', report);
        expect(cancelReport?.report.failure).toBeNull();
        await until(async () => (await s.stateOf(report)) === 'CANCELLED');
        // Its statement alone would have slept longer.
        expect(Date.now() - started).toBeLessThan(30_000);
        await undisturbed();
        const next = await s.request();
        await s.compiled(next);
        expect(await s.historyOf(report)).toEqual({ requestReport: 1, cancelReport: 1, stopReport: 1 });
        expect(
          await one('SELECT count(*)::int AS figures FROM report_figure WHERE report_id = $1', report.uuid),
        ).toEqual({ figures: 0 });
        await expect(verb('cancelReport', report)).rejects.toThrow('INVALID_STATE');
        await expect(s.csvOf(report)).rejects.toThrow('409');
      },
      minutes,
    );

    test(
      'a thousand reports of one coalition keep another one waiting for a few compiles',
      async () => {
        const other = await buildReportedCoalition(room);
        const pattern = await s.request();
        await s.compiled(pattern);
        await s.database.query(
          `WITH made AS (
             INSERT INTO report (id, coalition_id, title, measure_ids, frequency, first_period_start, last_period_start, state, requested_by_id, narrative)
             SELECT uuidv7(), coalition_id, title, measure_ids, frequency, first_period_start, last_period_start, 'REQUESTED', requested_by_id, narrative
               FROM report, generate_series(1, 1000) WHERE id = $1
             RETURNING id, coalition_id)
           INSERT INTO report_progress (report_id, coalition_id, done, total) SELECT id, coalition_id, 0, 2 FROM made`,
          [pattern.uuid],
        );
        const compiled = (since: string) =>
          one<{ n: number }>(
            `SELECT count(*)::int AS n FROM report WHERE coalition_id = $1 AND compiled_at > $2::timestamptz`,
            s.built.coalition.id,
            since,
          );
        const { now } = await one<{ now: string }>('SELECT now()::text AS now');
        await until(async () => (await compiled(now)).n > 5);
        const early = memoryOf(worker);
        const { id: uuid } = await room.get(ReportsService).requestReport(other.backbone, other.request);
        await s.compiled({ id: '', uuid });
        const { before, waiting } = await one<{ before: number; waiting: number }>(
          `SELECT (SELECT count(*)::int FROM report a WHERE a.coalition_id = $1
                      AND a.compiled_at BETWEEN b.requested_at AND b.compiled_at) AS before,
                  (SELECT count(*)::int FROM report a WHERE a.coalition_id = $1 AND a.state = 'REQUESTED') AS waiting
             FROM report b WHERE b.id = $2`,
          s.built.coalition.id,
          uuid,
        );
        console.log(`${before} reports were compiled before it, while ${waiting} were waiting`);
        expect(waiting).toBeGreaterThan(500);
        expect(before).toBeLessThanOrEqual(6);
        expect(await s.historyOf({ id: '', uuid })).toEqual({ requestReport: 1, compileReport: 1 });
        await until(async () => (await compiled(now)).n > 300);
        const [peak, grown] = [memoryOf(worker), memoryOf(worker) - early];
        console.log(`the worker's memory had its peak at ${peak} MB, ${grown} MB above that of the first reports`);
        expect(peak).toBeLessThan(350);
      },
      minutes,
    );
  });
});

/** The highest that it ever was, in MB. */
function memoryOf({ child }: Started): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
