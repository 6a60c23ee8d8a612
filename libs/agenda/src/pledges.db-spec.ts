import { adopt, buildAgenda, buildConsultation, buildDraft, buildProposal } from '../testing/index.js';
import { AdoptionService, AgendaModule, PledgesService, type PledgeKind } from './index.js';
import { MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AgendaModule);
});
afterAll(() => room.close());

const pledges = () => room.get(PledgesService);
const organizationId = (built: BuiltCoalition, code: string) =>
  built.organizations.find((organization) => organization.code === code)?.id ?? '';
const pledge = (built: BuiltCoalition, agendaId: string, code: string, kind: PledgeKind, statement?: string) =>
  pledges().pledgeToAgenda(built.partner(code), {
    agendaId,
    organizationId: organizationId(built, code),
    kind,
    statement,
  });
const figuresOf = async (built: BuiltCoalition, agendaId: string) =>
  (await pledges().loadPledgeFigures(built.funder, [agendaId]))[0];

describe('pledges', () => {
  it('of 12 parties, 7 OWN, 3 SUPPORT, 1 NEED_CHANGE, 1 silent: 0.8333 pledged, 0.5833 own', async () => {
    const codes = Array.from({ length: 12 }, (_, i) => `org-${i + 1}`);
    const members = codes.map((code, i) => ({ code, name: code, role: i === 11 ? ('BACKBONE' as const) : null }));
    const noParties = [
      { code: 'funder', name: 'Funder', role: 'FUNDER' as const },
      { code: 'former', name: 'Former', from: '2001-01-01', to: '2001-12-31' },
      { code: 'later', name: 'Later', from: '2999-01-01' },
    ];
    const built = await buildCoalition(room, [...members, ...noParties]);
    // A second membership makes no second party.
    await room.get(MembersService).addMembership(built.backbone, {
      organizationId: organizationId(built, 'org-12'),
      role: 'PARTNER',
    });
    const { id } = await buildProposal(room, built);
    const kinds: PledgeKind[] = [...Array<PledgeKind>(7).fill('OWN'), 'SUPPORT', 'SUPPORT', 'SUPPORT', 'NEED_CHANGE'];
    for (const [i, kind] of kinds.entries()) await pledge(built, id, `org-${i + 1}`, kind);
    expect(await figuresOf(built, id)).toEqual({
      agendaId: id,
      asOf: new Date().toISOString().slice(0, 10),
      parties: 12,
      own: 7,
      support: 3,
      needChange: 1,
      silent: 1,
      pledgedShare: '0.8333',
      ownershipShare: '0.5833',
    });
    for (const code of ['funder', 'former', 'later']) {
      await expect(pledge(built, id, code, 'OWN')).rejects.toMatchObject({
        problems: [{ code: 'OUTSIDE_MEMBERSHIP' }],
      });
    }
  });

  it('are not assessable with nobody eligible, and zero, not absent, with only silence', async () => {
    const nobody = await buildCoalition(room, [{ code: 'f', name: 'F', role: 'FUNDER' }]);
    const nobodys = await buildConsultation(room, nobody);
    expect(await figuresOf(nobody, nobodys.id)).toMatchObject({ parties: 0, pledgedShare: null, ownershipShare: null });
    const silent = await buildCoalition(room);
    const silents = await buildAgenda(room, silent);
    expect(await figuresOf(silent, silents.id)).toMatchObject({ parties: 3, silent: 3, pledgedShare: '0.0000' });
  });

  it('are replaced while the version is current, and carried through its adoption', async () => {
    const built = await buildCoalition(room);
    const { id } = await buildProposal(room, built);
    const first = await pledge(built, id, 'a', 'NEED_CHANGE', 'Name the schools.');
    await adopt(room, built, id);
    expect(await figuresOf(built, id)).toMatchObject({ needChange: 1, own: 0 });
    const second = await pledge(built, id, 'a', 'OWN');
    expect((await pledges().listPledges(built.funder, id, {})).nodes).toMatchObject([{ id: second.id, kind: 'OWN' }]);
    expect(await figuresOf(built, id)).toMatchObject({ needChange: 0, own: 1, ownershipShare: '0.3333' });
    expect(await pledges().loadPledges(built.funder, [first.id])).toMatchObject([
      { statement: 'Name the schools.', lapsedAt: expect.any(Date) },
    ]);
  });

  it('lapse when the version goes back to CONSULTING', async () => {
    const built = await buildCoalition(room);
    const { id } = await buildProposal(room, built);
    await pledge(built, id, 'a', 'OWN');
    await room.get(AdoptionService).returnAgenda(built.backbone, id, 'Too vague.');
    await room.get(AdoptionService).proposeAgenda(built.backbone, id);
    expect(await figuresOf(built, id)).toMatchObject({ own: 0, silent: 3 });
  });

  it('keeps one in force when persons of an organization pledge at once', async () => {
    const built = await buildCoalition(room);
    const { id } = await buildAgenda(room, built);
    // Connections first, so that the pledges meet each other and not the pool's opening of connections.
    await Promise.all(Array.from({ length: 6 }, () => figuresOf(built, id)));
    await Promise.all(Array.from({ length: 6 }, (_, i) => pledge(built, id, 'a', i % 2 ? 'OWN' : 'SUPPORT')));
    expect((await pledges().listPledges(built.backbone, id, {})).nodes).toHaveLength(1);
  });

  it('are refused on a version that is put aside, whose figures stay', async () => {
    const built = await buildCoalition(room);
    const old = await buildAgenda(room, built);
    await pledge(built, old.id, 'a', 'OWN');
    const next = await buildAgenda(room, built);
    await expect(pledge(built, old.id, 'b', 'OWN')).rejects.toMatchObject({ rule: 'agenda.superseded' });
    expect(await figuresOf(built, old.id)).toMatchObject({ own: 1, parties: 3 });
    expect(await figuresOf(built, next.id)).toMatchObject({ own: 0, silent: 3 });
  });

  it('are given by whoever speaks for the organization as its partner, and by nobody else', async () => {
    const built = await buildCoalition(room);
    const { id } = await buildAgenda(room, built);
    const forA = { agendaId: id, organizationId: organizationId(built, 'a'), kind: 'OWN' as const };
    for (const actor of [built.backbone, built.partner('b'), built.funder]) {
      await expect(pledges().pledgeToAgenda(actor, forA)).rejects.toThrow(Forbidden);
    }
    await expect(pledges().pledgeToAgenda(built.stranger, forA)).rejects.toThrow(NotFound);
    const theirs = await buildCoalition(room);
    const forTheirs = { ...forA, organizationId: organizationId(theirs, 'a') };
    await expect(pledges().pledgeToAgenda(built.partner('a'), forTheirs)).rejects.toThrow(NotFound);
    const draft = await buildDraft(room, built);
    await expect(pledge(built, draft.id, 'a', 'OWN')).rejects.toThrow(NotFound);
    expect(await figuresOf(built, id)).toMatchObject({ silent: 3 });
    expect(await figuresOf(built, draft.id)).toBeUndefined();
  });
});
