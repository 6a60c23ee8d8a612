import { Readable } from 'node:stream';
import { buildCoalition, joinCoalition } from '@keelson/coalitions/testing';
import { Forbidden, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { openExchangeRoom } from '../testing/index.js';
import { TooLarge, UploadsService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openExchangeRoom();
});
afterAll(() => room.close());

/** Bytes of the largest file. */
const most = 1_000;
const send = (actor: Actor, coalitionId: string, length = most, source = [Buffer.alloc(length, 'x')]) =>
  room.get(UploadsService).receiveUpload(actor, coalitionId, Readable.from(source), most);
const keptBy = (coalitionId: string) =>
  room.query(
    'SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::int AS bytes FROM upload WHERE coalition_id = $1',
    [coalitionId],
  );

describe('uploads', () => {
  it('are kept up to twenty of the largest a day for all of a coalition, and for no other one', async () => {
    const built = await buildCoalition(room);
    const { id } = built.coalition;
    const partner = await joinCoalition(room, built, {
      role: 'PARTNER',
      organizationIds: [built.organizations[0]!.id],
    });
    for (let i = 0; i < 20; i++) await send(i % 2 ? partner : built.backbone, id);
    const refused = expect(send(partner, id, 1)).rejects;
    await refused.toThrow(Forbidden);
    await expect(send(built.backbone, id, 1)).rejects.toThrow('too many files');
    expect(await keptBy(id)).toEqual([{ files: 20, bytes: 20 * most }]);
    const other = await buildCoalition(room);
    await send(other.backbone, other.coalition.id);
    await room.query(`UPDATE upload SET created_at = now() - interval '25 hours' WHERE coalition_id = $1`, [id]);
    await send(partner, id);
    expect(await keptBy(id)).toEqual([{ files: 21, bytes: 21 * most }]);
  });

  it('count for all they may become while they still come: of many at once no more get in', async () => {
    const { backbone, coalition } = await buildCoalition(room);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    async function* slowly() {
      await gate;
      yield Buffer.alloc(10);
    }
    let refused = 0;
    const answers = Array.from({ length: 25 }, () =>
      room.get(UploadsService).receiveUpload(backbone, coalition.id, slowly(), most),
    );
    for (const answer of answers) answer.catch(() => (refused += 1));
    for (let i = 0; i < 500 && refused < 5; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    open();
    const ends = (await Promise.allSettled(answers)).map(({ status }) => status);
    expect(ends.filter((end) => end === 'fulfilled')).toHaveLength(20);
    // Small ones leave room once they have come.
    await send(backbone, coalition.id, 10);
    expect(await keptBy(coalition.id)).toEqual([{ files: 21, bytes: 210 }]);
  });

  it('that are too large, or cut off, leave nothing and take no room', async () => {
    const { backbone, coalition } = await buildCoalition(room);
    await expect(send(backbone, coalition.id, most + 1)).rejects.toThrow(TooLarge);
    async function* cut() {
      yield Buffer.alloc(10);
      throw new Error('cut off');
    }
    const broken = room.get(UploadsService).receiveUpload(backbone, coalition.id, cut(), most);
    await expect(broken).rejects.toThrow('cut off');
    expect(await keptBy(coalition.id)).toEqual([{ files: 0, bytes: 0 }]);
  });
});
