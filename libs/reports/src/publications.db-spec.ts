import { Forbidden, InvalidInput, InvalidState, NotFound, type Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '../testing/index.js';
import { PublicationsService, ReportCompiler, ReportsService, type Audience } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let reports: ReportsService;
let publications: PublicationsService;
let partner: Actor;
let observer: Actor;
beforeAll(async () => {
  room = await openReportsRoom();
  built = await buildReportedCoalition(room);
  reports = room.get(ReportsService);
  publications = room.get(PublicationsService);
  partner = built.partner('a');
  observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
});
afterAll(() => room.close());

async function compiled(actor = built.backbone): Promise<string> {
  const { id, coalitionId } = await reports.requestReport(actor, built.request);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: false });
  return id;
}

/** Who finds the report: by its id, in the list, and open. */
async function readersOf(id: string): Promise<string[]> {
  const readers: string[] = [];
  for (const [name, actor] of Object.entries({ backbone: built.backbone, partner, observer, funder: built.funder })) {
    const [loaded] = await reports.loadReports(actor, [id]);
    const list = await reports.listReports(actor, built.coalition.id, {}, { first: 100 });
    const opened = await reports.openReport(actor, id).catch((error: Error) => error);
    expect(list.nodes.some((one) => one.id === id)).toBe(Boolean(loaded));
    expect(await list.totalCount()).toBe(list.nodes.length);
    if (loaded) expect(opened).toMatchObject({ id });
    else expect(opened).toBeInstanceOf(NotFound);
    if (loaded) readers.push(name);
  }
  return readers;
}

describe('a report', () => {
  it.each<[Audience[], string[]]>([
    [['COALITION'], ['backbone', 'partner', 'observer']],
    [['FUNDERS'], ['backbone', 'funder']],
    [
      ['COALITION', 'FUNDERS'],
      ['backbone', 'partner', 'observer', 'funder'],
    ],
  ])('published to %j is found and opened by %j; before and after, by backbone staff only', async (to, readers) => {
    const id = await compiled();
    expect(await readersOf(id)).toEqual(['backbone']);
    await publications.publishReport(built.backbone, id, to);
    expect(await readersOf(id)).toEqual(readers);
    await publications.withdrawReport(built.backbone, id, 'A wrong number');
    expect(await readersOf(id)).toEqual(['backbone']);
    const told = await room.query(
      'SELECT verb, before, after, reason FROM audit_event WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(told.slice(-2)).toEqual([
      { verb: 'publishReport', before: null, after: { audiences: to }, reason: null },
      { verb: 'withdrawReport', before: { audiences: to }, after: { audiences: [] }, reason: 'A wrong number' },
    ]);
  });

  it('keeps who published it first and when, and tells only what is new', async () => {
    const id = await compiled();
    await publications.publishReport(built.backbone, id, ['FUNDERS']);
    const first = await publications.publicationsOf(built.backbone, [id]);
    expect(first).toMatchObject([{ audience: 'FUNDERS', publishedBy: built.backbone.personId, withdrawnAt: null }]);
    await publications.publishReport(built.backbone, id, ['FUNDERS']);
    await publications.publishReport(built.backbone, id, ['FUNDERS', 'COALITION']);
    expect((await publications.publicationsOf(built.backbone, [id]))[0]).toEqual(first[0]);
    const told = await room.query(
      `SELECT after FROM audit_event WHERE subject_id = $1 AND verb = 'publishReport' ORDER BY id`,
      [id],
    );
    expect(told).toEqual([{ after: { audiences: ['FUNDERS'] } }, { after: { audiences: ['COALITION'] } }]);
    expect(await publications.publicationsOf(built.funder, [id])).toMatchObject([{ audience: 'FUNDERS' }]);
    expect(await publications.publicationsOf(built.stranger, [id])).toEqual([]);
  });

  it('is followed by the funder who asked for it, and opened once it is published to funders', async () => {
    const id = await compiled(built.funder);
    expect(await reports.loadReports(built.funder, [id])).toMatchObject([{ id, state: 'COMPILED' }]);
    await expect(reports.openReport(built.funder, id)).rejects.toMatchObject({ rule: 'report.notPublished' });
    const colleague = { ...built.funder, personId: built.backbone.personId };
    expect(await reports.loadReports(colleague, [id])).toEqual([]);
    const key = { ...built.funder, keyId: id };
    expect(await reports.loadReports(key, [id])).toEqual([]);
    expect(
      (await reports.listReports(key, built.coalition.id, {}, { first: 100 })).nodes.map((one) => one.id),
    ).not.toContain(id);
    await publications.publishReport(built.backbone, id, ['FUNDERS']);
    expect(await reports.openReport(built.funder, id)).toMatchObject({ id });
  });

  it('is published only when compiled, to somebody, and by backbone staff', async () => {
    const waiting = await reports.requestReport(built.funder, built.request);
    await expect(publications.publishReport(built.backbone, waiting.id, ['FUNDERS'])).rejects.toThrow(InvalidState);
    const id = await compiled(built.funder);
    await expect(publications.publishReport(built.backbone, id, [])).rejects.toThrow(InvalidInput);
    await expect(publications.publishReport(built.funder, id, ['FUNDERS'])).rejects.toThrow(Forbidden);
    await expect(publications.publishReport(partner, id, ['COALITION'])).rejects.toThrow(NotFound);
    await expect(publications.publishReport(built.stranger, id, ['COALITION'])).rejects.toThrow(NotFound);
    expect(await readersOf(await compiled())).toEqual(['backbone']);
  });

  it('is withdrawn with a reason, and only when it is published', async () => {
    const id = await compiled();
    await expect(publications.withdrawReport(built.backbone, id, 'Wrong')).rejects.toThrow(InvalidState);
    await publications.publishReport(built.backbone, id, ['COALITION']);
    await expect(publications.withdrawReport(built.backbone, id, ' ')).rejects.toThrow(InvalidInput);
    await expect(publications.withdrawReport(partner, id, 'Wrong')).rejects.toThrow(Forbidden);
    expect(await readersOf(id)).toEqual(['backbone', 'partner', 'observer']);
  });
});

describe('the record of a publication', () => {
  it.each([
    ['deleted', 'DELETE FROM report_publication'],
    ['moved to another audience', `UPDATE report_publication SET audience = 'FUNDERS'`],
    [
      'taken up again',
      'UPDATE report_publication SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawal_reason = NULL WHERE withdrawn_at IS NOT NULL',
    ],
  ])('is never %s', async (_, statement) => {
    const id = await compiled();
    await publications.publishReport(built.backbone, id, ['COALITION']);
    await publications.withdrawReport(built.backbone, id, 'Wrong');
    await publications.publishReport(built.backbone, id, ['COALITION']);
    await expect(room.query(statement)).rejects.toThrow('append-only');
  });
});
