import { buildCoalition } from '../testing/index.js';
import { CoalitionsModule, CoalitionsService, MembersService } from './index.js';
import { OrganizationsService } from '@keelson/organizations';
import { Forbidden, InvalidInput, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(CoalitionsModule);
});
afterAll(() => room.close());

describe('coalitions', () => {
  it('is founded by an administrator, who becomes its backbone staff', async () => {
    const { coalition, backbone } = await buildCoalition(room);
    expect(await room.get(CoalitionsService).rolesOf(backbone.personId)).toEqual([
      { coalitionId: coalition.id, role: 'BACKBONE', organizationId: null },
    ]);
  });

  it('refuses a founder who is no administrator', async () => {
    const { partner } = await buildCoalition(room);
    const founding = room.get(CoalitionsService).createCoalition(partner('a'), { code: 'mine', name: 'Mine' });
    await expect(founding).rejects.toThrow(Forbidden);
  });

  it('adds all organizations of a list or none', async () => {
    const { coalition, backbone } = await buildCoalition(room);
    const members = room.get(MembersService);
    const adding = members.addOrganizations(backbone, coalition.id, [
      { code: 'new', name: 'New' },
      { code: 'a', name: 'Taken' },
    ]);
    await expect(adding).rejects.toMatchObject({
      problems: [{ code: 'TAKEN', field: ['organizations', '1', 'code'] }],
    });
    const page = await room.get(OrganizationsService).listOrganizations(backbone, coalition.id, {}, {});
    expect(page.edges.map(({ node }) => node.code)).toEqual(['a', 'b', 'c']);
  });

  it('speaks English until its backbone says otherwise, in a language that there is', async () => {
    const { coalition, backbone, partner } = await buildCoalition(room);
    const coalitions = room.get(CoalitionsService);
    expect(coalition.language).toBe('en');
    expect(await coalitions.updateCoalition(backbone, coalition.id, { language: 'pt-br' })).toMatchObject({
      language: 'pt-BR',
    });
    // Nothing of a change is kept when one part of it is wrong.
    const wrong = { name: 'Renamed', language: 'klingonish' };
    await expect(coalitions.updateCoalition(backbone, coalition.id, wrong)).rejects.toMatchObject({
      problems: [{ code: 'INVALID', field: ['language'] }],
    });
    await expect(coalitions.updateCoalition(partner('a'), coalition.id, { language: 'es' })).rejects.toThrow(Forbidden);
    const [kept] = await coalitions.loadCoalitions(backbone, [coalition.id]);
    expect(kept).toMatchObject({ name: coalition.name, language: 'pt-BR' });
  });

  it('looks absent to a stranger', async () => {
    const { coalition, stranger, organizations } = await buildCoalition(room);
    expect(await room.get(CoalitionsService).loadCoalitions(stranger, [coalition.id])).toEqual([]);
    expect(await room.get(OrganizationsService).loadOrganizations(stranger, [organizations[0]!.id])).toEqual([]);
    await expect(room.get(MembersService).addOrganizations(stranger, coalition.id, [])).rejects.toThrow(NotFound);
  });

  it('pages by keyset in both directions and refuses a foreign cursor', async () => {
    const { coalition, backbone } = await buildCoalition(
      room,
      ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, name: code })),
    );
    const list = (page: object) => room.get(OrganizationsService).listOrganizations(backbone, coalition.id, {}, page);
    const first = await list({ first: 2 });
    const second = await list({ first: 2, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.code)).toEqual(['c', 'd']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const back = await list({ last: 2, before: second.pageInfo.startCursor });
    expect(back.edges.map(({ node }) => node.code)).toEqual(['a', 'b']);
    expect(await first.totalCount()).toBe(5);
    await expect(list({ after: 'bm9uc2Vuc2U' })).rejects.toThrow(InvalidInput);
    await expect(list({ first: 101 })).rejects.toMatchObject({ problems: [{ code: 'OUT_OF_RANGE' }] });
  });
});
