import { buildAgenda } from '@keelson/agenda/testing';
import { joinCoalition } from '@keelson/coalitions/testing';
import { buildConversation } from '@keelson/communications/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { afterSeven, buildToldCoalition, openDigestsRoom, week, type ToldCoalition } from '../testing/index.js';
import { DigestCompiler } from './index.js';

let room: TestRoom;
let ours: ToldCoalition;
beforeAll(async () => {
  room = await openDigestsRoom();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildToldCoalition(room);
}, 60_000);

describe('when a digest is due', () => {
  it('is Monday at seven by the clock of the member, of the whole week before', async () => {
    await buildAgenda(room, ours);
    await room.query(`UPDATE person SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [ours.people.a.personId]);
    await room.query(`UPDATE person SET time_zone = 'America/New_York' WHERE id = $1`, [ours.people.b.personId]);
    const told = async (at: Date) => {
      await ours.compile(at);
      return (await ours.rows()).filter((row) => row.week === week).map(({ person_id }) => person_id);
    };
    const inTokyo = afterSeven(-9);
    expect(await told(new Date(inTokyo.getTime() - 60_000))).toEqual([]);
    await ours.hurry();
    expect(await told(inTokyo)).toEqual([ours.people.a.personId]);
    await ours.hurry();
    const inUtc = await told(afterSeven(0));
    expect(inUtc).toHaveLength(5);
    expect(inUtc).not.toContain(ours.people.b.personId);
    await ours.hurry();
    expect(await told(afterSeven(5))).toHaveLength(6);
  }, 60_000);

  it('stays at seven on the wall when the clocks change, and tells of a week of 167 hours', async () => {
    const { id } = ours.coalition;
    await room.query(`UPDATE coalition SET time_zone = 'America/New_York' WHERE id = $1`, [id]);
    // Summer time begins there on Sunday, 14 March 2027.
    await ours.compile(new Date('2027-03-15T10:59:59Z'));
    const weeks = async () => [...new Set((await ours.rows()).map((row) => row.week))].sort();
    expect(await weeks()).toEqual(['2027-03-01']);
    await ours.hurry();
    await room.query(
      `INSERT INTO decision (id, coalition_id, conversation_id, text, why, decided_on, created_at)
       SELECT uuidv7(), $1, $2, t.text, 'why', '2027-03-08', t.at::timestamptz
         FROM (VALUES ('before', '2027-03-08T04:59:59Z'), ('first', '2027-03-08T05:00:00Z'),
                      ('last', '2027-03-15T03:59:59Z'), ('after', '2027-03-15T04:00:00Z')) AS t (text, at)`,
      [id, (await buildConversation(room, ours)).id],
    );
    await ours.compile(new Date('2027-03-15T11:00:00Z'));
    expect(await weeks()).toEqual(['2027-03-01', '2027-03-08']);
    expect(await ours.linesOf(ours.people.funder)).toEqual(['DECIDED | last', 'DECIDED | first']);
  });

  it('is never for who joined later, and an empty week is kept as such and told to nobody', async () => {
    await ours.compile();
    expect(await ours.rows()).toHaveLength(6);
    expect((await ours.rows()).every(({ content }) => content === null)).toBe(true);
    expect(await ours.mails()).toEqual([]);
    expect(await ours.digestsOf(ours.people.a)).toEqual([]);
    await joinCoalition(room, ours, { role: 'OBSERVER' });
    await room.query(`UPDATE role_grant SET created_at = $2 WHERE coalition_id = $1 AND role = 'OBSERVER'`, [
      ours.coalition.id,
      afterSeven(0.5),
    ]);
    await ours.hurry();
    await ours.compile(afterSeven(1));
    expect(await ours.rows()).toHaveLength(6);
  });

  it('once, however often and by however many workers it is looked for, in portions too', async () => {
    await buildAgenda(room, ours);
    await Promise.all([ours.compile(), ours.compile(), ours.compile()]);
    expect(await ours.compile(afterSeven(0.01))).toBe(false);
    expect((await ours.rows()).length).toBe(6);
    const first = (await ours.mails()).length;
    expect(first).toBeGreaterThanOrEqual(5);
    await ours.hurry();
    await ours.compile(afterSeven(0.5));
    expect(await ours.mails()).toHaveLength(first);
    const next = afterSeven(7 * 24);
    while (await ours.compile(next, 2));
    expect((await ours.rows()).length).toBe(12);
  }, 60_000);

  it('again after a worker was killed: the digest and its mail are there together or not at all', async () => {
    await buildAgenda(room, ours);
    await room.query(`ALTER TABLE mail ADD CONSTRAINT broken CHECK (kind <> 'WEEKLY_DIGEST') NOT VALID`);
    await expect(ours.compile()).rejects.toThrow('broken');
    expect(await ours.rows()).toEqual([]);
    await room.query('ALTER TABLE mail DROP CONSTRAINT broken');
    await ours.compile();
    expect(await ours.rows()).toHaveLength(6);
    expect((await ours.mails()).length).toBeGreaterThanOrEqual(5);
  }, 60_000);

  it('is found by the sweep of any worker', async () => {
    const clock = () =>
      room.query<{ due: boolean }>('SELECT next_at <= now() AS due FROM digest_clock WHERE coalition_id = $1', [
        ours.coalition.id,
      ]);
    expect(await clock()).toEqual([{ due: true }]);
    await room.getOfWorker(DigestCompiler).compileDue();
    expect(await clock()).toEqual([{ due: false }]);
  });
});
