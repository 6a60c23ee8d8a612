import { newToken } from '@keelson/identity';
import { type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { audiencesOf, PublicationsService, ReportCompiler, ReportsService, type Audience } from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { ShareLinksService, SharingModule, VisitsService, type Visit } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let reports: ReportsService;
let publications: PublicationsService;
let links: ShareLinksService;
let visits: VisitsService;
beforeAll(async () => {
  room = await openReportsRoom(SharingModule);
  built = await buildReportedCoalition(room);
  reports = room.get(ReportsService);
  publications = room.get(PublicationsService);
  links = room.get(ShareLinksService);
  visits = room.get(VisitsService);
});
afterAll(() => room.close());

async function published(...audiences: Audience[]): Promise<string> {
  const { id, coalitionId } = await reports.requestReport(built.backbone, built.request);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: false });
  await publications.publishReport(built.backbone, id, audiences);
  return id;
}
const share = (reportId: string, audience: Audience = 'FUNDERS') =>
  links.shareReport(built.backbone, { reportId, audience, name: 'A foundation' });
const open = (token: string) => visits.openLink(token, 'request');
async function figuresOf(actor: Actor, id: string): Promise<unknown[]> {
  const report = await reports.openReport(actor, id);
  const figures: unknown[] = [];
  for await (const portion of reports.figuresOf(actor, report)) figures.push(...portion);
  return figures;
}

describe('a share link', () => {
  it('reads as its audience and sees of the coalition what that sees: this report', async () => {
    const id = await published('FUNDERS');
    const other = await published('COALITION');
    const { token } = await share(id);
    const visit = (await open(token)) as Visit;
    const seen = await figuresOf(visit.actor, id);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(await figuresOf(built.funder, id));
    await expect(reports.openReport(visit.actor, other)).rejects.toThrow('No such report.');
    const anybody = (await open((await share(await published('PUBLIC', 'COALITION'), 'PUBLIC')).token)) as Visit;
    expect(audiencesOf(anybody.actor, built.coalition.id)).toEqual(['PUBLIC']);
    await expect(reports.openReport(anybody.actor, other)).rejects.toThrow('No such report.');
    expect((await figuresOf(anybody.actor, anybody.link.reportId)).length).toBe(seen.length);
    const coalition = await share(other, 'COALITION');
    const member = (await open(coalition.token)) as Visit;
    expect(await figuresOf(member.actor, other)).toEqual(await figuresOf(built.partner('c'), other));
  });

  it('leads nowhere for another token, and keeps none', async () => {
    const { token, link } = await share(await published('FUNDERS'));
    expect(await open(token)).not.toBeNull();
    for (const wrong of [newToken().token, '', token.slice(1), `${token}=`, token.toUpperCase()]) {
      expect(await open(wrong)).toBeNull();
    }
    const [row] = await room.query('SELECT row_to_json(l)::text AS text FROM share_link l WHERE id = $1', [link.id]);
    expect(row!['text']).not.toContain(token);
    expect(JSON.stringify(await room.query(`SELECT after FROM audit_event WHERE subject_id = $1`, [link.id]))).toMatch(
      /"audience":"FUNDERS"/,
    );
  });

  it('ends with the publication that it was made for, of which another audience’s is none', async () => {
    const id = await published('FUNDERS', 'COALITION');
    const [funders, coalition] = [await share(id), await share(id, 'COALITION')];
    await room.query(
      `UPDATE report_publication SET withdrawn_at = now(), withdrawn_by = $2, withdrawal_reason = 'a'
        WHERE report_id = $1 AND audience = 'FUNDERS'`,
      [id, built.backbone.personId],
    );
    expect([await open(funders.token), (await open(coalition.token))?.link.id]).toEqual([null, coalition.link.id]);
    await publications.publishReport(built.backbone, id, ['FUNDERS']);
    expect(await open(funders.token)).toBeNull();
  });

  it('counts its uses, also many at once', async () => {
    const { token, link } = await share(await published('FUNDERS'));
    const visit = (await open(token)) as Visit;
    await Promise.all(Array.from({ length: 12 }, (_, i) => visits.openReport(visit, 'page', `203.0.113.${i}`)));
    const [kept] = await links.loadShareLinks(built.backbone, [link.id]);
    expect(kept).toMatchObject({ uses: 12 });
    const log = await links.listUses(built.backbone, link.id, { first: 20 });
    expect(new Set(log.nodes.map(({ network }) => network))).toEqual(new Set(['203.0.113.0/24']));
    expect(await log.totalCount()).toBe(12);
    expect(await links.loadShareLinks(built.partner('a'), [link.id])).toEqual([]);
  });
});
