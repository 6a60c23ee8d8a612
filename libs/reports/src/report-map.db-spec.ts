import { ActivitiesModule, ActivitiesService } from '@keelson/activities';
import { buildActiveActivity, buildActivity, buildLink } from '@keelson/activities/testing';
import { joinCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { buildReportedCoalition, openReportsRoom } from '../testing/index.js';
import { ProofsService, PublicationsService, ReportCompiler, ReportReproducer, ReportsService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom(ActivitiesModule);
});
afterAll(() => room.close());

/** A report of a coalition with activities A → B, C planned, D alone; published to funders and the coalition. */
async function publishMapped() {
  const reported = await buildReportedCoalition(room);
  const built = { ...reported, funder: await joinCoalition(room, reported, { role: 'FUNDER' }) };
  const here = { place: 'High Street', budget: '1200', currency: 'EUR', inKind: 'A lorry' };
  const a = await buildActiveActivity(room, built, { title: 'A', ...here });
  const b = await buildActiveActivity(room, built, { title: 'B', leadOrganizationId: built.organizations[1]!.id });
  const c = await buildActivity(room, built, { title: 'C' });
  await buildActiveActivity(room, built, { title: 'D', ...here });
  await buildLink(room, built, a, 'FEEDS', b);
  await buildLink(room, built, c, 'DEPENDS_ON', b);
  const { id, coalitionId } = await room.get(ReportsService).requestReport(built.backbone, built.request);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await room.get(PublicationsService).publishReport(built.backbone, id, ['FUNDERS', 'COALITION']);
  return { built, id, a };
}

describe('the map of a report', () => {
  it('is frozen when it is compiled: whole for the coalition, active activities and their links for funders', async () => {
    const { built, id, a } = await publishMapped();
    await room.get(ActivitiesService).updateActivity(built.backbone, a.id, { title: 'Renamed' });
    const mapOf = async (actor: typeof built.backbone) =>
      (await room.get(ReportsService).openReport(actor, id)).header.map;
    const whole = await mapOf(built.backbone);
    expect(whole).toMatchObject({
      activities: [
        { title: 'A', organization: 'A', status: 'ACTIVE' },
        { title: 'B', organization: 'B', status: 'ACTIVE' },
        { title: 'C', organization: 'A', status: 'PLANNED' },
        { title: 'D', organization: 'A', status: 'ACTIVE', isolated: true },
      ],
      links: [
        { from: 0, to: 1, kind: 'FEEDS' },
        { from: 2, to: 1, kind: 'DEPENDS_ON' },
      ],
      isolationRate: { numerator: 1, denominator: 3, value: '0.3333' },
      reinforcementDensity: { numerator: 1, denominator: 6, value: '0.1667' },
      goalsWithoutActivity: [],
      possibleOverlaps: [
        { activities: [0, 3], goals: ['deaths'], groups: ['Neighbours of the highway'], place: 'High Street' },
      ],
    });
    expect(whole!.notReferred).toHaveLength(3);
    expect(await mapOf(built.partner('a'))).toEqual(whole);
    const shown = await mapOf(built.funder);
    expect(shown).toEqual({
      activities: [0, 1, 3].map((i) => {
        const { isolated: _, ...activity } = whole!.activities[i]!;
        return activity;
      }),
      links: [{ from: 0, to: 1, kind: 'FEEDS' }],
    });
    expect(JSON.stringify(whole)).not.toMatch(/1200|lorry/);
  });

  it('stands behind the hash of each reader, and its report is the same when it is compiled again', async () => {
    const { built, id, a } = await publishMapped();
    const hashes = new Set<string | null>();
    for (const actor of [built.backbone, built.partner('a'), built.funder]) {
      const { sha256 } = await room.get(ReportsService).openReport(actor, id);
      const proof = await room.get(ProofsService).verifyReport(actor, id, sha256!);
      expect(proof).toMatchObject({ isGenuine: true, isIntact: true });
      hashes.add(sha256);
    }
    expect(hashes.size).toBeGreaterThan(1);
    const again = () => room.getOfWorker(ReportReproducer).reproduceReport(built.backbone, id);
    expect(await again()).toMatchObject({ isIdentical: true, changed: [] });
    await room.get(ActivitiesService).updateActivity(built.backbone, a.id, { title: 'Renamed' });
    expect(await again()).toMatchObject({ isIdentical: false, changed: ['activities'] });
  });

  it('is absent where nothing goes on', async () => {
    const built = await buildReportedCoalition(room);
    const { id, coalitionId } = await room.get(ReportsService).requestReport(built.backbone, built.request);
    await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
    expect((await room.get(ReportsService).openReport(built.backbone, id)).header).not.toHaveProperty('map');
  });
});
