import { RollupsService } from '@keelson/aggregation';
import { joinCoalition } from '@keelson/coalitions/testing';
import { Database, NotFound, run, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { cellsOf, report as submitAndApprove } from '@keelson/submissions/testing';
import type { EntityManager } from 'typeorm';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import { ReportCompiler, ReportsService, Report, type NewReport, type ReportFigure } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom();
});
afterAll(() => room.close());

const first = { last: false };
const last = { last: true };

async function compile(report: Report, attempt = first): Promise<Report> {
  await room
    .getOfWorker(ReportCompiler)
    .compileReport({ reportId: report.id, coalitionId: report.coalitionId }, attempt);
  return reload(report);
}

async function reload({ id }: Report): Promise<Report> {
  const read = (manager: EntityManager) => manager.findOneByOrFail(Report, { id });
  return room.get(Database).identify({ coalitionIds: await coalitionIds() }, read);
}

/** Every coalition of this room. */
async function coalitionIds(): Promise<string[]> {
  return (await room.query<{ id: string }>('SELECT id FROM coalition')).map(({ id }) => id);
}

async function request(actor: Actor, input: NewReport): Promise<Report> {
  return room.get(ReportsService).requestReport(actor, input);
}

async function figuresOf(actor: Actor, report: Report): Promise<ReportFigure[]> {
  const service = room.get(ReportsService);
  const figures: ReportFigure[] = [];
  for await (const portion of service.figuresOf(actor, await service.openReport(actor, report.id)))
    figures.push(...portion);
  return figures;
}

const short = ({ measureCode, period, cell, value }: ReportFigure) =>
  [measureCode, period, cell['band'] ?? '-', cell['sex'] ?? '-', value].join(' ');

function statement(text: string): Promise<unknown> {
  return room.query(text);
}

describe('compiling a report', () => {
  let built: ReportedCoalition;
  beforeAll(async () => {
    built = await buildReportedCoalition(room);
  });

  it('says the same from kept figures as from computed ones', async () => {
    const { coalition, backbone, request: input } = await buildReportedCoalition(room);
    const told = async () => {
      const report = await compile(await request(backbone, input));
      const figures = await figuresOf(backbone, report);
      // Each stands on its own moment.
      const header = { ...report.header, basis: null };
      return JSON.stringify({ header, figures: figures.map(({ reportId: _, ...figure }) => figure) });
    };
    const computed = await told();
    while (await room.getOfWorker(RollupsService).rollUp(coalition.id));
    // Marked, so that it shows who reads it; one that is outdated would show as well.
    const mark = (value: string) =>
      room.query('UPDATE figure_rollup SET value = value + $2 WHERE coalition_id = $1', [coalition.id, value]);
    expect(await told()).toBe(computed);
    await mark('1');
    expect(await told()).not.toBe(computed);
    await room.query('INSERT INTO figure_queue (coalition_id) VALUES ($1)', [coalition.id]);
    expect(await told()).toBe(computed);
  });

  it('keeps every figure in the order of its position, from 1', async () => {
    const report = await compile(await request(built.funder, built.request));
    expect(report).toMatchObject({ state: 'COMPILED', failure: null, compiledAt: expect.any(Date) });
    const figures = await figuresOf(built.backbone, report);
    expect(figures.map(({ position }) => position)).toEqual(figures.map((_, i) => i + 1));
    expect(figures.map(short)).toEqual([
      'deaths 2023 - - 10',
      'deaths 2023 - f 1',
      'deaths 2023 old - 6',
      'deaths 2023 young - 4',
      'deaths 2023 young f 1',
      'deaths 2024 - - 7',
      'rate 2023 - - 1.000000',
      'rate 2024 - - 0.333333',
    ]);
    expect(figures[5]).toMatchObject({
      organizationsReported: 1,
      organizationsExpected: 3,
      nonValues: { DECLINED: 1, MISSING: 1 },
    });
  });

  it('freezes what the figures are read with', async () => {
    const report = await compile(await request(built.backbone, built.request));
    expect(report.header).toEqual({
      coalition: { code: built.coalition.code, name: built.coalition.name, timeZone: 'UTC', figuresFrom: 'APPROVED' },
      requestedBy: 'Backbone',
      periods: ['2023', '2024'],
      columns: [
        { code: 'band', name: 'band', categories: { young: 'young', old: 'old' } },
        { code: 'sex', name: 'sex', categories: { f: 'f', m: 'm' } },
      ],
      measures: [
        expect.objectContaining({ code: 'deaths', unit: 'deaths', direction: 'DECREASE', first: 1, figures: 6 }),
        expect.objectContaining({ code: 'rate', numberKind: 'RATIO', factor: 10_000, first: 7, figures: 2 }),
      ],
      organizationsExpected: 3,
      figures: 8,
      ...{ basis: expect.objectContaining({ engine: 'keelson-report/2' }), quality: expect.anything() },
      ...{ headlines: expect.any(Array), gaps: expect.any(Array), activities: [] },
    });
  });

  it('holds totals only, or chosen breakdowns, when asked so', async () => {
    const totals = await compile(await request(built.funder, { ...built.request, breakdowns: [] }));
    expect((await figuresOf(built.backbone, totals)).every(({ cell }) => Object.keys(cell).length === 0)).toBe(true);
    expect(totals.header?.columns).toEqual([]);
    const chosen = await compile(await request(built.funder, { ...built.request, breakdowns: [['band']] }));
    expect(chosen.header?.columns.map(({ code }) => code)).toEqual(['band']);
  });

  it('says how far it is, outside its own transaction', async () => {
    const report = await request(built.funder, built.request);
    const [before] = await room.get(ReportsService).loadReports(built.funder, [report.id]);
    expect(before?.progress).toMatchObject({ done: 0, total: 2 });
    await compile(report);
    const [after] = await room.get(ReportsService).loadReports(built.funder, [report.id]);
    expect(after?.progress).toMatchObject({ done: 2, total: 2 });
  });

  it('does nothing more to a report that is compiled, even when the data changed', async () => {
    const own = await buildReportedCoalition(room);
    const report = await compile(await request(own.funder, own.request));
    await submitAndApprove(room, own, cellsOf('deaths', [['c', '2024', '99']]));
    expect(await compile(report)).toEqual(report);
    expect((await figuresOf(own.backbone, report)).map(short)).toContain('deaths 2024 - - 7');
  });

  it('leaves a report alone that another worker holds', async () => {
    const report = await request(built.funder, built.request);
    await room.get(Database).work(built.backbone, async (holder) => {
      await run(holder, 'SELECT 1 FROM report WHERE id = $1 FOR UPDATE', [report.id]);
      expect(await compile(report)).toMatchObject({ state: 'REQUESTED' });
    });
    expect(await compile(report)).toMatchObject({ state: 'COMPILED' });
  });

  it('is done once when many workers are told of it at the same time', async () => {
    const report = await request(built.funder, built.request);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => compile(report)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ rule: 'report.taken' });
    }
    expect(await reload(report)).toMatchObject({ state: 'COMPILED' });
    const events = await statement(`SELECT verb FROM audit_event WHERE subject_id = '${report.id}' ORDER BY id`);
    expect(events).toEqual([{ verb: 'requestReport' }, { verb: 'compileReport' }]);
  });

  it('never changes again: PostgreSQL refuses it', async () => {
    const report = await compile(await request(built.funder, built.request));
    for (const attempt of [
      `UPDATE report SET title = 'other' WHERE id = '${report.id}'`,
      `DELETE FROM report WHERE id = '${report.id}'`,
      `UPDATE report_figure SET value = 0 WHERE report_id = '${report.id}'`,
      `DELETE FROM report_figure WHERE report_id = '${report.id}'`,
    ]) {
      await expect(statement(attempt)).rejects.toThrow('is append-only');
    }
  });

  it('refuses a job for a report that nobody has', async () => {
    const job = { reportId: built.coalition.id, coalitionId: built.coalition.id };
    await expect(room.getOfWorker(ReportCompiler).compileReport(job, first)).rejects.toThrow(NotFound);
    const report = await request(built.funder, built.request);
    const elsewhere = { reportId: report.id, coalitionId: report.id };
    await expect(room.getOfWorker(ReportCompiler).compileReport(elsewhere, last)).rejects.toThrow(NotFound);
  });

  it('acts with the rights that whoever asked has now, and under the request that asked', async () => {
    const funder = await joinCoalition(room, built, { role: 'FUNDER' });
    const [kept, lost] = [
      await request({ ...funder, requestId: 'ask-1' }, built.request),
      await request(funder, built.request),
    ];
    await compile(kept);
    await room.query('DELETE FROM role_grant WHERE person_id = $1', [funder.personId]);
    await expect(compile(lost)).rejects.toMatchObject({ rule: 'report.notAllowed' });
    expect(await reload(lost)).toMatchObject({
      state: 'FAILED',
      failure: 'It could not be compiled. Whoever asked for it may not request reports of this coalition any more.',
    });
    const events = `SELECT verb, person_id, request_id FROM audit_event WHERE subject_id = $1 ORDER BY id`;
    const event = (verb: string, request_id: string) => ({ verb, person_id: funder.personId, request_id });
    expect(await room.query(events, [kept.id])).toEqual([
      event('requestReport', 'ask-1'),
      event('compileReport', 'ask-1'),
    ]);
    expect(await room.query(events, [lost.id])).toEqual([event('requestReport', 'test'), event('failReport', 'test')]);
  });

  it('says on the report that it failed only when no attempt is left, and hides why', async () => {
    await statement(`
      CREATE FUNCTION break_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'secret detail'; END $$;
      CREATE TRIGGER break_insert BEFORE INSERT ON report_figure EXECUTE FUNCTION break_insert()`);
    try {
      const report = await request(built.funder, built.request);
      await expect(compile(report)).rejects.toThrow('secret detail');
      expect(await reload(report)).toMatchObject({ state: 'COMPILING', failure: null });
      await expect(compile(report, last)).rejects.toThrow('secret detail');
      const failed = await reload(report);
      expect(failed).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('could not be compiled') });
      expect(failed.failure).not.toContain('secret');
      await expect(room.get(ReportsService).openReport(built.funder, report.id)).rejects.toMatchObject({
        rule: 'report.failed',
      });
    } finally {
      await statement('DROP FUNCTION break_insert CASCADE');
    }
  });
});
