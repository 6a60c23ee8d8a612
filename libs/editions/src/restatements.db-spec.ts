import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import {
  DriftService,
  PublicationsService,
  ReportCompiler,
  ReportReproducer,
  ReportsService,
  type Audience,
  type CompiledReport,
} from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { CorrectionsService } from '@keelson/submissions';
import { buildMeasure, cellsOf, report as submitAndApprove, type ShortCell } from '@keelson/submissions/testing';
import { DefinitionsService, EditionsModule, SchedulesService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom(EditionsModule);
});
afterAll(() => room.close());

async function define(built: ReportedCoalition, lastPeriod = '2024'): Promise<string> {
  const content = { title: 'Road safety', audiences: ['FUNDERS' as const], frequency: 'YEAR' as const };
  const { id } = await room.get(DefinitionsService).defineReport(built.backbone, built.coalition.id, {
    ...{ code: 'yearly', ...content, firstPeriod: '2023', lastPeriod },
  });
  return id;
}

async function edition(built: ReportedCoalition, definitionId: string, to: Audience[] = []): Promise<CompiledReport> {
  const { id, coalitionId } = await room.get(SchedulesService).requestEdition(built.backbone, definitionId);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  if (to.length > 0) await room.get(PublicationsService).publishReport(built.backbone, id, to);
  return read(built.backbone, id);
}

const read = (actor: Actor, id: string) => room.get(ReportsService).openReport(actor, id);
const drift = (actor: Actor, id: string) => room.get(DriftService).reportDrift(actor, id);

/** A correction of one cell of a partner, decided by backbone staff. */
async function correct(
  built: ReportedCoalition,
  [code, period, ...rest]: ShortCell,
  reason: string,
  measure = 'deaths',
): Promise<void> {
  const [submission] = await room.query<{ id: string }>(
    `SELECT s.id FROM submission s JOIN organization o ON o.id = s.organization_id
      WHERE s.coalition_id = $1 AND o.code = $2 AND s.period_start = $3`,
    [built.coalition.id, code, `${period}-01-01`],
  );
  const corrections = room.get(CorrectionsService);
  const values = cellsOf(measure, [[code, period, ...rest]]);
  const { id } = await corrections.proposeCorrection(built.partner(code), {
    submissionId: submission!.id,
    reason,
    values,
  });
  await corrections.approveCorrection(built.backbone, id);
}

const announced = (built: ReportedCoalition, event: string) =>
  room.query('SELECT subject_id, facts FROM announcement WHERE coalition_id = $1 AND event = $2', [
    ...[built.coalition.id, event],
  ]);

describe('what changed under a report', () => {
  it('is nothing until something changes, and then says from what to what, by how much and why', async () => {
    const built = await buildReportedCoalition(room);
    const first = await edition(built, await define(built), ['FUNDERS']);
    const nothing = { changes: [], circumstances: [] };
    expect(await drift(built.backbone, first.id)).toMatchObject(nothing);
    await correct(built, ['a', '2024', '9'], 'Two were found later');
    await submitAndApprove(room, built, cellsOf('deaths', [['c', '2024', '5']]));
    expect(await drift(built.backbone, first.id)).toEqual({
      of: { id: expect.stringMatching(/^rep_/), title: 'Road safety', compiledAt: first.compiledAt.toISOString() },
      changes: [
        {
          ...{ measure: 'deaths', period: '2024', cell: {}, previousFigure: 6, figure: null, isHeadline: true },
          ...{ before: '7', now: '14', difference: '7', percent: '100' },
          reasons: [
            { kind: 'APPROVED', text: null, count: 1 },
            { kind: 'CORRECTION', text: 'Two were found later', count: 1 },
            { kind: 'REPORTED', text: null, count: 1 },
          ],
        },
      ],
      circumstances: [],
    });
  });

  it('stands in the next edition, for those who were shown both, and they are told', async () => {
    const built = await buildReportedCoalition(room);
    const definition = await define(built);
    const first = await edition(built, definition, ['FUNDERS']);
    expect(first.header.restatement).toBeUndefined();
    await correct(built, ['a', '2023', '5', { band: 'old' }], 'One was counted twice');
    const second = await edition(built, definition, ['FUNDERS', 'COALITION']);
    const change = {
      ...{ measure: 'deaths', period: '2023', cell: { band: 'old' }, previousFigure: 3, figure: 3 },
      ...{ before: '6', now: '5', difference: '-1', percent: '-16.666667' },
      reasons: [{ kind: 'CORRECTION', text: 'One was counted twice', count: 1 }],
    };
    expect(second.header.restatement).toMatchObject({ of: { title: 'Road safety' }, changes: [change] });
    expect((await read(built.funder, second.id)).header.restatement?.changes).toEqual([change]);
    // The first edition was never shown to partners.
    expect((await read(built.partner('a'), second.id)).header.restatement?.changes).toEqual([]);
    expect(await announced(built, 'report.restated')).toEqual([
      { subject_id: first.id, facts: { title: 'Road safety', audiences: ['FUNDERS'], byReportId: second.id } },
    ]);
  });

  it('is told against the last edition that anybody was shown', async () => {
    const built = await buildReportedCoalition(room);
    const definition = await define(built);
    await edition(built, definition, ['FUNDERS']);
    await correct(built, ['a', '2024', '9'], 'First');
    await edition(built, definition);
    await correct(built, ['a', '2024', '10'], 'Second');
    const { header } = await edition(built, definition, ['FUNDERS']);
    expect(header.restatement?.changes).toMatchObject([
      { before: '7', now: '10', reasons: [{ text: 'First' }, { text: 'Second' }] },
    ]);
  });

  it('is the same when the edition is compiled again, whatever was written since', async () => {
    const built = await buildReportedCoalition(room);
    const definition = await define(built);
    await edition(built, definition, ['FUNDERS']);
    await correct(built, ['a', '2024', '9'], 'First');
    const second = await edition(built, definition);
    await correct(built, ['a', '2024', '10'], 'Second');
    const again = room.getOfWorker(ReportReproducer).reproduceReport(built.backbone, second.id);
    expect(await again).toEqual({ sha256: second.sha256, isIdentical: true, changed: [] });
  });

  it('tells audiences nothing of numbers of people that are hidden before or after, nor numbers in reasons', async () => {
    const built = await buildReportedCoalition(room);
    const people = await buildMeasure(room, built, {
      ...{ code: 'people', ofPeople: true, direction: 'INCREASE', frequency: 'YEAR' },
      breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
    });
    const cells = ['a', 'b', 'c'].flatMap((code): ShortCell[] => [
      [code, '2025', code === 'a' ? '2' : '1', { sex: 'f' }],
      [code, '2025', '90', { sex: 'm' }],
      [code, '2025', '120'],
    ]);
    await submitAndApprove(room, built, cellsOf(people.code, cells));
    const definition = await define(built, '2025');
    await edition(built, definition, ['FUNDERS']);
    await correct(built, ['a', '2025', '5', { sex: 'f' }], 'It was 5 and not 2', 'people');
    await correct(built, ['b', '2025', '150'], 'It was 150', 'people');
    await correct(built, ['a', '2024', '9'], 'It was 9');
    const second = await edition(built, definition, ['FUNDERS']);
    const whole = second.header.restatement!.changes;
    expect(whole.map(({ measure, cell, now }) => [measure, cell['sex'] ?? '', now])).toEqual([
      ['deaths', '', '9'],
      ['people', '', '390'],
      ['people', 'f', '7'],
    ]);
    const { header } = await read(built.funder, second.id);
    const seen = header.restatement!.changes;
    expect(seen.map(({ measure, cell }) => [measure, cell['sex'] ?? ''])).toEqual([
      ['deaths', ''],
      ['people', ''],
    ]);
    const texts = seen.map(({ reasons }) => reasons.flatMap(({ text }) => text ?? []));
    expect(texts).toEqual([['It was 9'], []]);
    const figures = room.get(ReportsService).figuresOf(built.funder, await read(built.funder, second.id));
    for await (const portion of figures) {
      for (const change of seen) {
        const figure = portion.find(({ position }) => position === change.figure);
        if (figure) expect(figure.value).toBe(change.now);
      }
    }
    expect(JSON.stringify(header)).not.toMatch(/It was 1?5/);
  });

  it('tells what else was changed', async () => {
    const built = await buildReportedCoalition(room);
    const first = await edition(built, await define(built), ['FUNDERS']);
    await room.query(`UPDATE membership SET to_date = '2030-12-31' WHERE coalition_id = $1`, [built.coalition.id]);
    expect(await drift(built.backbone, first.id)).toMatchObject({ circumstances: ['partners'] });
  });

  it('is for backbone staff', async () => {
    const built = await buildReportedCoalition(room);
    const first = await edition(built, await define(built), ['FUNDERS', 'COALITION']);
    for (const actor of [built.funder, built.partner('a')]) {
      await expect(drift(actor, first.id)).rejects.toThrow(Forbidden);
    }
    await expect(drift(built.stranger, first.id)).rejects.toThrow(NotFound);
  });
});
