import { buildConversation, idOf } from '../testing/index.js';
import { CommunicationsModule, ReachService } from './index.js';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room);
});

const reach = async () => {
  const codes = new Map(ours.organizations.map(({ id, code }) => [id, code]));
  const found = await room.get(ReachService).reach(ours.funder, ours.coalition.id);
  return found.map(({ organizationId, last }) => [
    codes.get(organizationId),
    last.map(({ kind, heldAt }) => `${kind} ${heldAt.toISOString().slice(0, 10)}`),
  ]);
};
const talk = (day: string, kind: 'ROUTINE' | 'POWER', code: string, more = {}) =>
  buildConversation(room, ours, {
    ...{ kind, heldAt: new Date(`${day}T10:00:00Z`), participants: [{ organizationId: idOf(ours, code) }], ...more },
  });

it('tells for every active organization its last conversation of each kind, as participant or host', async () => {
  await talk('2026-01-05', 'ROUTINE', 'a', { hostOrganizationIds: [idOf(ours, 'b')] });
  await talk('2026-02-05', 'ROUTINE', 'a');
  await talk('2026-01-20', 'POWER', 'a');
  expect(await reach()).toEqual([
    ['a', ['ROUTINE 2026-02-05', 'POWER 2026-01-20']],
    ['b', ['ROUTINE 2026-01-05']],
    ['c', []],
  ]);
});

it('counts what was held, and whoever is a member today', async () => {
  await talk(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10), 'ROUTINE', 'a');
  const { id } = await talk('2026-01-05', 'ROUTINE', 'b');
  await room.query(`UPDATE conversation SET cancelled_at = now(), cancel_reason = 'Rain' WHERE id = $1`, [id]);
  await room.query(`UPDATE membership SET to_date = '2020-01-01' WHERE organization_id = $1`, [idOf(ours, 'c')]);
  expect(await reach()).toEqual([
    ['a', []],
    ['b', []],
  ]);
  await expect(room.get(ReachService).reach(ours.stranger, ours.coalition.id)).rejects.toThrow(NotFound);
});
