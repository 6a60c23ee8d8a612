import { setTimeout as wait } from 'node:timers/promises';
import { compileReportJob } from '@keelson/reports';
import { newId, Queues, type JobContract } from '@keelson/platform';
import { startReporting, until, type ReportingScenario, type Started } from './reporting.scenario.js';

let s: ReportingScenario;
let worker: Started;
let queues: Queues;
beforeAll(async () => {
  s = await startReporting();
  worker = await s.startWorker({ KEELSON_LOG: 'log' });
  queues = new Queues({ databaseUrl: s.workerUrl });
}, 60_000);
afterAll(async () => {
  await queues?.close();
  await s?.stop();
});

interface Line {
  level: string;
  message: string;
  jobId?: string;
  stack?: string;
  requestId?: string;
}

const lines = () =>
  worker
    .output()
    .split('\n')
    .slice(0, -1) // the rest of a line that is being written
    .map((line) => JSON.parse(line) as Line);
const linesOf = (jobId: string) => lines().filter((line) => line.jobId === jobId);

/** Puts an entry into the queue as somebody would who can write there, past the API; waits for what becomes of it. */
async function enqueue(data: object, name = compileReportJob.name): Promise<Line[]> {
  const jobId = `hand-made-${newId()}`;
  const contract: JobContract<object> = {
    ...compileReportJob,
    name,
    parse: (one) => one as object,
    deduplicationId: () => jobId,
  };
  expect(await queues.enqueue(contract, data)).toBe(true);
  await until(async () => linesOf(jobId).length > 0);
  await wait(1_500); // a second attempt would come after a second
  return linesOf(jobId);
}

const malformed = (at: string) => new RegExp(`^compile-report failed: The job's payload is malformed${at}: `);

describe('an entry of the queue that no request made', () => {
  it.each<[string, () => object, string]>([
    ['has no ids', () => ({}), ' at reportId'],
    ['is a list', () => [newId(), newId()], ''],
    ['has texts for ids', () => ({ reportId: `'; DROP TABLE report; --`, coalitionId: newId() }), ' at reportId'],
    ['has an object for an id', () => ({ reportId: newId(), coalitionId: { toString: 'x' } }), ' at coalitionId'],
    ['has further fields', () => ({ reportId: newId(), coalitionId: newId(), role: 'BACKBONE' }), ' at role'],
    [
      'reaches for prototypes',
      () =>
        JSON.parse(`{"reportId":"${newId()}","coalitionId":"${newId()}","__proto__":{"administrator":true}}`) as object,
      ' at __proto__',
    ],
    [
      'reaches for constructors',
      () => ({ reportId: newId(), coalitionId: newId(), constructor: { prototype: { administrator: true } } }),
      ' at constructor',
    ],
  ])('is refused once, and the log says why, when it %s', async (_, data, at) => {
    const [line, ...more] = await enqueue(data());
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'error', message: expect.stringMatching(malformed(at)) });
    expect(line?.stack).toBeUndefined();
  });

  it('is refused when nobody handles its name', async () => {
    const refused = { level: 'error', message: expect.stringContaining('No handler takes a job of this name') };
    expect(await enqueue({}, 'drop-everything')).toMatchObject([refused]);
  });

  it('is refused for a report that is not there, and for one of another coalition', async () => {
    const report = await s.request();
    await s.compiled(report);
    const unknown = await enqueue({ reportId: newId(), coalitionId: s.built.coalition.id });
    expect(unknown).toMatchObject([{ message: expect.stringContaining('No such report') }]);
    const other = newId();
    await s.database.query(
      `INSERT INTO coalition (id, code, name, time_zone, year_start_month, figures_from) VALUES ($1, 'other', 'O', 'UTC', 1, 'APPROVED')`,
      [other],
    );
    const elsewhere = await enqueue({ reportId: report.uuid, coalitionId: other });
    const refused = `No such report ${report.uuid} in coalition ${other}`;
    expect(elsewhere).toMatchObject([{ message: expect.stringContaining(refused) }]);
  });

  it('leaves the worker well', async () => {
    expect(worker.child.exitCode).toBeNull();
    const report = await s.request();
    await s.compiled(report);
    const done = lines().filter(({ message }) => message === 'compile-report done');
    expect(done.at(-1)?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1 });
  });
});
