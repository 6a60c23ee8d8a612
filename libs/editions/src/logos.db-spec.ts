import { Forbidden, InvalidState, NotFound, type Actor } from '@keelson/platform';
import { joinCoalition } from '@keelson/coalitions/testing';
import { CoalitionsService } from '@keelson/coalitions';
import type { TestRoom } from '@keelson/platform/testing';
import { ReportCompiler, ReportReproducer, ReportsService } from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { buildJpeg, buildPng } from '../testing/index.js';
import { DefinitionsService, EditionsModule, LogosService, SchedulesService, type DefinitionContent } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let staff: Actor;
let count = 0;
beforeAll(async () => {
  room = await openReportsRoom(EditionsModule);
  built = await buildReportedCoalition(room);
  staff = await joinCoalition(room, built, { role: 'BACKBONE' });
});
afterAll(() => room.close());

const fixed = { frequency: 'YEAR', firstPeriod: '2023', lastPeriod: '2024' } as const;
const content: DefinitionContent = { title: 'Road safety', audiences: ['FUNDERS'], ...fixed };
const definitions = () => room.get(DefinitionsService);
const logos = () => room.get(LogosService);
const define = (more: Partial<DefinitionContent> = {}) =>
  definitions().defineReport(staff, built.coalition.id, { code: `l-${++count}`, ...content, ...more });
const logo = { data: buildPng().toString('base64'), alternative: 'Two roads that meet', reason: 'New' };
const latest = async (id: string) => (await definitions().versionsOf(staff, [id]))[0]!;

async function edition(definitionId: string) {
  const { id: reportId, coalitionId } = await room.get(SchedulesService).requestEdition(staff, definitionId);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId, coalitionId }, { last: true });
  return room.get(ReportsService).openReport(staff, reportId);
}

describe('the language of a report', () => {
  it('is the coalition’s unless the definition names one, and frozen into its edition', async () => {
    const { id } = await define();
    expect((await edition(id)).header.language).toBeUndefined();
    await room.get(CoalitionsService).updateCoalition(built.backbone, built.coalition.id, { language: 'es' });
    // What was defined before stays in its language; what is said anew is in the coalition's.
    expect((await edition(id)).header.language).toBeUndefined();
    await definitions().changeDefinition(staff, id, content, 'In our language');
    const report = await edition(id);
    expect([(await latest(id)).language, report.language, report.header.language]).toEqual(['es', 'es', 'es']);
    const named = await define({ language: 'ES-mx' });
    expect((await edition(named.id)).header.language).toBe('es-MX');
    await room.get(CoalitionsService).updateCoalition(built.backbone, built.coalition.id, { language: 'en' });
    expect((await edition(id)).header.language).toBe('es');
  });

  it('is one that there is', async () => {
    await expect(define({ language: 'xx' })).rejects.toMatchObject({
      problems: [{ code: 'INVALID', field: ['language'] }],
    });
  });
});

describe('the logo of a report', () => {
  it('is set and taken away by versions, stays when the rest changes, and editions keep theirs', async () => {
    const { id } = await define();
    const plain = await edition(id);
    await logos().setLogo(staff, { definitionId: id, ...logo });
    const first = await edition(id);
    await definitions().changeDefinition(staff, id, { ...content, title: 'Roads' }, 'A shorter title');
    const second = await edition(id);
    await logos().setLogo(staff, { definitionId: id, ...logo, data: buildJpeg().toString('base64') });
    const third = await edition(id);
    await logos().removeLogo(staff, id, 'None any more');
    const last = await edition(id);
    const png = { mediaType: 'image/png', width: 3, height: 2, alternative: 'Two roads that meet' };
    expect([first, second].map(({ header }) => header.logo)).toEqual(Array(2).fill(expect.objectContaining(png)));
    expect(third.header.logo).toMatchObject({ mediaType: 'image/jpeg', width: 8, height: 8 });
    expect([plain, last].map(({ header, logo: bytes }) => [header.logo, bytes])).toEqual(
      Array(2).fill([undefined, null]),
    );
    expect(Buffer.from(first.logo!)).toEqual(buildPng());
    const again = await room.get(ReportsService).openReport(staff, first.id);
    expect([again.header.logo, Buffer.from(again.logo!)]).toEqual([first.header.logo, buildPng()]);
    // The version before is copied but for the picture.
    expect(await latest(id)).toMatchObject({ number: 5, title: 'Roads', logoId: null, reason: 'None any more' });
    const kept = await room.query('SELECT 1 FROM report_logo WHERE definition_id = $1', [id]);
    expect(kept).toHaveLength(2);
  });

  it('is part of what is compiled again with the same hash', async () => {
    const { id } = await define({ language: 'es' });
    await logos().setLogo(staff, { definitionId: id, ...logo });
    const report = await edition(id);
    const again = await room.getOfWorker(ReportReproducer).reproduceReport(staff, report.id);
    expect(again).toMatchObject({ isIdentical: true, sha256: report.sha256 });
  });

  it.each([
    ['a script', { data: Buffer.from('<script>alert(1)</script>').toString('base64') }, 'data INVALID'],
    ['no alternative', { alternative: ' ' }, 'alternative REQUIRED'],
    ['an alternative of 301 characters', { alternative: 'a'.repeat(301) }, 'alternative TOO_LONG'],
    ['no reason', { reason: '' }, 'reason REQUIRED'],
  ])('is refused with %s, and nothing changes', async (_, wrong, fault) => {
    const { id } = await define();
    const [field, code] = fault.split(' ');
    await expect(logos().setLogo(staff, { definitionId: id, ...logo, ...wrong })).rejects.toMatchObject({
      problems: [{ code, field: [field] }],
    });
    expect(await latest(id)).toMatchObject({ number: 1, logoId: null });
  });

  it('is the backbone’s to set, of a report that goes on', async () => {
    const { id } = await define();
    const set = (actor: Actor) => logos().setLogo(actor, { definitionId: id, ...logo });
    await expect(set(built.funder)).rejects.toThrow(Forbidden);
    await expect(set(built.stranger)).rejects.toThrow(NotFound);
    await definitions().retireDefinition(staff, id, 'Over');
    await expect(set(staff)).rejects.toThrow(InvalidState);
  });
});
