import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { CorrectionsService, SubmissionsService } from '@keelson/submissions';
import { cellsOf, submit } from '@keelson/submissions/testing';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import { BurdenService, PublicationsService, ReportCompiler, ReportsService } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
beforeAll(async () => {
  room = await openReportsRoom();
  built = await buildReportedCoalition(room);
});
afterAll(() => room.close());

const codes = () => new Map(built.organizations.map(({ id, code }) => [id, code]));

async function burden(actor: Actor = built.backbone) {
  const request = {
    coalitionId: built.coalition.id,
    frequency: 'YEAR',
    firstPeriod: '2023',
    lastPeriod: '2024',
  } as const;
  const page = await room.get(BurdenService).reportingBurden(actor, request, { first: 100 });
  expect(await page.totalCount()).toBe(page.nodes.length);
  const rows = page.nodes.map(
    (row) => [`${codes().get(row.organizationId)} ${row.periodStart.slice(0, 4)}`, row] as const,
  );
  return Object.fromEntries(rows);
}

describe('the reporting burden', () => {
  it('counts what was asked and given, per partner and period', async () => {
    const rows = await burden();
    expect(Object.keys(rows).sort()).toEqual(['a 2023', 'a 2024', 'b 2023', 'b 2024', 'c 2023', 'c 2024']);
    const nothingTwice = { cellsReturned: 0, cellsCorrected: 0, cellsReasked: 0 };
    expect(rows['a 2023']).toMatchObject({ cellsAsked: 2, cellsGiven: 2, ...nothingTwice, frequency: 'YEAR' });
    expect(rows['b 2024']).toMatchObject({ cellsAsked: 2, cellsGiven: 1, ...nothingTwice });
    expect(rows['c 2024']).toMatchObject({ cellsAsked: 2, cellsGiven: 0, cellsReported: 0 });
  });

  it('counts a return as all cells again and a correction as those that it changed, each time', async () => {
    const partner = built.partner('c');
    const submissions = room.get(SubmissionsService);
    const values = [...cellsOf('deaths', [['c', '2024', '3']]), ...cellsOf('rate', [['c', '2024', '1/9']])];
    const { submissionIds } = await submit(room, partner, built.coalition.id, values);
    const [id] = submissionIds;
    for (const reason of ['Look at the rate', 'Once more']) {
      await submissions.returnSubmission(built.backbone, id!, reason);
      await submit(room, partner, built.coalition.id, values);
    }
    await submissions.approveSubmissions(built.backbone, submissionIds);
    const corrections = room.get(CorrectionsService);
    const correct = async (number: string) => {
      const input = { submissionId: id!, reason: 'Counted twice', values: cellsOf('deaths', [['c', '2024', number]]) };
      return corrections.proposeCorrection(partner, input);
    };
    await corrections.approveCorrection(built.backbone, (await correct('2')).id);
    await corrections.rejectCorrection(built.backbone, (await correct('1')).id, 'No, it was right');
    const told = { cellsAsked: 2, cellsGiven: 2, cellsReturned: 4, cellsCorrected: 1, cellsReasked: 5 };
    expect((await burden())['c 2024']).toMatchObject(told);
  });

  it('says what came back: in reports that were compiled after it counted, and in published ones', async () => {
    expect((await burden())['a 2023']).toMatchObject({ cellsReported: 0, cellsPublished: 0, reports: 0 });
    const { id, coalitionId } = await room
      .get(ReportsService)
      .requestReport(built.backbone, { ...built.request, measureIds: [built.measures.deaths.id], lastPeriod: '2023' });
    await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: false });
    expect((await burden())['a 2023']).toMatchObject({ cellsReported: 1, cellsPublished: 0, reports: 1 });
    const publications = room.get(PublicationsService);
    await publications.publishReport(built.backbone, id, ['COALITION', 'FUNDERS']);
    const rows = await burden();
    expect(rows['a 2023']).toMatchObject({ cellsReported: 1, cellsPublished: 1, reports: 1 });
    expect(rows['a 2024']).toMatchObject({ cellsReported: 0, cellsPublished: 0, reports: 0 });
    expect(rows['c 2023']).toMatchObject({ cellsGiven: 0, cellsReported: 0 });
    await publications.withdrawReport(built.backbone, id, 'A wrong number');
    expect((await burden())['a 2023']).toMatchObject({ cellsReported: 1, cellsPublished: 0 });
  });

  it('does not count an answer that came after the report', async () => {
    const late = [...cellsOf('deaths', [['c', '2023', '3']])];
    const { submissionIds } = await submit(room, built.partner('c'), built.coalition.id, late);
    await room.get(SubmissionsService).approveSubmissions(built.backbone, submissionIds);
    expect((await burden())['c 2023']).toMatchObject({ cellsGiven: 1, cellsReported: 0, reports: 0 });
  });

  it("is everybody's for backbone staff, one's own for a partner, and nobody else's", async () => {
    expect(Object.keys(await burden(built.partner('b'))).sort()).toEqual(['b 2023', 'b 2024']);
    await expect(burden(built.stranger)).rejects.toThrow(NotFound);
    await expect(burden(built.funder)).rejects.toThrow(Forbidden);
  });

  it('comes page by page, forwards and backwards', async () => {
    const request = {
      coalitionId: built.coalition.id,
      frequency: 'YEAR',
      firstPeriod: '2023',
      lastPeriod: '2024',
    } as const;
    const service = room.get(BurdenService);
    const all = (await service.reportingBurden(built.backbone, request, { first: 100 })).nodes;
    const first = await service.reportingBurden(built.backbone, request, { first: 4 });
    const rest = await service.reportingBurden(built.backbone, request, { first: 4, after: first.pageInfo.endCursor! });
    expect([...first.nodes, ...rest.nodes]).toEqual(all);
    const last = await service.reportingBurden(built.backbone, request, { last: 2 });
    expect(last.nodes).toEqual(all.slice(-2));
  });
});
