import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildCommitment, farDay } from '../testing/index.js';
import { CommitmentMovesService, CommitmentsModule } from './index.js';

let room: TestRoom;
let moves: CommitmentMovesService;
let built: BuiltCoalition;
let a: string;
beforeAll(async () => {
  room = await openRoom(CommitmentsModule);
  moves = room.get(CommitmentMovesService);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room);
  a = built.organizations[0]!.id;
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a commitment', () => {
  it('is offered, accepted, begun, delivered and confirmed by its counterpart', async () => {
    const { id, ...offered } = await buildCommitment(room, built, {}, built.partner('a'));
    expect(offered).toMatchObject({ state: 'OFFERED', isJoint: false, firstDueOn: farDay, conversationId: null });
    expect(await moves.acceptCommitment(built.partner('a'), id, a)).toMatchObject({ state: 'ACCEPTED' });
    expect(await moves.startCommitment(built.partner('a'), id)).toMatchObject({ state: 'IN_PROGRESS' });
    const delivered = await moves.deliverCommitment(built.partner('a'), id, 'All 40 are there');
    expect(delivered).toMatchObject({ state: 'DELIVERED', stateReason: 'All 40 are there', deliveredOn: day(0) });
    const confirmed = await moves.confirmCommitment(built.partner('b'), id, 'We know the shop now');
    expect(confirmed).toMatchObject({
      ...{ state: 'CONFIRMED', confirmedOn: day(0), strengthened: 'We know the shop now' },
    });
    const events = await room.query<{ verb: string }>(
      'SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(events.map(({ verb }) => verb.replace('Commitment', ''))).toEqual([
      ...['offer', 'accept', 'start', 'deliver', 'confirm'],
    ]);
  });
});
