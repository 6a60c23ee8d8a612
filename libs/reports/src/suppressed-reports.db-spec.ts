import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { AggregationService } from '@keelson/aggregation';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import {
  buildDimensions,
  buildMeasure,
  cellsOf,
  report as submitAndApprove,
  type ShortCell,
} from '@keelson/submissions/testing';
import type { Actor } from '@keelson/platform';
import { openReportsRoom } from '../testing/index.js';
import {
  PublicationsService,
  ReportCompiler,
  ReportsService,
  type Audience,
  type NewReport,
  type ReportFigure,
} from './index.js';

let room: TestRoom;
let reports: ReportsService;
let publications: PublicationsService;
beforeAll(async () => {
  room = await openReportsRoom();
  reports = room.get(ReportsService);
  publications = room.get(PublicationsService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd'];
const even = (period: string, each: number, sex?: string): ShortCell[] =>
  codes.map((code) => {
    const categories: Record<string, string> = sex ? { sex } : {};
    return [code, period, String(each), categories];
  });

async function build() {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code })),
  );
  await buildDimensions(room, built, { sex: ['f', 'm', 'x'] });
  const measure = await buildMeasure(room, built, {
    ...{ ofPeople: true, direction: 'INCREASE', frequency: 'QUARTER' },
    breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
  });
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  return { built: { ...built, funder }, measure };
}

async function publish(built: BuiltCoalition, request: Partial<NewReport>, to: Audience[]): Promise<string> {
  const { id, coalitionId } = await reports.requestReport(built.backbone, {
    ...{ coalitionId: built.coalition.id, title: 'Quarters', frequency: 'QUARTER' },
    ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q4', ...request },
  });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await publications.publishReport(built.backbone, id, to);
  return id;
}

async function read(actor: Actor, id: string): Promise<ReportFigure[]> {
  const figures: ReportFigure[] = [];
  const report = await reports.openReport(actor, id);
  for await (const portion of reports.figuresOf(actor, report)) figures.push(...portion);
  return figures;
}

const valuesOf = (figures: ReportFigure[]) =>
  Object.fromEntries(figures.map(({ period, cell, value }) => [`${period} ${cell['sex'] ?? ''}`.trim(), value]));

describe('a published report', () => {
  it('holds no small number of people for its audiences, by no door of the room; for backbone staff all', async () => {
    const { built } = await build();
    const measure = await buildMeasure(room, built, {
      ...{ ofPeople: true, direction: 'INCREASE', frequency: 'QUARTER' },
      breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
    });
    const cells = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'].flatMap((quarter, i) => [
      ...even(quarter, 111 + i),
      ...even(quarter, i === 2 ? 1 : 31, 'f'),
      ...even(quarter, 40, 'm'),
      ...even(quarter, i === 2 ? 72 : 40 + i, 'x'),
    ]);
    await submitAndApprove(room, built, cellsOf(measure.code, cells));
    const id = await publish(built, { measureIds: [measure.id] }, ['COALITION', 'FUNDERS']);
    const all = await read(built.backbone, id);
    expect(valuesOf(all)).toMatchObject({ '2024-Q3': '452', '2024-Q3 f': '4', '2024-Q3 m': '160', '2024-Q3 x': '288' });
    const observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
    for (const actor of [built.funder, built.partner('a'), observer]) {
      const seen = await read(actor, id);
      const hidden = seen.filter(({ status }) => status === 'SUPPRESSED');
      expect(valuesOf(seen)).toMatchObject({ '2024-Q3 f': null, '2024-Q1 f': '124' });
      expect(hidden.length).toBeGreaterThanOrEqual(4);
      for (const one of hidden) {
        expect(one).toMatchObject({
          value: null,
          low: null,
          high: null,
          numerator: null,
          denominator: null,
          nonValues: {},
        });
      }
    }
    // The live figures of a partner and the published ones: what one hides, the other does not tell.
    const live = await room.get(AggregationService).figures(built.partner('a'), {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'QUARTER' },
      ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q4' },
    });
    const published = valuesOf(await read(built.partner('a'), id));
    expect(Object.fromEntries(live.map((one) => [`${one.period} ${one.cell['sex'] ?? ''}`.trim(), one.value]))).toEqual(
      published,
    );
  });

  it('of a year hides what a published report of its quarters would tell by it', async () => {
    const { built, measure } = await build();
    const cells = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'].flatMap((quarter, i) => even(quarter, i === 1 ? 2 : 50));
    await submitAndApprove(room, built, cellsOf(measure.code, cells));
    const of = { measureIds: [measure.id], breakdowns: [] };
    const quarters = valuesOf(await read(built.funder, await publish(built, of, ['FUNDERS'])));
    const span = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' } as const;
    const year = valuesOf(await read(built.funder, await publish(built, { ...of, ...span }, ['FUNDERS'])));
    expect(quarters['2024-Q2']).toBeNull();
    const hidden = Object.values({ ...quarters, ...year }).filter((value) => value === null);
    expect(hidden.length).toBeGreaterThan(1);
  });

  it('that differs from an earlier one by few people does not show where; per audience', async () => {
    const { built, measure } = await build();
    await submitAndApprove(room, built, cellsOf(measure.code, even('2024-Q1', 50).slice(0, 3)));
    const of = { measureIds: [measure.id], lastPeriod: '2024-Q1', breakdowns: [] };
    const first = await publish(built, of, ['FUNDERS']);
    expect(valuesOf(await read(built.funder, first))).toEqual({ '2024-Q1': '150' });
    await submitAndApprove(room, built, cellsOf(measure.code, [['d', '2024-Q1', '5']]));
    const second = await publish(built, of, ['FUNDERS', 'COALITION']);
    expect(valuesOf(await read(built.funder, second))).toEqual({ '2024-Q1': null });
    expect(valuesOf(await read(built.backbone, second))).toEqual({ '2024-Q1': '155' });
    // What was received stays as it was.
    expect(valuesOf(await read(built.funder, first))).toEqual({ '2024-Q1': '150' });
    await publications.withdrawReport(built.backbone, first, 'A number is missing');
    await publications.publishReport(built.backbone, first, ['FUNDERS']);
    expect(valuesOf(await read(built.funder, first))).toEqual({ '2024-Q1': '150' });
  });

  it('shows nothing of people to an audience for which nothing was decided', async () => {
    const { built, measure } = await build();
    await submitAndApprove(room, built, cellsOf(measure.code, even('2024-Q1', 50)));
    const { id, coalitionId } = await reports.requestReport(built.backbone, {
      ...{ coalitionId: built.coalition.id, title: 'Old', frequency: 'QUARTER', measureIds: [measure.id] },
      ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q1' },
    });
    await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
    await room.query(
      `INSERT INTO report_publication (id, coalition_id, report_id, audience, published_by) VALUES (uuidv7(), $1, $2, 'FUNDERS', $3)`,
      [coalitionId, id, built.backbone.personId],
    );
    expect(valuesOf(await read(built.funder, id))).toEqual({ '2024-Q1': null });
  });
});
