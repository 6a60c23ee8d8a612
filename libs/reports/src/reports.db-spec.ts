import { Database, Forbidden, InvalidState, NotFound, Queues } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import { compileReportJob, ReportsService, type NewReport } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let service: ReportsService;
beforeAll(async () => {
  room = await openReportsRoom();
  built = await buildReportedCoalition(room);
  service = room.get(ReportsService);
});
afterAll(() => room.close());

const countReports = async () => Number((await room.query('SELECT count(*) FROM report'))[0]?.['count']);

describe('requesting a report', () => {
  it('stands at once, and waits in the queue', async () => {
    const report = await service.requestReport(built.funder, built.request);
    expect(report).toMatchObject({ state: 'REQUESTED', firstPeriod: '2023', lastPeriod: '2024', breakdowns: null });
    expect(report.measureIds).toEqual([built.measures.deaths.id, built.measures.rate.id]);
    expect(await room.get(Queues).count(compileReportJob as never)).toMatchObject({ waiting: 1 });
  });

  it.each<[string, Partial<NewReport>, object[]]>([
    [
      'a frequency that is shorter than that of every measure',
      { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02', measureIds: null },
      [{ code: 'NOTHING_TO_REPORT', field: ['measureIds'] }],
    ],
    ['no measure', { measureIds: [] }, [{ code: 'NOTHING_TO_REPORT', field: ['measureIds'] }]],
    [
      'periods that run backwards',
      { firstPeriod: '2024', lastPeriod: '2023' },
      [{ code: 'OUT_OF_RANGE', field: ['lastPeriod'] }],
    ],
    ['601 periods', { firstPeriod: '1400', lastPeriod: '2000' }, [{ code: 'OUT_OF_RANGE', field: ['lastPeriod'] }]],
    ['a period that is none', { firstPeriod: '2023-13' }, [{ code: 'UNKNOWN_PERIOD', field: ['firstPeriod'] }]],
    ['a period of another frequency', { lastPeriod: '2024-Q1' }, [{ code: 'UNKNOWN_PERIOD', field: ['lastPeriod'] }]],
    [
      'a breakdown that no measure declares',
      { breakdowns: [['band'], ['size']] },
      [{ code: 'UNDECLARED_BREAKDOWN', field: ['breakdowns', '1'] }],
    ],
    ['an empty breakdown', { breakdowns: [[]] }, [{ code: 'REQUIRED', field: ['breakdowns', '0'] }]],
    [
      'several faults, all of them told',
      { measureIds: ['00000000-0000-7000-8000-000000000000'], lastPeriod: 'soon', breakdowns: [['size']] },
      [
        { code: 'UNKNOWN_PERIOD' },
        { code: 'UNKNOWN_MEASURE', field: ['measureIds', '0'] },
        { code: 'UNDECLARED_BREAKDOWN' },
      ],
    ],
  ])('over %s is refused and leaves nothing behind', async (_, change, problems) => {
    const before = await countReports();
    const requesting = service.requestReport(built.funder, { ...built.request, ...change });
    await expect(requesting).rejects.toMatchObject({
      problems: problems.map((problem) => expect.objectContaining(problem)),
    });
    expect(await countReports()).toBe(before);
  });

  it('treats a measure of another coalition like one that nobody has', async () => {
    const other = await buildReportedCoalition(room);
    const requesting = service.requestReport(built.funder, { ...built.request, measureIds: [other.measures.rate.id] });
    await expect(requesting).rejects.toMatchObject({ problems: [{ code: 'UNKNOWN_MEASURE' }] });
  });

  it('takes 600 periods, and a margin of a declared breakdown', async () => {
    const wide = { ...built.request, firstPeriod: '1401', lastPeriod: '2000', breakdowns: [['sex'], ['sex', 'band']] };
    expect(await service.requestReport(built.funder, wide)).toMatchObject({ breakdownKeys: ['band,sex', 'sex'] });
  });

  it('is for backbone staff and funders; a stranger finds no coalition', async () => {
    await expect(service.requestReport(built.partner('a'), built.request)).rejects.toThrow(Forbidden);
    await expect(service.requestReport(built.stranger, built.request)).rejects.toThrow(NotFound);
  });

  it('stands when the queue cannot be reached', async () => {
    const away = new Queues({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
    const report = await new ReportsService(room.get(Database), away).requestReport(built.funder, built.request);
    expect(await service.loadReports(built.funder, [report.id])).toMatchObject([{ state: 'REQUESTED' }]);
    await away.close();
    const before = (await room.get(Queues).count(compileReportJob as never))?.['waiting'] ?? 0;
    expect(await room.getOfWorker(ReportsService).enqueueUnfinished()).toBe(true);
    expect(await room.get(Queues).count(compileReportJob as never)).toMatchObject({ waiting: before + 1 });
    expect(await room.getOfWorker(ReportsService).enqueueUnfinished()).toBe(true);
    expect(await room.get(Queues).count(compileReportJob as never)).toMatchObject({ waiting: before + 1 });
  });
});

describe('reading reports', () => {
  it('lists them newest first, to members only', async () => {
    const page = await service.listReports(built.backbone, built.coalition.id, {}, { first: 100 });
    const ids = page.nodes.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(page.nodes[0]?.progress).toMatchObject({ done: 0, total: 2 });
    const compiled = await service.listReports(built.funder, built.coalition.id, { states: ['COMPILED'] }, {});
    expect(compiled.nodes).toEqual([]);
    expect(() => service.listReports(built.stranger, built.coalition.id, {}, {})).toThrow(NotFound);
  });

  it('opens none that is not compiled, and none to a stranger', async () => {
    const report = await service.requestReport(built.funder, built.request);
    await expect(service.openReport(built.funder, report.id)).rejects.toThrow(InvalidState);
    await expect(service.openReport(built.stranger, report.id)).rejects.toThrow(NotFound);
    expect(await service.loadReports(built.stranger, [report.id])).toEqual([]);
  });
});
