import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { buildConversation } from '@keelson/communications/testing';
import { Forbidden, InvalidState, newId, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildAccepted, buildCommitment, farDay, letPass } from '../testing/index.js';
import { CommitmentMovesService, CommitmentsModule, CommitmentsService } from './index.js';

let room: TestRoom;
let moves: CommitmentMovesService;
let service: CommitmentsService;
let built: BuiltCoalition;
let a: string;
let b: string;
let c: string;
beforeAll(async () => {
  room = await openRoom(CommitmentsModule);
  moves = room.get(CommitmentMovesService);
  service = room.get(CommitmentsService);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room, undefined, { timeZone: 'UTC' });
  [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const told = (code: string, ...field: string[]) => ({ problems: [{ code, field }] });
const delivered = async () => {
  const { id } = await buildAccepted(room, built);
  await moves.deliverCommitment(built.partner('a'), id);
  return id;
};

describe('a commitment', () => {
  it('is offered, accepted, begun, delivered and confirmed by its counterpart', async () => {
    const { id, ...offered } = await buildCommitment(room, built, {}, built.partner('a'));
    expect(offered).toMatchObject({ state: 'OFFERED', isJoint: false, firstDueOn: farDay, conversationId: null });
    expect(await moves.acceptCommitment(built.partner('a'), id, a)).toMatchObject({ state: 'ACCEPTED' });
    expect(await moves.startCommitment(built.partner('a'), id)).toMatchObject({ state: 'IN_PROGRESS' });
    const done = await moves.deliverCommitment(built.partner('a'), id, 'All 40 are there');
    expect(done).toMatchObject({ state: 'DELIVERED', stateReason: 'All 40 are there', deliveredOn: day(0) });
    const confirmed = await moves.confirmCommitment(built.partner('b'), id, 'We know the shop now');
    expect(confirmed).toMatchObject({
      ...{ state: 'CONFIRMED', confirmedOn: day(0), strengthened: 'We know the shop now' },
    });
    const events = await room.query('SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY id', [id]);
    expect(events.map(({ verb }) => String(verb).replace('Commitment', ''))).toEqual([
      ...['offer', 'accept', 'start', 'deliver', 'confirm'],
    ]);
    await expect(moves.reopenCommitment(built.backbone, id, 'Not all')).rejects.toThrow(InvalidState);
  });

  it('that organizations hold together is ACCEPTED once each of them has, each for itself', async () => {
    const { id, isJoint } = await buildCommitment(room, built, {
      ...{ holderOrganizationIds: [a, b], counterpartOrganizationId: c },
    });
    expect(isJoint).toBe(true);
    await expect(moves.acceptCommitment(built.partner('a'), id, b)).rejects.toThrow(Forbidden);
    await expect(moves.acceptCommitment(built.partner('c'), id, c)).rejects.toMatchObject({
      field: ['organizationId'],
    });
    const first = await moves.acceptCommitment(built.partner('a'), id, a);
    expect(first).toMatchObject({ state: 'OFFERED', acceptedOrganizationIds: [a] });
    await expect(moves.acceptCommitment(built.partner('a'), id, a)).rejects.toMatchObject({ code: 'DUPLICATE' });
    await expect(moves.startCommitment(built.partner('a'), id)).rejects.toMatchObject({ rule: 'commitment.state' });
    expect(await moves.acceptCommitment(built.partner('b'), id, b)).toMatchObject({ state: 'ACCEPTED' });
  });

  it('is joint where one of the holders is not the backbone organization, whoever else holds it', async () => {
    const makeBackbone = (organizationId: string) =>
      room.query(`UPDATE membership SET role = 'BACKBONE' WHERE coalition_id = $1 AND organization_id = $2`, [
        built.coalition.id,
        organizationId,
      ]);
    const isJoint = async (...holderOrganizationIds: string[]) =>
      (await buildCommitment(room, built, { holderOrganizationIds, counterpartOrganizationId: null })).isJoint;
    expect(await isJoint(a, b)).toBe(true);
    expect(await isJoint(a)).toBe(false);
    await makeBackbone(a);
    expect(await isJoint(a, b)).toBe(true);
    await makeBackbone(b);
    expect(await isJoint(a, b)).toBe(false);
  });

  it('is confirmed by nobody of its holders, nor by who said that it was delivered', async () => {
    const id = await delivered();
    for (const actor of [built.partner('a'), built.partner('c'), built.backbone, built.funder]) {
      await expect(moves.confirmCommitment(actor, id)).rejects.toThrow(Forbidden);
    }
    const both: Actor = { ...built.partner('a'), roles: [...built.partner('a').roles, ...built.partner('b').roles] };
    await expect(moves.confirmCommitment(both, id)).rejects.toThrow(Forbidden);
    expect(await moves.confirmCommitment(built.partner('b'), id)).toMatchObject({ state: 'CONFIRMED' });

    const forAll = await buildAccepted(room, built, { counterpartOrganizationId: null });
    await moves.deliverCommitment(built.backbone, forAll.id);
    await expect(moves.confirmCommitment(built.backbone, forAll.id)).rejects.toThrow('somebody else');
    await expect(moves.confirmCommitment(built.partner('a'), forAll.id)).rejects.toThrow(Forbidden);
    expect(await moves.confirmCommitment(built.partner('c'), forAll.id)).toMatchObject({ state: 'CONFIRMED' });
  });

  it('of the backbone organization is not confirmed by backbone staff', async () => {
    const { id } = await buildAccepted(room, built, { counterpartOrganizationId: null });
    const change = `UPDATE membership SET role = 'BACKBONE' WHERE coalition_id = $1 AND organization_id = $2`;
    await room.query(change, [built.coalition.id, a]);
    await moves.deliverCommitment(built.backbone, id);
    const colleague = { ...built.backbone, personId: newId() };
    await expect(moves.confirmCommitment(colleague, id)).rejects.toThrow(Forbidden);
    expect(await moves.confirmCommitment(built.partner('b'), id)).toMatchObject({ state: 'CONFIRMED' });
  });

  it('goes back to its holders where something is missing', async () => {
    const id = await delivered();
    await expect(moves.reopenCommitment(built.partner('b'), id, ' ')).rejects.toMatchObject(told('REQUIRED', 'reason'));
    const open = await moves.reopenCommitment(built.partner('b'), id, 'Three are broken');
    expect(open).toMatchObject({ state: 'IN_PROGRESS', stateReason: 'Three are broken', deliveredOn: null });
    await expect(moves.confirmCommitment(built.partner('b'), id)).rejects.toMatchObject({ rule: 'commitment.state' });
  });

  it('is released with a reason, while it is open', async () => {
    const { id } = await buildAccepted(room, built);
    await expect(moves.releaseCommitment(built.partner('b'), id, '')).rejects.toMatchObject(told('REQUIRED', 'reason'));
    await expect(moves.releaseCommitment(built.partner('c'), id, 'No')).rejects.toThrow(Forbidden);
    const released = await moves.releaseCommitment(built.partner('b'), id, 'The shop closed');
    expect(released).toMatchObject({ state: 'RELEASED', stateReason: 'The shop closed' });
    await expect(moves.startCommitment(built.partner('a'), id)).rejects.toThrow(InvalidState);
    await expect(moves.releaseCommitment(built.backbone, await delivered(), 'No')).rejects.toThrow(InvalidState);
  });
});

describe('a due date', () => {
  it('that is renegotiated on or before it stays on track; later it does not', async () => {
    const { id } = await buildAccepted(room, built);
    await moves.startCommitment(built.partner('a'), id);
    await letPass(room, id, day(0));
    const inTime = await moves.renegotiateCommitment(built.partner('a'), id, { dueOn: day(5), reason: 'Strike' });
    expect(inTime).toMatchObject({ state: 'ACCEPTED', dueOn: day(5), renegotiatedLate: false });
    await letPass(room, id, day(-1));
    const late = await moves.renegotiateCommitment(built.partner('a'), id, { dueOn: day(9), reason: 'Still on' });
    expect(late).toMatchObject({ state: 'ACCEPTED', dueOn: day(9), renegotiatedLate: true });
    expect(await service.loadRenegotiationsOf(built.funder, [id])).toMatchObject([
      { fromDueOn: day(0), toDueOn: day(5), onTime: true, reason: 'Strike' },
      { fromDueOn: day(-1), toDueOn: day(9), onTime: false, reason: 'Still on' },
    ]);
    const move = { dueOn: day(20), reason: 'Once more' };
    expect(await moves.renegotiateCommitment(built.backbone, id, move)).toMatchObject({ renegotiatedLate: true });
  });

  it('is refused in the past, unchanged, without a reason, and by whom it is not', async () => {
    const { id } = await buildAccepted(room, built);
    const move = (actor: Actor, dueOn: string, reason = 'Strike') =>
      moves.renegotiateCommitment(actor, id, { dueOn, reason });
    await expect(move(built.backbone, day(-1))).rejects.toMatchObject(told('OUT_OF_RANGE', 'dueOn'));
    await expect(move(built.backbone, farDay)).rejects.toMatchObject(told('INVALID', 'dueOn'));
    await expect(move(built.backbone, day(3), ' ')).rejects.toMatchObject(told('REQUIRED', 'reason'));
    await expect(move(built.partner('b'), day(3))).rejects.toThrow(Forbidden);
    await expect(move(built.stranger, day(3))).rejects.toThrow(NotFound);
    expect(await service.loadRenegotiationsOf(built.backbone, [id])).toEqual([]);
    expect(await service.loadCommitments(built.backbone, [id])).toMatchObject([{ dueOn: farDay, state: 'ACCEPTED' }]);
  });

  it('of what is only offered is to be accepted anew by all', async () => {
    const { id } = await buildCommitment(room, built, { holderOrganizationIds: [a, c] });
    await moves.acceptCommitment(built.partner('a'), id, a);
    const moved = await moves.renegotiateCommitment(built.partner('c'), id, { dueOn: day(3), reason: 'Sooner' });
    expect(moved).toMatchObject({ state: 'OFFERED', acceptedOrganizationIds: [], dueOn: day(3) });
  });
});

describe('help', () => {
  it('is asked for by holders and answered by anybody who acts in the coalition', async () => {
    const { id } = await buildAccepted(room, built);
    await expect(moves.answerHelp(built.partner('c'), id, 'Yes')).rejects.toMatchObject({
      rule: 'commitment.noHelpAsked',
    });
    await expect(moves.askForHelp(built.partner('b'), id, 'A van')).rejects.toThrow(Forbidden);
    await expect(moves.askForHelp(built.partner('a'), id, ' ')).rejects.toMatchObject(told('REQUIRED', 'text'));
    const asked = await moves.askForHelp(built.partner('a'), id, 'A van');
    expect(asked).toMatchObject({ helpText: 'A van', helpAskedAt: expect.any(Date), helpAnsweredAt: null });
    await expect(moves.askForHelp(built.partner('a'), id, 'Two')).rejects.toMatchObject({
      rule: 'commitment.helpAsked',
    });
    await expect(moves.answerHelp(built.funder, id, 'Yes')).rejects.toThrow(Forbidden);
    const answered = await moves.answerHelp(built.partner('c'), id, 'Ours, on Monday');
    expect(answered).toMatchObject({ helpAnswer: 'Ours, on Monday', helpAnsweredAt: expect.any(Date) });
    await expect(moves.answerHelp(built.backbone, id, 'Me')).rejects.toMatchObject({ rule: 'commitment.helpAnswered' });
    expect(await moves.askForHelp(built.partner('a'), id, 'A driver')).toMatchObject({ helpAnswer: null });
    await moves.deliverCommitment(built.partner('a'), id);
    await expect(moves.askForHelp(built.partner('a'), id, 'More')).rejects.toMatchObject({ rule: 'commitment.state' });
  });
});

describe('bad input', () => {
  it.each([
    [{ dueOn: day(-1) }, 'OUT_OF_RANGE dueOn'],
    [{ title: ' ' }, 'REQUIRED title'],
    [{ holderOrganizationIds: [] }, 'REQUIRED holderOrganizationIds'],
    [{ amount: '5' }, 'WRONG_KIND amount'],
    [{ kind: 'RESOURCE' as const, unit: 'EUR' }, 'REQUIRED amount'],
    [{ kind: 'RESOURCE' as const, amount: '1,5' }, 'NOT_A_NUMBER amount'],
    [{ kind: 'RESOURCE' as const, amount: '-1' }, 'NEGATIVE amount'],
  ])('%j is refused and changes nothing', async (overrides, problem) => {
    const [code, field] = problem.split(' ') as [string, string];
    await expect(buildCommitment(room, built, overrides)).rejects.toMatchObject(told(code, field));
    expect(await room.query('SELECT 1 FROM commitment WHERE coalition_id = $1', [built.coalition.id])).toEqual([]);
  });

  it('a holder who is also the counterpart, twice or unknown', async () => {
    const offer = (overrides: object) => buildCommitment(room, built, overrides);
    await expect(offer({ holderOrganizationIds: [a, b] })).rejects.toMatchObject(
      told('INVALID', 'counterpartOrganizationId'),
    );
    await expect(offer({ holderOrganizationIds: [a, a] })).rejects.toMatchObject(
      told('DUPLICATE', 'holderOrganizationIds'),
    );
    const theirs = await buildCoalition(room);
    const foreign = theirs.organizations[0]!.id;
    await expect(offer({ holderOrganizationIds: [a, foreign] })).rejects.toMatchObject({
      ...{ constructor: NotFound, field: ['holderOrganizationIds', '1'] },
    });
    await expect(offer({ counterpartOrganizationId: foreign })).rejects.toMatchObject({
      ...{ constructor: NotFound, field: ['counterpartOrganizationId'] },
    });
    const talk = await buildConversation(room, theirs);
    await expect(offer({ conversationId: talk.id })).rejects.toMatchObject({ field: ['conversationId'] });
    for (const field of ['activityId', 'decisionId', 'bodyDecisionId', 'assetId']) {
      await expect(offer({ kind: 'RESOURCE', [field]: newId() })).rejects.toMatchObject({ field: [field] });
    }
  });

  it('in the name of others, and from outside', async () => {
    for (const actor of [built.partner('c'), built.funder]) {
      await expect(buildCommitment(room, built, {}, actor)).rejects.toThrow(Forbidden);
    }
    await expect(buildCommitment(room, built, {}, built.stranger)).rejects.toThrow(NotFound);
    await expect(buildCommitment(room, built, {}, built.partner('b'))).resolves.toMatchObject({ state: 'OFFERED' });
    const logger = built.partner('c');
    const talk = await buildConversation(room, built, { participants: [{ organizationId: c }] }, logger);
    const noted = await buildCommitment(room, built, { conversationId: talk.id }, logger);
    expect(await service.loadCommitmentsOfConversations(built.funder, [talk.id])).toEqual([noted]);
    for (const verb of ['acceptCommitment', 'startCommitment', 'deliverCommitment'] as const) {
      await expect(moves[verb](built.stranger, noted.id, a)).rejects.toThrow(NotFound);
    }
  });
});
