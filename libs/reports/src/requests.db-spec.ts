import { joinCoalition } from '@keelson/coalitions/testing';
import { Database, Forbidden, NotFound, run, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import { ReportCompiler, ReportsService, RequestsService, type Report } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let requests: RequestsService;
beforeAll(async () => {
  room = await openReportsRoom();
  built = await buildReportedCoalition(room);
  requests = room.get(RequestsService);
});
afterAll(() => room.close());

const nobodys = '00000000-0000-7000-8000-000000000000';
const request = ({ request: input, backbone }: ReportedCoalition, actor: Actor = backbone) =>
  room.get(ReportsService).requestReport(actor, input);
const job = ({ id: reportId, coalitionId }: Report) => ({ reportId, coalitionId });
const compile = (report: Report, last = false) => room.getOfWorker(ReportCompiler).compileReport(job(report), { last });
const compileInTurn = (report: Report) => room.getOfWorker(ReportCompiler).compileInTurn(job(report), { last: false });
const stateOf = async ({ id }: Report) =>
  (await room.query('SELECT state FROM report WHERE id = $1', [id]))[0]!['state'];
const historyOf = ({ id }: Report) =>
  room.query('SELECT verb, before, after, reason FROM audit_event WHERE subject_id = $1 ORDER BY id', [id]);

/** As long as the work lasts no figure can be kept. */
async function broken(work: () => Promise<void>): Promise<void> {
  await room.query(
    `CREATE FUNCTION break_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'secret detail'; END $$`,
  );
  await room.query('CREATE TRIGGER break_insert BEFORE INSERT ON report_figure EXECUTE FUNCTION break_insert()');
  try {
    await work();
  } finally {
    await room.query('DROP FUNCTION break_insert CASCADE');
  }
}

async function failed(actor?: Actor): Promise<Report> {
  const report = await request(built, actor);
  await broken(() => expect(compile(report, true)).rejects.toThrow('secret detail'));
  return report;
}

describe('cancelling a report', () => {
  it('ends one that waits at once, with a record, and no worker compiles it any more', async () => {
    const report = await request(built, built.funder);
    expect(await requests.cancelReport(built.funder, report.id, ' Asked twice ')).toMatchObject({
      state: 'CANCELLED',
      failure: null,
    });
    await compile(report);
    expect(await stateOf(report)).toBe('CANCELLED');
    const [, cancelled, ...more] = await historyOf(report);
    expect(cancelled).toEqual({
      ...{ verb: 'cancelReport', before: { state: 'REQUESTED' }, after: { state: 'CANCELLED' } },
      reason: 'Asked twice',
    });
    expect(more).toEqual([]);
    await expect(room.get(ReportsService).openReport(built.backbone, report.id)).rejects.toMatchObject({
      rule: 'report.cancelled',
    });
  });

  it('is heard by the worker that holds it, or by the next one', async () => {
    const report = await request(built);
    await room.query(`UPDATE report SET state = 'COMPILING' WHERE id = $1`, [report.id]);
    await room.get(Database).work(built.backbone, async (holder) => {
      await run(holder, 'SELECT 1 FROM report WHERE id = $1 FOR UPDATE', [report.id]);
      expect(await requests.cancelReport(built.backbone, report.id)).toMatchObject({ state: 'COMPILING' });
    });
    await compile(report);
    expect(await stateOf(report)).toBe('CANCELLED');
    expect((await historyOf(report)).map((event) => event['verb'])).toEqual([
      'requestReport',
      'cancelReport',
      'stopReport',
    ]);
  });

  it('leaves nothing of a compile that it came in the middle of', async () => {
    const report = await request(built);
    // The statement runs for longer than this test may.
    await room.query(
      `CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(100); END $$`,
    );
    await room.query('CREATE TRIGGER linger BEFORE INSERT ON report_figure EXECUTE FUNCTION linger()');
    try {
      const compiling = compile(report);
      while ((await stateOf(report)) !== 'COMPILING') await new Promise((done) => setTimeout(done, 20));
      await requests.cancelReport(built.backbone, report.id);
      await compiling;
    } finally {
      await room.query('DROP FUNCTION linger CASCADE');
    }
    expect(await stateOf(report)).toBe('CANCELLED');
    expect(await room.query('SELECT 1 FROM report_figure WHERE report_id = $1', [report.id])).toEqual([]);
  });

  it('is too late for one that has ended, and changes nothing then', async () => {
    const report = await request(built);
    await compile(report);
    const cancelling = requests.cancelReport(built.backbone, report.id);
    await expect(cancelling).rejects.toMatchObject({
      rule: 'report.ended',
      message: 'This report is COMPILED already.',
    });
    expect((await historyOf(report)).map((event) => event['verb'])).toEqual(['requestReport', 'compileReport']);
  });

  it('is for backbone staff and for whoever asked', async () => {
    const report = await request(built, built.funder);
    const another = await joinCoalition(room, built, { role: 'FUNDER' });
    for (const nobody of [another, built.stranger, built.partner('a')]) {
      await expect(requests.cancelReport(nobody, report.id)).rejects.toThrow(NotFound);
      await expect(requests.retryReport(nobody, report.id)).rejects.toThrow(NotFound);
    }
    await expect(requests.cancelReport(built.backbone, nobodys)).rejects.toThrow(NotFound);
    expect(await stateOf(report)).toBe('REQUESTED');
    expect(await requests.cancelReport(built.backbone, report.id)).toMatchObject({ state: 'CANCELLED' });
  });

  it('refuses a reason that is too long', async () => {
    const report = await request(built);
    const problems = [{ code: 'TOO_LONG', field: ['reason'] }];
    expect(() => requests.cancelReport(built.backbone, report.id, 'x'.repeat(2_001))).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining(problems[0]!)] }),
    );
    expect(await stateOf(report)).toBe('REQUESTED');
  });
});

describe('trying a failed report again', () => {
  it('asks for the same row again, and keeps why it failed', async () => {
    const report = await failed(built.funder);
    const failure = expect.stringMatching(/^It could not be compiled/);
    const again = await requests.retryReport(built.funder, report.id);
    expect(again).toMatchObject({ id: report.id, state: 'REQUESTED', failure: null, progress: { done: 0, total: 2 } });
    const events = await historyOf(report);
    expect(events.at(-1)).toEqual({
      ...{ verb: 'retryReport', before: { state: 'FAILED', failure }, reason: null },
      after: { state: 'REQUESTED', failure: null },
    });
    await compile(report);
    expect(await stateOf(report)).toBe('COMPILED');
  });

  it('counts for one that was cancelled too late for its failure', async () => {
    const report = await failed();
    await room.query('UPDATE report_progress SET cancelled_at = now() WHERE report_id = $1', [report.id]);
    await requests.retryReport(built.backbone, report.id);
    await compile(report);
    expect(await stateOf(report)).toBe('COMPILED');
  });

  it('is done once when two ask at the same time', async () => {
    const report = await failed();
    const outcomes = await Promise.allSettled([1, 2].map(() => requests.retryReport(built.backbone, report.id)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each(['REQUESTED', 'COMPILING', 'CANCELLED'])('is nothing for a report that is %s', async (state) => {
    const report = await request(built);
    await room.query('UPDATE report SET state = $2 WHERE id = $1', [report.id, state]);
    await expect(requests.retryReport(built.backbone, report.id)).rejects.toMatchObject({ rule: 'report.notFailed' });
    expect(await stateOf(report)).toBe(state);
    await room.query(`UPDATE report SET state = 'CANCELLED' WHERE id = $1`, [report.id]);
  });

  it('is nothing for partners, even of a report that they see', async () => {
    const report = await request(built);
    await compile(report);
    await room.query(
      `INSERT INTO report_publication (id, coalition_id, report_id, audience, published_at, published_by)
       SELECT uuidv7(), coalition_id, id, 'COALITION', now(), requested_by_id FROM report WHERE id = $1`,
      [report.id],
    );
    await expect(requests.retryReport(built.partner('a'), report.id)).rejects.toThrow(Forbidden);
    await expect(requests.cancelReport(built.partner('a'), report.id)).rejects.toThrow(Forbidden);
  });
});

describe('the turns of coalitions', () => {
  let [ours, theirs, third]: ReportedCoalition[] = [];
  const requestMany = async (coalition: ReportedCoalition, n: number) => {
    const reports: Report[] = [];
    for (let i = 0; i < n; i++) reports.push(await request(coalition));
    return reports;
  };
  const states = (reports: Report[]) => Promise.all(reports.map(stateOf));

  beforeEach(async () => {
    // Whatever waits of earlier tests would have its turn too.
    await room.query(`UPDATE report SET state = 'CANCELLED' WHERE state IN ('REQUESTED', 'COMPILING')`);
    [ours, theirs, third] = [
      await buildReportedCoalition(room),
      await buildReportedCoalition(room),
      await buildReportedCoalition(room),
    ];
  });

  it('come round, whoever asked for more or earlier', async () => {
    const many = await requestMany(ours!, 4);
    await compileInTurn(many[0]!); // nobody has had a turn: its own is as good as any
    const [few, one] = [await requestMany(theirs!, 3), await requestMany(third!, 1)];
    await compileInTurn(many[1]!);
    expect(await states([...few, ...one])).toEqual(['COMPILED', 'REQUESTED', 'REQUESTED', 'COMPILED']);
    await compileInTurn(many[2]!);
    expect(await states(few)).toEqual(['COMPILED', 'COMPILED', 'REQUESTED']);
    expect(await states(many)).toEqual(['COMPILED', 'COMPILED', 'COMPILED', 'REQUESTED']);
    // Its own entry of the queue finds it done.
    await compileInTurn(few[0]!);
    expect((await historyOf(few[0]!)).map((event) => event['verb'])).toEqual(['requestReport', 'compileReport']);
  });

  it('do not make a report wait for one of another coalition that fails', async () => {
    const [first, second] = await requestMany(ours!, 2);
    await compileInTurn(first!);
    const [spoilt] = await requestMany(theirs!, 1);
    await room.query('DELETE FROM role_grant WHERE person_id = $1', [spoilt!.requestedById]);
    await compileInTurn(second!);
    expect(await states([second!, spoilt!])).toEqual(['COMPILED', 'FAILED']);
  });
});
