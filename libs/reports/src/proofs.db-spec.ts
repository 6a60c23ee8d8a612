import { Database, newId, run, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { CorrectionsService, SubmissionsService } from '@keelson/submissions';
import { cellsOf, report as submitAndApprove, submit } from '@keelson/submissions/testing';
import { restoreIn } from '../testing/copy-database.js';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import {
  ReportCompiler,
  ReportReproducer,
  ReportsService,
  ReproductionsService,
  type CompiledReport,
} from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom();
});
afterAll(() => room.close());

async function compiled(of: TestRoom, built: ReportedCoalition): Promise<CompiledReport> {
  const service = of.get(ReportsService);
  const { id, coalitionId } = await service.requestReport(built.backbone, built.request);
  await of.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  return service.openReport(built.backbone, id);
}

const reproduce = (of: TestRoom, actor: Actor, id: string) =>
  of.getOfWorker(ReportReproducer).reproduceReport(actor, id);

/** A correction of deaths of a in 2024, decided by backbone staff. */
async function correct(of: TestRoom, built: ReportedCoalition, number: string): Promise<void> {
  const [submission] = await of.query<{ id: string }>(
    `SELECT s.id FROM submission s JOIN organization o ON o.id = s.organization_id
      WHERE s.coalition_id = $1 AND o.code = 'a' AND s.period_start = '2024-01-01'`,
    [built.coalition.id],
  );
  const corrections = of.get(CorrectionsService);
  const [value] = cellsOf('deaths', [['a', '2024', number]]);
  const { id } = await corrections.proposeCorrection(built.partner('a'), {
    ...{ submissionId: submission!.id, reason: 'Counted again', values: [value!] },
  });
  await corrections.approveCorrection(built.backbone, id);
}

describe('a report compiled again from its watermark', () => {
  it('is the same when values were corrected, approved and newly reported since', async () => {
    const built = await buildReportedCoalition(room);
    const report = await compiled(room, built);
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);
    await correct(room, built, '70');
    await submitAndApprove(room, built, cellsOf('deaths', [['c', '2024', '99']]));
    expect((await compiled(room, built)).sha256).not.toBe(report.sha256);
    expect(await reproduce(room, built.backbone, report.id)).toEqual({
      ...{ sha256: report.sha256, isIdentical: true, changed: [] },
    });
    const reports = await room.query('SELECT id FROM report WHERE coalition_id = $1', [built.coalition.id]);
    expect(reports.length).toBe(2);
  });

  it('does not count in what was written before but committed after', async () => {
    const built = await buildReportedCoalition(room);
    let report: CompiledReport;
    await room.get(Database).work(built.backbone, async (manager) => {
      // Its number is taken; the next write takes a greater one and is committed first.
      await run(
        manager,
        `WITH batch AS (
           INSERT INTO measurement_batch (id, coalition_id, person_id, through, request_id) VALUES ($1, $2, $3, 'API', 'late') RETURNING id
         ), again AS (
           UPDATE measurement m SET revision = revision + 1, number = 77, batch_id = $1
             FROM submission s JOIN organization o ON o.id = s.organization_id
            WHERE m.submission_id = s.id AND s.coalition_id = $2 AND o.code = 'a' AND s.period_start = '2024-01-01' AND m.denominator IS NULL
           RETURNING m.*
         ) INSERT INTO measurement_revision SELECT submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number,
             denominator, non_value, reason FROM again`,
        [newId(), built.coalition.id, built.backbone.personId],
      );
      await submitAndApprove(room, built, cellsOf('deaths', [['c', '2023', '5']]));
      report = await compiled(room, built);
    });
    const [late] = await room.query<{ later: boolean }>(
      `SELECT (SELECT written_as FROM measurement_batch WHERE request_id = 'late' AND coalition_id = $1) < $2 AS later`,
      [built.coalition.id, report!.header.basis!.watermark.number],
    );
    expect(late).toEqual({ later: true });
    expect((await compiled(room, built)).sha256).not.toBe(report!.sha256);
    expect(await reproduce(room, built.backbone, report!.id)).toMatchObject({ isIdentical: true });
  });

  it('knows which submissions were approved then', async () => {
    const built = await buildReportedCoalition(room);
    await submit(room, built.backbone, built.coalition.id, cellsOf('deaths', [['c', '2023', '5']]));
    const report = await compiled(room, built);
    const waiting = await room.query<{ id: string }>(
      `SELECT id FROM submission WHERE coalition_id = $1 AND state = 'SUBMITTED'`,
      [built.coalition.id],
    );
    expect(waiting.length).toBe(1);
    await room.get(SubmissionsService).approveSubmissions(built.backbone, [waiting[0]!.id]);
    expect((await compiled(room, built)).sha256).not.toBe(report.sha256);
    expect(await reproduce(room, built.backbone, report.id)).toMatchObject({ isIdentical: true });
  });

  it('is the same on a restored copy on another server, also after writes there', async () => {
    const built = await buildReportedCoalition(room);
    const report = await compiled(room, built);
    const copy = await openReportsRoom();
    try {
      await restoreIn(copy, room);
      expect(await reproduce(copy, built.backbone, report.id)).toMatchObject({ isIdentical: true, changed: [] });
      await correct(copy, built, '70');
      expect(await reproduce(copy, built.backbone, report.id)).toMatchObject({ isIdentical: true, changed: [] });
      const later = await compiled(copy, built);
      expect(later.sha256).not.toBe(report.sha256);
      await correct(copy, built, '71');
      expect(await reproduce(copy, built.backbone, later.id)).toMatchObject({ isIdentical: true, changed: [] });
      expect(await reproduce(copy, built.backbone, report.id)).toMatchObject({ isIdentical: true });
    } finally {
      await copy.close();
    }
  });

  it('says what else was changed', async () => {
    const built = await buildReportedCoalition(room);
    const report = await compiled(room, built);
    await room.query(
      `INSERT INTO target (id, coalition_id, measure_id, frequency, period_start, value) VALUES (uuidv7(), $1, $2, 'YEAR', '2024-01-01', 5)`,
      [built.coalition.id, built.measures.deaths.id],
    );
    expect(await reproduce(room, built.backbone, report.id)).toMatchObject({
      isIdentical: false,
      changed: ['targets'],
    });
  });
});

describe('a reproduction that backbone staff ask for', () => {
  const run = (id: string, coalitionId: string) =>
    room.getOfWorker(ReproductionsService).runReproduction({ reproductionId: id, coalitionId }, { last: true });

  it('is kept with what came of it, once, however often it was asked for meanwhile', async () => {
    const built = await buildReportedCoalition(room);
    const report = await compiled(room, built);
    const service = room.get(ReproductionsService);
    await service.requestReproduction(built.backbone, report.id);
    await service.requestReproduction(built.backbone, report.id);
    const [waiting, ...others] = await service.reproductionsOf(built.backbone, [report.id]);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ state: 'REQUESTED', sha256: null });
    await correct(room, built, '71');
    await run(waiting!.id, report.coalitionId);
    await run(waiting!.id, report.coalitionId);
    expect(await service.reproductionsOf(built.backbone, [report.id])).toEqual([
      expect.objectContaining({ state: 'DONE', sha256: report.sha256, isIdentical: true, changed: [], failure: null }),
    ]);
    expect(await service.reproductionsOf(built.partner('a'), [report.id])).toEqual([]);
  });

  it('fails with a sentence when whoever asked may not have it any more', async () => {
    const built = await buildReportedCoalition(room);
    const report = await compiled(room, built);
    const service = room.get(ReproductionsService);
    await service.requestReproduction(built.backbone, report.id);
    const [waiting] = await service.reproductionsOf(built.backbone, [report.id]);
    await room.query('DELETE FROM role_grant WHERE coalition_id = $1 AND person_id = $2', [
      ...[report.coalitionId, built.backbone.personId],
    ]);
    await expect(run(waiting!.id, report.coalitionId)).rejects.toThrow();
    expect(await service.reproductionsOf(built.backbone, [report.id])).toEqual([
      expect.objectContaining({ state: 'FAILED', failure: expect.stringContaining('any more') as string }),
    ]);
  });

  it('is refused for a report that is not compiled, and unknown to partners', async () => {
    const built = await buildReportedCoalition(room);
    const requested = await room.get(ReportsService).requestReport(built.backbone, built.request);
    const service = room.get(ReproductionsService);
    const asked = service.requestReproduction(built.backbone, requested.id);
    await expect(asked).rejects.toMatchObject({ rule: 'report.noWatermark' });
    const report = await compiled(room, built);
    await expect(service.requestReproduction(built.partner('a'), report.id)).rejects.toThrow('report');
  });
});
