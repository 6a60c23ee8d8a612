import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CoalitionsService, MembersService } from '@keelson/coalitions';
import { MeasuresService, type Measure, type NewMeasure } from '@keelson/measures';
import { Forbidden, InvalidInput, InvalidState, NotFound, type Problem } from '@keelson/platform';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { agree, agreementOf, inDays } from '../testing/index.js';
import { AgreementsModule, AgreementsService, ExpiringAgreements, type NewAgreement } from './index.js';

let room: TestRoom;
let service: AgreementsService;
beforeAll(async () => {
  room = await openRooms([AgreementsModule], [AgreementsModule]);
  service = room.get(AgreementsService);
});
afterAll(() => room.close());

const reported = { unit: 'x', numberKind: 'COUNT', direction: 'INCREASE', frequency: 'QUARTER' } as const;

async function build() {
  const built = await buildCoalition(room);
  const measures: NewMeasure[] = [
    { ...reported, code: 'one', name: 'One' },
    { ...reported, code: 'two', name: 'Two' },
    { ...reported, code: 'both', name: 'Both', numberKind: 'CALCULATED', expression: 'one + two' },
  ];
  const made = await room.get(MeasuresService).createMeasures(built.backbone, built.coalition.id, measures);
  const [one, two, both] = made as [Measure, Measure, Measure];
  return { built, one, two, both };
}

async function problemsOf(
  built: BuiltCoalition,
  measures: Measure[],
  input: Partial<NewAgreement>,
): Promise<Problem[]> {
  const refused = service.proposeAgreement(built.backbone, agreementOf(built, measures, input));
  const error = await refused.then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  return (error as InvalidInput).problems;
}

const told = (problems: Problem[]) => problems.map(({ code, field }) => `${field.join('.')} ${code}`);

describe('an agreement', () => {
  it('is in force once every party has signed for itself, from its first day on', async () => {
    const { built, one } = await build();
    const proposed = await service.proposeAgreement(built.backbone, agreementOf(built, [one]));
    expect(proposed).toMatchObject({ state: 'PROPOSED', signedAt: null, grain: 'COALITION', audiences: ['FUNDERS'] });
    const half = await service.signAgreement(built.backbone, proposed.id, null);
    expect(half.state).toBe('PROPOSED');
    const whole = await service.signAgreement(built.partner('a'), proposed.id, built.organizations[0]!.id);
    expect(whole.state).toBe('IN_FORCE');
    const parties = await service.partiesOf(built.partner('b'), [proposed.id]);
    expect(parties).toMatchObject([
      { organizationId: null, signedBy: built.backbone.personId },
      { organizationId: built.organizations[0]!.id },
    ]);
    expect((await agree(room, built, [one], { from: inDays(3) })).state).toBe('SIGNED');
  });

  it('is proposed by the backbone or a party, and by nobody else', async () => {
    const { built, one } = await build();
    const terms = agreementOf(built, [one]);
    expect((await service.proposeAgreement(built.partner('a'), terms)).state).toBe('PROPOSED');
    await expect(service.proposeAgreement(built.partner('b'), terms)).rejects.toThrow(InvalidInput);
    await expect(service.proposeAgreement(built.funder, terms)).rejects.toThrow(Forbidden);
    await expect(service.proposeAgreement(built.stranger, terms)).rejects.toThrow(NotFound);
  });

  it('is signed for nobody whom one does not speak for, nor twice, nor by a key', async () => {
    const { built, one } = await build();
    const { id } = await service.proposeAgreement(built.backbone, agreementOf(built, [one]));
    const [a, b] = built.organizations.map((organization) => organization.id) as [string, string];
    const refuse = async (signing: Promise<unknown>) => {
      const error: unknown = await signing.catch((reason: unknown) => reason);
      return error instanceof InvalidInput ? told(error.problems)[0] : error;
    };
    expect(await refuse(service.signAgreement(built.backbone, id, a))).toBe('organizationId NOT_ALLOWED');
    expect(await refuse(service.signAgreement(built.partner('a'), id, null))).toBe('organizationId NOT_ALLOWED');
    expect(await refuse(service.signAgreement(built.partner('b'), id, a))).toBe('organizationId NOT_ALLOWED');
    expect(await refuse(service.signAgreement(built.partner('b'), id, b))).toBe('organizationId UNKNOWN_ORGANIZATION');
    expect(
      await refuse(service.signAgreement({ ...built.partner('a'), keyId: built.coalition.id }, id, a)),
    ).toBeInstanceOf(Forbidden);
    expect(await refuse(service.signAgreement(built.stranger, id, null))).toBeInstanceOf(NotFound);
    await service.signAgreement(built.partner('a'), id, a);
    expect(await refuse(service.signAgreement(built.partner('a'), id, a))).toMatchObject({ rule: 'agreement.signed' });
    await service.signAgreement(built.backbone, id, null);
    expect(await refuse(service.signAgreement(built.backbone, id, null))).toMatchObject({ rule: 'agreement.settled' });
  });

  it('is ended by any party, with a reason that stays', async () => {
    const { built, one } = await build();
    const { id } = await agree(room, built, [one]);
    const a = built.organizations[0]!.id;
    await expect(service.revokeAgreement(built.partner('a'), id, a, ' ')).rejects.toThrow(InvalidInput);
    await expect(service.revokeAgreement(built.partner('b'), id, a, 'No more')).rejects.toThrow(InvalidInput);
    const revoked = await service.revokeAgreement(built.partner('a'), id, a, 'No more');
    expect(revoked).toMatchObject({ state: 'REVOKED', revokedForId: a, revocationReason: 'No more' });
    await expect(service.revokeAgreement(built.backbone, id, null, 'Again')).rejects.toThrow(InvalidState);
    const events = await room.query<{ verb: string; reason: string | null }>(
      'SELECT verb, reason FROM audit_event WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(events).toEqual([
      { verb: 'proposeAgreement', reason: null },
      { verb: 'signAgreement', reason: null },
      { verb: 'signAgreement', reason: null },
      { verb: 'revokeAgreement', reason: 'No more' },
    ]);
  });

  it('is never edited: another one takes its place, when that is signed and has begun', async () => {
    const { built, one } = await build();
    const first = await agree(room, built, [one]);
    const later = await agree(room, built, [one], { from: inDays(2), supersedesId: first.id });
    const stateOf = async (id: string) => (await service.loadAgreements(built.backbone, [id]))[0]?.state;
    expect([await stateOf(first.id), await stateOf(later.id)]).toEqual(['IN_FORCE', 'SIGNED']);
    const now = await agree(room, built, [one], { supersedesId: first.id });
    expect([await stateOf(first.id), await stateOf(now.id)]).toEqual(['SUPERSEDED', 'IN_FORCE']);
    const terms = agreementOf(built, [one], { supersedesId: first.id });
    await expect(service.proposeAgreement(built.backbone, terms)).rejects.toThrow(InvalidState);
    await expect(
      room.query('UPDATE agreement SET purpose = $2 WHERE id = $1', [first.id, 'Another']),
    ).rejects.toThrow();
    await expect(room.query('DELETE FROM agreement_party WHERE agreement_id = $1', [first.id])).rejects.toThrow();
  });

  it('is listed by state and audience, in its own coalition only', async () => {
    const { built, one } = await build();
    const other = await build();
    await agree(room, other.built, [other.one]);
    const open = await service.proposeAgreement(built.backbone, agreementOf(built, [one]));
    const valid = await agree(room, built, [one], { audiences: ['PUBLIC', 'FUNDERS'] });
    const list = async (filter: Parameters<AgreementsService['listAgreements']>[2], actor = built.funder) =>
      (await service.listAgreements(actor, built.coalition.id, filter, {})).nodes.map(({ id }) => id);
    expect(await list({})).toEqual([valid.id, open.id]);
    expect(await list({ states: ['IN_FORCE'] })).toEqual([valid.id]);
    expect(await list({ states: ['PROPOSED', 'REVOKED'] })).toEqual([open.id]);
    expect(await list({ audiences: ['PUBLIC'] })).toEqual([valid.id]);
    expect(() => service.listAgreements(built.stranger, built.coalition.id, {}, {})).toThrow(NotFound);
    expect(await service.loadAgreements(built.stranger, [open.id])).toEqual([]);
  });
});

describe('what is wrong with an agreement', () => {
  it('between strangers, too few, or the same', async () => {
    const { built, one } = await build();
    const other = await build();
    const [a, , c] = built.organizations.map(({ id }) => id) as [string, string, string];
    const stranger = other.built.organizations[0]!.id;
    expect(told(await problemsOf(built, [one], { organizationIds: [a, stranger, a] }))).toEqual([
      'organizationIds.1 UNKNOWN_ORGANIZATION',
      'organizationIds.2 DUPLICATE',
    ]);
    expect(told(await problemsOf(built, [one], { organizationIds: [] }))).toEqual(['organizationIds REQUIRED']);
    const members = room.get(MembersService);
    const [membership] = await members.loadMemberships(built.backbone, [c]);
    await members.endMembership(built.backbone, membership!.id, inDays(-5));
    expect(told(await problemsOf(built, [one], { organizationIds: [a, c] }))).toEqual([
      'organizationIds.1 OUTSIDE_MEMBERSHIP',
    ]);
  });

  it('of a past date, or that ends before it begins', async () => {
    const { built, one } = await build();
    expect(told(await problemsOf(built, [one], { from: inDays(-1) }))).toEqual(['from OUT_OF_RANGE']);
    expect(told(await problemsOf(built, [one], { from: inDays(-9), to: inDays(-2) }))).toEqual([
      'from OUT_OF_RANGE',
      'to OUT_OF_RANGE',
    ]);
    expect(told(await problemsOf(built, [one], { from: inDays(5), to: inDays(2) }))).toEqual(['to OUT_OF_RANGE']);
  });

  it('of a grain that contradicts itself, its parties or its measures', async () => {
    const { built, one } = await build();
    const [a, b] = built.organizations.map(({ id }) => id) as [string, string];
    expect(told(await problemsOf(built, [one], { backbone: false, organizationIds: [a, b] }))).toEqual([
      'grain NOT_ALLOWED',
    ]);
    expect(told(await problemsOf(built, [one], { finestFrequency: 'MONTH' }))).toEqual(['finestFrequency INVALID']);
    expect(told(await problemsOf(built, [one], { firstPeriod: '2025', lastPeriod: '2024-Q4' }))).toEqual([
      'lastPeriod OUT_OF_RANGE',
    ]);
    expect(told(await problemsOf(built, [one], { firstPeriod: 'soon' }))).toEqual(['firstPeriod UNKNOWN_PERIOD']);
    expect(told(await problemsOf(built, [one], { breakdowns: [['sex'], []] }))).toEqual([
      'breakdowns.0 UNDECLARED_BREAKDOWN',
      'breakdowns.1 REQUIRED',
    ]);
  });

  it('over unknown measures, or calculated ones, or nothing, for nobody', async () => {
    const { built, one, both } = await build();
    const other = await build();
    expect(told(await problemsOf(built, [one, other.one, both], {}))).toEqual([
      'measureIds.1 UNKNOWN_MEASURE',
      'measureIds.2 INVALID',
    ]);
    expect(told(await problemsOf(built, [], { audiences: [], purpose: ' ' }))).toEqual([
      'purpose REQUIRED',
      'measureIds REQUIRED',
      'audiences REQUIRED',
    ]);
    expect(await room.query('SELECT 1 FROM agreement WHERE coalition_id = $1', [built.coalition.id])).toEqual([]);
  });
});

describe('the end of an agreement', () => {
  const announced = (coalitionId: string) =>
    room.query<{ subject_id: string; facts: object }>(
      `SELECT subject_id, facts FROM announcement WHERE event = 'agreement.expiring' AND coalition_id = $1`,
      [coalitionId],
    );

  it('is announced 30 days before, once, by whichever worker', async () => {
    const { built, one, two } = await build();
    const soon = await agree(room, built, [one], { to: inDays(30) });
    await agree(room, built, [one], { to: inDays(31) });
    await agree(room, built, [one]);
    const ended = await agree(room, built, [two], { to: inDays(3) });
    await service.revokeAgreement(built.backbone, ended.id, null, 'Not needed');
    const replaced = await agree(room, built, [two], { to: inDays(9) });
    await agree(room, built, [two], { supersedesId: replaced.id, from: inDays(10), to: null });
    await service.proposeAgreement(built.backbone, agreementOf(built, [one], { to: inDays(4) }));
    const sweeps = Array.from({ length: 4 }, () => room.getOfWorker(ExpiringAgreements).announceExpiring());
    await Promise.all(sweeps);
    await room.getOfWorker(ExpiringAgreements).announceExpiring();
    expect(await announced(built.coalition.id)).toEqual([
      { subject_id: soon.id, facts: { lastDay: inDays(30), organizationIds: [built.organizations[0]!.id] } },
    ]);
  });
});

it('a coalition shares by membership until backbone staff say otherwise, and why', async () => {
  const { built } = await build();
  const coalitions = room.get(CoalitionsService);
  expect(built.coalition.sharing).toBe('BY_MEMBERSHIP');
  const change = { coalitionId: built.coalition.id, sharing: 'BY_AGREEMENT', reason: 'Decided in May' } as const;
  await expect(coalitions.setSharing(built.partner('a'), change)).rejects.toThrow(Forbidden);
  await expect(coalitions.setSharing(built.backbone, { ...change, reason: '' })).rejects.toThrow(InvalidInput);
  expect((await coalitions.setSharing(built.backbone, change)).sharing).toBe('BY_AGREEMENT');
  const [event] = await room.query(`SELECT before, after, reason FROM audit_event WHERE verb = 'setSharing'`);
  expect(event).toEqual({
    ...{ before: { sharing: 'BY_MEMBERSHIP' }, after: { sharing: 'BY_AGREEMENT' }, reason: 'Decided in May' },
  });
});
