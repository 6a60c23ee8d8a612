import { readFileSync } from 'node:fs';
import { OrganizationsService } from '@keelson/organizations';
import { Database, Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildCoalition } from '../testing/index.js';
import { CoalitionsModule, endMembershipOn, MembersService, MergersService, type NewMerger } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(CoalitionsModule);
});
afterAll(() => room.close());

async function found(codes = ['a', 'b', 'c', 'd'], terms: Record<string, { from?: string; to?: string }> = {}) {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code.toUpperCase(), ...terms[code] })),
  );
  const idOf = new Map(built.organizations.map(({ code, id }) => [code, id]));
  const id = (code: string) => idOf.get(code)!;
  const service = room.get(MergersService);
  return {
    ...{ built, id },
    merge: (from: string, to: string, date: string, actor = built.backbone) =>
      service.mergeOrganizations(actor, { predecessorId: id(from), successorId: id(to), date, reason: 'They joined' }),
    mergeInto: (input: NewMerger) => service.mergeOrganizations(built.backbone, input),
    reverse: (from: string, reason = 'It was another', actor = built.backbone) =>
      service.reverseMerger(actor, { predecessorId: id(from), reason }),
    termsOf: async (code: string) =>
      (await room.get(MembersService).loadMemberships(built.backbone, [id(code)])).map(({ from, to }) => [from, to]),
    mergersOf: (code: string, by?: 'successorId') =>
      room.get(OrganizationsService).loadMergers(built.backbone, [id(code)], by),
  };
}
const problem = (code: string, field: string) => ({ problems: [{ code, field: [field] }] });

describe('a merger', () => {
  it('ends the memberships of the predecessor on the day before, and says by whom and why', async () => {
    const { built, id, merge, termsOf, mergersOf } = await found(undefined, {
      a: { from: '2020-01-01', to: '2030-12-31' },
    });
    await merge('a', 'b', '2024-03-01');
    expect([await termsOf('a'), await termsOf('b')]).toEqual([[['2020-01-01', '2024-02-29']], [[null, null]]]);
    const made = { predecessorId: id('a'), successorId: id('b'), date: '2024-03-01', reason: 'They joined' };
    expect(await mergersOf('a')).toMatchObject([{ ...made, madeBy: built.backbone.personId, reversedAt: null }]);
    expect(await mergersOf('b', 'successorId')).toMatchObject([made]);
  });

  it('leaves a membership that ended before as it was', async () => {
    const { merge, reverse, termsOf } = await found(undefined, { a: { to: '2023-12-31' } });
    await merge('a', 'b', '2024-03-01');
    await reverse('a');
    expect(await termsOf('a')).toEqual([[null, '2023-12-31']]);
  });

  it('is refused into itself, in a circle, twice, and back in time', async () => {
    const { merge } = await found(undefined, { d: { from: '2022-01-01' } });
    await expect(merge('a', 'a', '2024-01-01')).rejects.toMatchObject(problem('CYCLE', 'successorId'));
    await merge('a', 'b', '2024-01-01');
    await expect(merge('a', 'c', '2024-01-01')).rejects.toMatchObject(problem('TAKEN', 'predecessorId'));
    await expect(merge('b', 'a', '2025-01-01')).rejects.toMatchObject(problem('CYCLE', 'successorId'));
    await expect(merge('b', 'c', '2024-01-01')).rejects.toMatchObject(problem('OUT_OF_RANGE', 'date'));
    await merge('b', 'c', '2024-01-02');
    await expect(merge('c', 'a', '2025-01-01')).rejects.toMatchObject(problem('CYCLE', 'successorId'));
    await expect(merge('d', 'b', '2024-01-02')).rejects.toMatchObject(problem('OUT_OF_RANGE', 'date'));
    await expect(merge('d', 'c', '2022-01-01')).rejects.toMatchObject(problem('OUT_OF_RANGE', 'date'));
    await merge('d', 'b', '2024-01-01');
  });

  it('of two at once that would close a circle, one is refused', async () => {
    const { merge } = await found();
    const both = await Promise.allSettled([merge('a', 'b', '2024-01-01'), merge('b', 'a', '2024-01-01')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is reversed with a reason; the memberships go on unless they were changed since, and it can be made anew', async () => {
    const { built, id, merge, reverse, termsOf, mergersOf } = await found();
    await expect(reverse('a')).rejects.toMatchObject(problem('NOT_FOUND', 'predecessorId'));
    await merge('a', 'b', '2024-01-01');
    await expect(reverse('a', ' ')).rejects.toMatchObject(problem('REQUIRED', 'reason'));
    expect(await reverse('a')).toMatchObject({ reversedBy: built.backbone.personId, reversalReason: 'It was another' });
    expect([await termsOf('a'), await mergersOf('a')]).toEqual([[[null, null]], []]);
    await merge('a', 'c', '2024-06-01');
    const [membership] = await room.get(MembersService).loadMemberships(built.backbone, [id('a')]);
    const ending = { to: '2022-12-31', verb: 'endMembership' };
    await room
      .get(Database)
      .work(built.backbone, (manager) => endMembershipOn(manager, built.backbone, membership!, ending));
    await reverse('a');
    expect(await termsOf('a')).toEqual([[null, '2022-12-31']]);
    const verbs = await room.query('SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY at, id', [id('a')]);
    expect(verbs.map(({ verb }) => verb)).toEqual([
      ...[
        'addOrganization',
        'mergeOrganizations',
        'reverseMerger',
        'mergeOrganizations',
        'endMembership',
        'reverseMerger',
      ],
    ]);
  });

  it('is for backbone staff, of one coalition', async () => {
    const { built, id, merge, mergeInto, reverse } = await found();
    const elsewhere = await found();
    await expect(merge('a', 'b', '2024-01-01', built.partner('a'))).rejects.toThrow(Forbidden);
    await expect(merge('a', 'b', '2024-01-01', elsewhere.built.backbone)).rejects.toThrow(NotFound);
    const theirs = { predecessorId: id('a'), successorId: elsewhere.id('a'), date: '2024-01-01' };
    await expect(mergeInto(theirs)).rejects.toMatchObject({ field: ['successorId'] });
    await merge('a', 'b', '2024-01-01');
    await expect(reverse('a', 'x', built.partner('b'))).rejects.toThrow(Forbidden);
    await expect(reverse('a', 'x', elsewhere.built.backbone)).rejects.toThrow(NotFound);
  });
});

it('keeps the mergers of homeless services in the United States since 2002, with their chains', async () => {
  const file = new URL('../../../../shared/data/hud-homelessness-pit/organization_mergers.csv', import.meta.url);
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const { merge, mergersOf } = await found([...new Set(rows.flatMap(([old, next]) => [old!, next!]))]);
  const refused: string[] = [];
  for (const [old, next, year] of rows) {
    await merge(old!, next!, `${year}-01-01`).catch((error: { problems?: { code: string }[] }) => {
      refused.push(`${old} ${next} ${year} ${error.problems?.[0]?.code}`);
    });
  }
  expect(refused).toEqual([]);
  const chains = rows.filter(([, next]) => rows.some(([old]) => old === next));
  expect(chains.length).toBeGreaterThan(0);
  const years = (await mergersOf('MI-500', 'successorId')).map(({ date }) => date.slice(0, 4));
  expect(years).toEqual(['2002', '2008', '2008', '2010', '2020']);
}, 60_000);
