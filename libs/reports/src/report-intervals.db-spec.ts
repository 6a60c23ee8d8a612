import { OverlapService } from '@keelson/aggregation';
import { buildCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report as submitAndApprove } from '@keelson/submissions/testing';
import { openReportsRoom } from '../testing/index.js';
import { ReportCompiler, ReportsService, type ReportFigure } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom();
});
afterAll(() => room.close());

describe('a report over what two partners may both have counted', () => {
  it('freezes the interval, whatever is settled afterwards', async () => {
    const built = await buildCoalition(room);
    const measure = await buildMeasure(room, built, { overlap: 'POSSIBLE', frequency: 'YEAR' });
    const cells = cellsOf(measure.code, [
      ['a', '2024', '50'],
      ['b', '2024', '75'],
    ]);
    await submitAndApprove(room, built, cells);
    const reports = room.get(ReportsService);
    const compiled = async (): Promise<ReportFigure[]> => {
      const { id, coalitionId } = await reports.requestReport(built.backbone, {
        ...{ coalitionId: built.coalition.id, title: 'People', frequency: 'YEAR' },
        ...{ firstPeriod: '2024', lastPeriod: '2024', measureIds: [measure.id] },
      });
      await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: false });
      const figures: ReportFigure[] = [];
      for await (const portion of reports.figuresOf(built.backbone, await reports.openReport(built.backbone, id)))
        figures.push(...portion);
      return figures;
    };
    expect(await compiled()).toMatchObject([{ value: null, low: '75', high: '125', status: 'UNRESOLVED' }]);
    await room.get(OverlapService).resolveOverlap(built.backbone, {
      ...{ measureId: measure.id, frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' },
      ...{ method: 'RATE', rate: '0.5', signedBy: 'Ada Obi', signedOn: '2025-02-01', source: 'Lists were matched.' },
    });
    const [settled] = await compiled();
    expect(settled).toMatchObject({ low: null, high: null });
    expect(Number(settled?.value)).toBe(100);
  });
});
