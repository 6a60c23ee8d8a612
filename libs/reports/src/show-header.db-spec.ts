import type { Actor } from '@keelson/platform';
import { buildCoalition, joinCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import {
  buildDimensions,
  buildMeasure,
  cellsOf,
  report as submitAndApprove,
  type ShortCell,
} from '@keelson/submissions/testing';
import { openReportsRoom } from '../testing/index.js';
import {
  ProofsService,
  PublicationsService,
  ReportCompiler,
  ReportsService,
  type CompiledReport,
  type ReportFigure,
} from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom();
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd'];
const all = (period: string, each: number, sex?: string): ShortCell[] =>
  codes.map((code) => [code, period, String(each), sex ? { sex } : ({} as Record<string, string>)]);

async function read(actor: Actor, id: string): Promise<{ report: CompiledReport; figures: Map<number, ReportFigure> }> {
  const reports = room.get(ReportsService);
  const report = await reports.openReport(actor, id);
  const figures = new Map<number, ReportFigure>();
  for await (const portion of reports.figuresOf(actor, report))
    for (const one of portion) figures.set(one.position, one);
  return { report, figures };
}

/** People by sex in two quarters; of x there are four in the second one, one with each partner. */
async function publishPeople() {
  const partners = codes.map((code) => ({ code, name: code }));
  const coalition = await buildCoalition(room, partners);
  const funder = await joinCoalition(room, coalition, { role: 'FUNDER' });
  const built = { ...coalition, funder };
  await buildDimensions(room, built, { sex: ['f', 'm', 'x'] });
  const measure = await buildMeasure(room, built, {
    ...{ ofPeople: true, direction: 'INCREASE', frequency: 'QUARTER' },
    breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
  });
  const cells = [
    ...[...all('2024-Q1', 90), ...all('2024-Q1', 30, 'f'), ...all('2024-Q1', 30, 'm'), ...all('2024-Q1', 30, 'x')],
    ...[...all('2024-Q2', 91), ...all('2024-Q2', 50, 'f'), ...all('2024-Q2', 40, 'm'), ...all('2024-Q2', 1, 'x')],
  ];
  await submitAndApprove(room, built, cellsOf(measure.code, cells));
  const { id, coalitionId } = await room.get(ReportsService).requestReport(built.backbone, {
    ...{ coalitionId: built.coalition.id, title: 'People', frequency: 'QUARTER', measureIds: [measure.id] },
    ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q2' },
  });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await room.get(PublicationsService).publishReport(built.backbone, id, ['FUNDERS', 'COALITION']);
  return { built, id };
}

describe('the header of a report, as its audiences see it', () => {
  it('holds no number that a hidden figure stands behind', async () => {
    const { built, id } = await publishPeople();
    const whole = await read(built.backbone, id);
    const [gap] = whole.report.header.gaps!;
    expect(gap).toMatchObject({
      best: 'f',
      groups: [{ value: '200' }, { value: '160' }, { value: '4', rateDifference: '-196' }],
    });
    const observer = await joinCoalition(room, built, { role: 'OBSERVER' });
    const both = { ...built.funder, roles: [...built.funder.roles, ...observer.roles] };
    for (const actor of [built.funder, built.partner('a'), observer, both]) {
      const { report, figures } = await read(actor, id);
      const hidden = [...figures.values()].filter(({ status }) => status === 'SUPPRESSED');
      expect(hidden.length).toBeGreaterThan(1);
      for (const one of report.header.headlines!) {
        expect(one.value).toBe(figures.get(one.figure!)!.value);
        for (const { kind, figure, before, now, difference } of one.comparisons) {
          if (figure !== null && kind !== 'SAME_PANEL') expect(before).toBe(figures.get(figure)!.value);
          if (before === null || now === null) expect(difference).toBeNull();
        }
        expect(one.volume).toBeUndefined();
      }
      const [seen] = report.header.gaps!;
      expect(seen).toMatchObject({ isHidden: true, best: null, indexOfDisparity: null });
      for (const group of seen!.groups) {
        expect(group.value).toBe(figures.get(group.figure)!.value);
        expect([group.rateDifference, group.rateRatio]).toEqual([null, null]);
      }
      expect(report.header.quality!.nonValues.every(({ kinds }) => kinds === null)).toBe(true);
    }
  });

  it('has a hash of its own, by which a copy is known again', async () => {
    const { built, id } = await publishPeople();
    const proofs = room.get(ProofsService);
    const observer = await joinCoalition(room, built, { role: 'OBSERVER' });
    const both = { ...built.funder, roles: [...built.funder.roles, ...observer.roles] };
    const hashes = new Map<string, string>();
    for (const [name, actor] of Object.entries({ backbone: built.backbone, funder: built.funder, observer, both })) {
      const [kept] = await proofs.hashesOf(actor, [id]);
      const { report } = await read(actor, id);
      expect(report.sha256).toBe(kept!.sha256);
      hashes.set(name, kept!.sha256);
      expect(await proofs.verifyReport(actor, id, kept!.sha256)).toMatchObject({ isGenuine: true, isIntact: true });
    }
    const verify = (actor: Actor, name: string) => proofs.verifyReport(actor, id, hashes.get(name)!.toUpperCase());
    expect(await verify(built.backbone, 'funder')).toEqual({
      ...{ isGenuine: true, copyFor: ['COALITION', 'FUNDERS'], isIntact: true },
    });
    expect(await verify(built.backbone, 'backbone')).toMatchObject({ isGenuine: true, copyFor: [] });
    // What the whole content hashes to would let a reader try small numbers out.
    expect(hashes.get('backbone')).not.toBe(hashes.get('funder'));
    const none = { isGenuine: false, copyFor: null, isIntact: null };
    expect(await verify(built.funder, 'backbone')).toEqual(none);
    await expect(proofs.verifyReport(built.funder, id, 'no hash')).rejects.toThrow();
  });

  it('finds what was tampered with in the database', async () => {
    const { built, id } = await publishPeople();
    const [kept] = await room.get(ProofsService).hashesOf(built.backbone, [id]);
    await room.query('ALTER TABLE report_figure DISABLE TRIGGER report_figure_is_append_only');
    await room.query('UPDATE report_figure SET value = value + 1 WHERE report_id = $1 AND position = 1', [id]);
    await room.query('ALTER TABLE report_figure ENABLE TRIGGER report_figure_is_append_only');
    expect(await room.get(ProofsService).verifyReport(built.backbone, id, kept!.sha256)).toMatchObject({
      ...{ isGenuine: true, isIntact: false },
    });
  });
});
