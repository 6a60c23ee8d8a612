import { accept as acceptAs, buildCoalition, invite, joinCoalition, testPassword } from '../testing/index.js';
import { holdRows } from '../testing/hold-rows.js';
import { AcceptanceService, CoalitionsModule, CoalitionsService, InvitationsService } from './index.js';
import { IdentityService } from '@keelson/identity';
import { Conflict, Forbidden, NotFound, Unauthenticated } from '@keelson/platform';
import { buildActor, openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let invitations: InvitationsService;
let acceptance: AcceptanceService;
beforeAll(async () => {
  room = await openRoom(CoalitionsModule);
  invitations = room.get(InvitationsService);
  acceptance = room.get(AcceptanceService);
});
afterAll(() => room.close());

const password = testPassword;
const accept = (token: string, own = password) => acceptAs(room, token, { password: own });
const rolesOf = (personId: string) => room.get(CoalitionsService).rolesOf(personId);

describe('an invitation', () => {
  it('tells what it offers and makes a person with the role, once', async () => {
    const built = await buildCoalition(room);
    const organizationIds = built.organizations.slice(0, 2).map(({ id }) => id);
    const email = 'Nora@Example.org ';
    const { token, invitation } = await invite(room, built, { email, role: 'PARTNER', organizationIds });
    const offer = await acceptance.lookUp(token);
    expect(offer.coalition.name).toBe(built.coalition.name);
    expect(offer.organizations.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(offer.invitation).toMatchObject({ email: 'nora@example.org', role: 'PARTNER' });

    const person = await acceptAs(room, token, { name: 'Nora N.' });
    expect(person).toMatchObject({ email: 'nora@example.org', name: 'Nora N.', administrator: false });
    expect(await room.get(IdentityService).signIn('nora@example.org', password)).toMatchObject({ id: person.id });
    const held = organizationIds.map((organizationId) => {
      return { coalitionId: built.coalition.id, role: 'PARTNER', organizationId };
    });
    expect(await rolesOf(person.id)).toEqual(expect.arrayContaining(held));
    const [now] = await invitations.loadInvitations(built.backbone, [invitation.id]);
    expect(now).toMatchObject({ acceptedBy: person.id, acceptedAt: expect.any(Date) });

    await expect(accept(token)).rejects.toThrow(NotFound);
    await expect(acceptance.lookUp(token)).rejects.toThrow(NotFound);
  });

  it('adds a role to the person who has the address, who knows the password', async () => {
    const [first, second] = [await buildCoalition(room), await buildCoalition(room)];
    const email = 'two@example.org';
    const person = await accept((await invite(room, first, { email, role: 'FUNDER' })).token);
    const { token } = await invite(room, second, { email, role: 'BACKBONE' });
    const guessed = accept(token, 'not the right password');
    await expect(guessed).rejects.toThrow(Unauthenticated);
    await expect(guessed).rejects.toThrow('The e-mail address or the password is wrong.');
    expect(await accept(token)).toMatchObject({ id: person.id });
    expect(await rolesOf(person.id)).toEqual([
      { coalitionId: first.coalition.id, role: 'FUNDER', organizationId: null },
      { coalitionId: second.coalition.id, role: 'BACKBONE', organizationId: null },
    ]);
  });

  it('is taken by whoever is signed in with its address, and by nobody else', async () => {
    const built = await buildCoalition(room);
    const member = await joinCoalition(room, built, { role: 'OBSERVER', email: 'obs@example.org' });
    const { token } = await invite(room, built, { email: 'obs@example.org', role: 'FUNDER' });
    await expect(acceptance.acceptAs(built.backbone, token)).rejects.toThrow(Forbidden);
    await expect(acceptance.acceptAs({ ...member, keyId: buildActor().personId }, token)).rejects.toThrow(Forbidden);
    await acceptance.acceptAs(member, token);
    expect((await rolesOf(member.personId)).map(({ role }) => role).sort()).toEqual(['FUNDER', 'OBSERVER']);
  });

  it('leads nowhere when it is revoked, renewed or too old, and says the same each time', async () => {
    const built = await buildCoalition(room);
    const build = () => invite(room, built, { role: 'FUNDER' });
    const [revoked, renewed, old] = [await build(), await build(), await build()];
    await invitations.revokeInvitation(built.backbone, revoked.invitation.id);
    const next = await invitations.renewInvitation(built.backbone, renewed.invitation.id);
    await room.query(`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      old.invitation.id,
    ]);
    const message =
      'No such invitation: the link was used, withdrawn or replaced, or it is too old. Ask for a new one.';
    for (const token of [revoked.token, renewed.token, old.token, 'x'.repeat(43), 'nonsense', '']) {
      await expect(accept(token)).rejects.toThrow(message);
      await expect(acceptance.lookUp(token)).rejects.toThrow(message);
    }
    await accept(next.token);
    const again = await invitations.renewInvitation(built.backbone, old.invitation.id);
    await accept(again.token);
    const states = async (state: 'PENDING' | 'ACCEPTED' | 'EXPIRED' | 'REVOKED') =>
      (await invitations.listInvitations(built.backbone, built.coalition.id, state, {})).nodes.length;
    expect([
      await states('PENDING'),
      await states('ACCEPTED'),
      await states('EXPIRED'),
      await states('REVOKED'),
    ]).toEqual([0, 2, 0, 1]);
  });

  it('is neither revoked nor renewed after it was accepted', async () => {
    const built = await buildCoalition(room);
    const { token, invitation } = await invite(room, built, { role: 'FUNDER' });
    await accept(token);
    const { backbone } = built;
    await expect(invitations.revokeInvitation(backbone, invitation.id)).rejects.toMatchObject({
      rule: 'invitation.accepted',
    });
    await expect(invitations.renewInvitation(backbone, invitation.id)).rejects.toMatchObject({
      rule: 'invitation.accepted',
    });
  });

  it('is won by exactly one of those who accept it at once', async () => {
    const built = await buildCoalition(room);
    const { token, invitation } = await invite(room, built, { role: 'FUNDER', email: 'race@example.org' });
    const rows: [string, string] = ['SELECT 1 FROM invitation WHERE id = $1', invitation.id];
    const verbs = Array.from({ length: 5 }, (_, i) => () => accept(token, `${password} ${i}`));
    const outcomes = await holdRows(room, rows, verbs);
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(won).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(NotFound);
    const people = await room.query(`SELECT id FROM person WHERE email = 'race@example.org'`);
    expect(people).toEqual([{ id: won[0]!.id }]);
    expect(await rolesOf(won[0]!.id)).toHaveLength(1);
  });

  it('is won once by a person who accepts it twice at once', async () => {
    const built = await buildCoalition(room);
    const member = await joinCoalition(room, built, { role: 'OBSERVER', email: 'twice@example.org' });
    const { token, invitation } = await invite(room, built, { email: 'twice@example.org', role: 'FUNDER' });
    const rows: [string, string] = ['SELECT 1 FROM invitation WHERE id = $1', invitation.id];
    const verb = () => acceptance.acceptAs(member, token);
    const outcomes = await holdRows(room, rows, [verb, verb]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('makes one account when two of them reach a new address at once', async () => {
    const [first, second] = [await buildCoalition(room), await buildCoalition(room)];
    const email = 'both@example.org';
    const tokens = [
      (await invite(room, first, { email, role: 'FUNDER' })).token,
      (await invite(room, second, { email, role: 'FUNDER' })).token,
    ];
    const outcomes = await Promise.allSettled(tokens.map((token) => accept(token)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Conflict);
    // Whoever came second keeps the link.
    const left = tokens.filter((_, i) => outcomes[i]?.status === 'rejected');
    await Promise.all(left.map((token) => accept(token)));
    const people = await room.query<{ id: string }>('SELECT id FROM person WHERE email = $1', [email]);
    expect(people).toHaveLength(1);
    expect(await rolesOf(people[0]!.id)).toHaveLength(2);
  });

  it('refuses a weak password and stays open', async () => {
    const { token } = await invite(room, await buildCoalition(room), { role: 'FUNDER' });
    await expect(accept(token, 'short')).rejects.toMatchObject({ problems: [{ field: ['password'] }] });
    await accept(token);
  });
});

describe('inviting', () => {
  it('is for backbone staff who signed in', async () => {
    const { coalition, backbone, partner, stranger } = await buildCoalition(room);
    const input = { coalitionId: coalition.id, email: 'x@example.org', name: 'X', role: 'FUNDER', organizationIds: [] };
    const by = (actor: typeof backbone) => invitations.invitePerson(actor, { ...input, role: 'FUNDER' });
    await expect(by(partner('a'))).rejects.toThrow(Forbidden);
    await expect(by(stranger)).rejects.toThrow(NotFound);
    await expect(by({ ...backbone, keyId: buildActor().personId })).rejects.toThrow(Forbidden);
    const { invitation } = await by(backbone);
    expect(await invitations.loadInvitations(partner('a'), [invitation.id])).toEqual([]);
    await expect(invitations.revokeInvitation(partner('a'), invitation.id)).rejects.toThrow(NotFound);
    await expect(invitations.renewInvitation(stranger, invitation.id)).rejects.toThrow(NotFound);
  });

  it('wants organizations of this coalition for a PARTNER, and none for the others', async () => {
    const [ours, theirs] = [await buildCoalition(room), await buildCoalition(room)];
    const foreign = [ours.organizations[0]!.id, theirs.organizations[0]!.id];
    await expect(invite(room, ours, { role: 'PARTNER' })).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED', field: ['organizationIds'] }],
    });
    await expect(invite(room, ours, { role: 'FUNDER', organizationIds: [foreign[0]!] })).rejects.toMatchObject({
      problems: [{ code: 'INVALID', field: ['organizationIds'] }],
    });
    await expect(invite(room, ours, { role: 'PARTNER', organizationIds: foreign })).rejects.toMatchObject({
      field: ['organizationIds', '1'],
    });
  });

  it('is recorded, and neither the token nor its hash is', async () => {
    const built = await buildCoalition(room);
    const { token, invitation } = await invite(room, built, { role: 'FUNDER' });
    const renewed = await invitations.renewInvitation(built.backbone, invitation.id);
    await accept(renewed.token);
    const events = await room.query<{ verb: string }>(`SELECT * FROM audit_event WHERE subject_id = $1 ORDER BY id`, [
      invitation.id,
    ]);
    expect(events.map(({ verb }) => verb)).toEqual(['invitePerson', 'renewInvitation', 'acceptInvitation']);
    const kept = JSON.stringify(
      await room.query('SELECT e::text, (SELECT json_agg(i)::text FROM invitation i) FROM audit_event e'),
    );
    for (const secret of [token, renewed.token]) expect(kept).not.toContain(secret);
    expect(JSON.stringify(events)).not.toContain(renewed.invitation.tokenHash.toString('hex'));
  });
});
