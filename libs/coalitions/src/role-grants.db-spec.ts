import { buildCoalition, joinCoalition } from '../testing/index.js';
import { holdRows } from '../testing/hold-rows.js';
import { CoalitionsModule, CoalitionsService, RoleGrantsService } from './index.js';
import { Forbidden, NotFound } from '@keelson/platform';
import { buildActor, openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let service: RoleGrantsService;
beforeAll(async () => {
  room = await openRoom(CoalitionsModule);
  service = room.get(RoleGrantsService);
});
afterAll(() => room.close());

describe('granting a role', () => {
  it('gives a member a further role, one grant per organization, and the same again changes nothing', async () => {
    const built = await buildCoalition(room);
    const { coalition, backbone, organizations } = built;
    const member = await joinCoalition(room, built, { role: 'FUNDER' });
    const organizationIds = organizations.slice(0, 2).map(({ id }) => id);
    const input = { coalitionId: coalition.id, personId: member.personId, role: 'PARTNER', organizationIds } as const;
    const grants = await service.grantRole(backbone, input);
    expect(grants.map(({ organizationId }) => organizationId).sort()).toEqual([...organizationIds].sort());
    await service.grantRole(backbone, { ...input, organizationIds: [...organizationIds, organizationIds[0]!] });
    expect(await room.get(CoalitionsService).rolesOf(member.personId)).toHaveLength(3);
  });

  it('gives all of the organizations or none', async () => {
    const built = await buildCoalition(room);
    const other = await buildCoalition(room);
    const { personId } = await joinCoalition(room, built, { role: 'FUNDER' });
    const organizationIds = [built.organizations[0]!.id, other.organizations[0]!.id];
    const input = { coalitionId: built.coalition.id, personId, role: 'PARTNER', organizationIds } as const;
    await expect(service.grantRole(built.backbone, input)).rejects.toMatchObject({
      field: ['organizationIds', '1'],
    });
    expect(await room.get(CoalitionsService).rolesOf(personId)).toHaveLength(1);
  });

  it('looks like a random id for somebody of another coalition', async () => {
    const [ours, theirs] = [await buildCoalition(room), await buildCoalition(room)];
    const input = { coalitionId: ours.coalition.id, role: 'FUNDER', organizationIds: [] } as const;
    const stranger = service.grantRole(ours.backbone, { ...input, personId: theirs.backbone.personId });
    await expect(stranger).rejects.toThrow('No such person in this coalition; invite them.');
    const nobody = service.grantRole(ours.backbone, { ...input, personId: buildActor().personId });
    await expect(nobody).rejects.toThrow('No such person in this coalition; invite them.');
  });

  it('is for backbone staff who signed in', async () => {
    const { coalition, backbone, partner, stranger } = await buildCoalition(room);
    const input = {
      coalitionId: coalition.id,
      personId: backbone.personId,
      role: 'FUNDER',
      organizationIds: [],
    } as const;
    await expect(service.grantRole(partner('a'), input)).rejects.toThrow(Forbidden);
    await expect(service.grantRole(stranger, input)).rejects.toThrow(NotFound);
    await expect(service.grantRole({ ...backbone, keyId: buildActor().personId }, input)).rejects.toThrow(Forbidden);
  });
});

describe('revoking a role', () => {
  it('keeps one person with the role BACKBONE', async () => {
    const { coalition, backbone } = await buildCoalition(room);
    const grants = await service.listRoleGrants(backbone, coalition.id, {});
    const revoking = service.revokeRole(backbone, grants.edges[0]!.node.id);
    await expect(revoking).rejects.toMatchObject({ problems: [{ code: 'NOT_ALLOWED' }] });
  });

  it('keeps one of two who take each other’s role at once', async () => {
    const built = await buildCoalition(room);
    const second = await joinCoalition(room, built, { role: 'BACKBONE' });
    const page = await service.listRoleGrants(built.backbone, built.coalition.id, {});
    const rows: [string, string] = ['SELECT 1 FROM role_grant WHERE coalition_id = $1', built.coalition.id];
    const verbs = page.nodes.map(
      ({ id }, i) =>
        () =>
          service.revokeRole(i === 0 ? second : built.backbone, id),
    );
    const outcomes = await holdRows(room, rows, verbs);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is absent for whoever may not see it', async () => {
    const { coalition, backbone, funder } = await buildCoalition(room);
    const [grant] = (await service.listRoleGrants(backbone, coalition.id, {})).nodes;
    await expect(service.revokeRole(funder, grant!.id)).rejects.toThrow(NotFound);
  });
});

describe('who knows of a role', () => {
  it('backbone staff know all, a member their own, a stranger none', async () => {
    const built = await buildCoalition(room);
    const { coalition, backbone, stranger } = built;
    const member = await joinCoalition(room, built, { role: 'OBSERVER' });
    const of = async (actor: typeof member) =>
      (await service.loadRolesOf(actor, [backbone.personId, member.personId])).map(({ role }) => role).sort();
    expect(await of(backbone)).toEqual(['BACKBONE', 'OBSERVER']);
    expect(await of(member)).toEqual(['OBSERVER']);
    expect(await of(stranger)).toEqual([]);
    await expect(async () => service.listRoleGrants(member, coalition.id, {})).rejects.toThrow(Forbidden);
    await expect(async () => service.listRoleGrants(stranger, coalition.id, {})).rejects.toThrow(NotFound);
  });
});
