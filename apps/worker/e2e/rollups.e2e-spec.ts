import { startReporting, until, type ReportingScenario, type Started } from './reporting.scenario.js';

let s: ReportingScenario;
let worker: Started;
beforeAll(async () => {
  s = await startReporting();
  worker = await s.startWorker();
}, 60_000);
afterAll(() => s?.stop());

const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
  (await s.database.query(text, values)).rows[0] as T;
const waiting = async () => (await one<{ n: number }>('SELECT count(*)::int AS n FROM figure_queue')).n;
const kept = async () =>
  (
    await one<{ value: string } | undefined>(
      `SELECT r.value FROM figure_rollup r JOIN measure m ON m.id = r.measure_id
        WHERE m.code = 'deaths' AND r.frequency = 'YEAR' AND r.period_start = '2023-01-01' AND r.cell = '{}'`,
    )
  )?.value;
/** By SQL, as no verb does it: the table itself tells the queue. */
const count = (number: number) =>
  s.database.query(
    `UPDATE measurement SET number = $1, revision = revision + 1
      WHERE number > 0 AND combination_id = (SELECT id FROM combination WHERE key = '')
        AND measure_id = (SELECT id FROM measure WHERE code = 'deaths')
        AND submission_id IN (SELECT id FROM submission WHERE period_start = '2023-01-01')`,
    [number],
  );

it('keeps the figures of what was reported, and follows a write', async () => {
  await until(async () => (await waiting()) === 0);
  expect(await kept()).toBe('10');
  await count(12);
  expect(await waiting()).toBe(1);
  await until(async () => (await waiting()) === 0);
  expect(await kept()).toBe('12');
}, 60_000);

it('loses nothing when it is killed in the middle, and two others make up for it', async () => {
  const holder = await s.database.connect();
  await holder.query('BEGIN; LOCK TABLE figure_rollup IN ACCESS EXCLUSIVE MODE');
  await count(17);
  await until(async () => {
    const text = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'keelson-worker' AND wait_event_type = 'Lock'`;
    return (await one<{ n: number }>(text)).n === 1;
  });
  const ended = new Promise((done) => worker.child.once('exit', done));
  worker.child.kill('SIGKILL');
  await ended;
  await holder.query('COMMIT');
  holder.release();
  await until(async () => {
    const text = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'keelson-worker'`;
    return (await one<{ n: number }>(text)).n === 0;
  });
  // The figure is outdated, and the queue says so to every reader.
  expect([await waiting(), await kept()]).toEqual([1, '12']);

  const others = await Promise.all([s.startWorker(), s.startWorker()]);
  for (const number of [18, 19, 20, 21]) await count(number);
  await until(async () => (await waiting()) === 0);
  expect(await kept()).toBe('21');
  expect(others.map(({ output }) => output()).join('')).not.toMatch(/were not recomputed/);
}, 90_000);
