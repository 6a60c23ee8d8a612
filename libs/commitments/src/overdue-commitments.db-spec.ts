import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { buildAccepted, buildCommitment, letPass } from '../testing/index.js';
import { CommitmentMovesService, CommitmentsModule, OverdueCommitments } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRooms([CommitmentsModule], [CommitmentsModule]);
});
afterAll(() => room.close());

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const sweep = () => room.getOfWorker(OverdueCommitments).announceOverdue();
const announced = ({ coalition }: BuiltCoalition) =>
  room.query<{ subject_id: string; facts: object }>(
    `SELECT subject_id, facts FROM announcement WHERE event = 'commitment.overdue' AND coalition_id = $1 ORDER BY id`,
    [coalition.id],
  );

describe('an overdue commitment', () => {
  it('is announced once per due date, to all its holders together, by whichever worker', async () => {
    const built = await buildCoalition(room, undefined, { timeZone: 'UTC' });
    const [a, b, c] = built.organizations.map(({ id }) => id);
    const { id } = await buildAccepted(room, built, {
      ...{ title: 'Count', holderOrganizationIds: [a!, b!], counterpartOrganizationId: c },
    });
    await letPass(room, id, day(-1));
    const today = await buildAccepted(room, built);
    await letPass(room, today.id, day(0));
    const delivered = await buildAccepted(room, built);
    await room.get(CommitmentMovesService).deliverCommitment(built.backbone, delivered.id);
    await letPass(room, delivered.id, day(-1));
    const released = await buildCommitment(room, built);
    await room.get(CommitmentMovesService).releaseCommitment(built.backbone, released.id, 'Not needed');
    await letPass(room, released.id, day(-1));

    await Promise.all(Array.from({ length: 4 }, sweep));
    await sweep();
    const facts = { title: 'Count', lastDay: day(-1), organizationIds: [a, b], organizations: ['A', 'B'] };
    expect(await announced(built)).toEqual([{ subject_id: id, facts: { ...facts, ofBackbone: false } }]);

    const move = { dueOn: day(3), reason: 'Strike' };
    await room.get(CommitmentMovesService).renegotiateCommitment(built.backbone, id, move);
    await sweep();
    expect(await announced(built)).toHaveLength(1);
    await letPass(room, id, day(-2));
    await sweep();
    expect((await announced(built)).map((one) => one.facts)).toMatchObject([{}, { lastDay: day(-2) }]);
  });

  it('is so by the day of its coalition', async () => {
    // A day has come on the one side of the date line that the other reaches 25 hours later.
    const [early, late] = [
      await buildCoalition(room, undefined, { timeZone: 'Pacific/Kiritimati' }),
      await buildCoalition(room, undefined, { timeZone: 'Pacific/Pago_Pago' }),
    ];
    const dayOfEarly = new Date(Date.now() + 14 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
    for (const built of [early, late]) await letPass(room, (await buildCommitment(room, built)).id, dayOfEarly);
    await sweep();
    expect([await announced(early), await announced(late)]).toMatchObject([[{}], []]);
  });

  it('of the backbone organization is told to backbone staff', async () => {
    const built = await buildCoalition(room);
    const change = `UPDATE membership SET role = 'BACKBONE' WHERE coalition_id = $1 AND organization_id = $2`;
    await room.query(change, [built.coalition.id, built.organizations[0]!.id]);
    await letPass(room, (await buildCommitment(room, built)).id, day(-2));
    await sweep();
    expect(await announced(built)).toMatchObject([{ facts: { ofBackbone: true } }]);
  });
});
