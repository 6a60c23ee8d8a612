import { buildGroup, buildSteering } from '../testing/index.js';
import {
  BackboneModule,
  BodiesService,
  BodyDecisionsService,
  GroupsService,
  MemberEndsService,
  RepresentativesService,
  SeatsService,
  type GroupContent,
} from './index.js';
import { MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(BackboneModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const refused = (field: string, code = 'NOT_ALLOWED') => ({ problems: [{ code, field: field.split('.') }] });
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
const groups = () => room.get(GroupsService);
const seats = () => room.get(SeatsService);
const decisions = () => room.get(BodyDecisionsService);
const ends = () => room.get(MemberEndsService);
const ruleOf = async (bodyId: string) => (await room.get(BodiesService).loadSeatRules(ours.funder, [bodyId]))[0];
const newBody = (decides = true) =>
  room.get(BodiesService).createBody(ours.backbone, {
    ...{ coalitionId: ours.coalition.id, name: 'Circle', kind: 'COMMUNITY_PANEL', decides },
  });
const speaksFor = (groupId: string, code: string) =>
  room.get(RepresentativesService).nameRepresentative(ours.backbone, {
    ...{ groupId, organizationId: idOf(code), basis: 'Elected', from: '2020-01-01' },
  });
async function seatOf(bodyId: string, code: string, more: { reservedGroupId?: string; termTo?: string } = {}) {
  const { reservedGroupId, termTo } = more;
  const seat = await seats().addSeat(ours.backbone, { bodyId, title: code, reservedGroupId });
  return seats().fillSeat(ours.backbone, seat.id, { holderOrganizationId: idOf(code), termFrom: '2020-01-01', termTo });
}

describe('a stakeholder group', () => {
  const content: GroupContent = { name: 'Night workers', kind: 'COMMUNITY', mostImpacted: false };
  const create = (changes: Partial<GroupContent> = {}) =>
    groups().createStakeholderGroup(ours.backbone, ours.coalition.id, { ...content, ...changes });

  it('is most impacted with a basis and a source, and has needs with theirs', async () => {
    const needs = [{ text: '', source: ' ', asOf: '2025-01-01' }];
    await expect(create({ mostImpacted: true, needs })).rejects.toMatchObject({
      problems: ['basis', 'source', 'needs.0.text', 'needs.0.source'].map((field) => ({
        ...{ code: 'REQUIRED', field: field.split('.') },
      })),
    });
    const found = await create({ mostImpacted: true, basis: 'B', source: 'S', populationEstimate: 1200 });
    expect(found).toMatchObject({ mostImpacted: true, basis: 'B', populationEstimate: 1200, needs: [] });
  });

  it('is one, whatever the case and accents of its name', async () => {
    await create();
    await expect(create({ name: 'NIGHT wórkers' })).rejects.toMatchObject(refused('name', 'TAKEN'));
  });

  it('keeps what a change leaves out, and is not changed once it is retired', async () => {
    const { id } = await create({ mostImpacted: true, basis: 'B', source: 'S' });
    const updated = await groups().updateStakeholderGroup(ours.backbone, id, { populationEstimate: 5 });
    expect(updated).toMatchObject({ name: content.name, basis: 'B', mostImpacted: true, populationEstimate: 5 });
    await expect(groups().updateStakeholderGroup(ours.backbone, id, { basis: null })).rejects.toMatchObject(
      refused('basis', 'REQUIRED'),
    );
    await groups().retireStakeholderGroup(ours.backbone, id, 'They moved.');
    await expect(groups().updateStakeholderGroup(ours.backbone, id, {})).rejects.toMatchObject({ code: 'FROZEN' });
    const list = async (retired: boolean) =>
      (await groups().listGroups(ours.funder, ours.coalition.id, { retired }, {})).nodes.map((one) => one.id);
    expect([await list(false), await list(true)]).toEqual([[], [id]]);
  });

  it('is kept by backbone staff, seen by members and absent for strangers', async () => {
    const { id } = await create();
    await expect(groups().retireStakeholderGroup(ours.partner('a'), id, 'x')).rejects.toThrow(Forbidden);
    await expect(groups().retireStakeholderGroup(ours.stranger, id, 'x')).rejects.toThrow(NotFound);
    expect(await groups().loadGroups(ours.stranger, [id])).toEqual([]);
    expect(await groups().loadGroups(ours.funder, [id])).toHaveLength(1);
  });
});

describe('the seats of a body', () => {
  it('take a member who represents their group, deputies too, and nobody else', async () => {
    const { id: groupId } = await buildGroup(room, ours, 'Tenants');
    const { id: bodyId } = await newBody();
    await expect(seatOf(bodyId, 'a', { reservedGroupId: groupId })).rejects.toMatchObject(
      refused('holderOrganizationId'),
    );
    await speaksFor(groupId, 'a');
    const seat = await seatOf(bodyId, 'a', { reservedGroupId: groupId });
    const deputy = { holderOrganizationId: idOf('a'), deputyOrganizationId: idOf('b') };
    await expect(seats().fillSeat(ours.backbone, seat.id, deputy)).rejects.toMatchObject(
      refused('deputyOrganizationId'),
    );
  });

  it('take active members for a term that does not end before it starts', async () => {
    const { id: bodyId } = await newBody();
    const [, , former] = await room.get(MembersService).addOrganizations(ours.backbone, ours.coalition.id, [
      { code: 'f', name: 'F', role: 'FUNDER' },
      { code: 'g', name: 'G' },
      { code: 'former', name: 'Former', from: '2001-01-01', to: '2001-12-31' },
    ]);
    const seat = await seats().addSeat(ours.backbone, { bodyId, title: 'S' });
    const filling = seats().fillSeat(ours.backbone, seat.id, {
      ...{ holderOrganizationId: former!.id, termFrom: '2026-02-01', termTo: '2026-01-01' },
    });
    await expect(filling).rejects.toMatchObject({
      problems: [{ field: ['termTo'] }, { code: 'OUTSIDE_MEMBERSHIP', field: ['holderOrganizationId'] }],
    });
  });

  it('are counted while their term runs, their holder is a member and their group is there', async () => {
    const group = await buildGroup(room, ours, 'Tenants');
    const { id } = await newBody();
    expect(await ruleOf(id)).toMatchObject({ seats: 0, held: 0, share: null, met: false });
    await speaksFor(group.id, 'a');
    await speaksFor(group.id, 'b');
    await seatOf(id, 'a', { reservedGroupId: group.id });
    await seatOf(id, 'c', { termTo: day(-1) });
    expect(await ruleOf(id)).toMatchObject({ seats: 2, held: 1, mostImpacted: 1, shareMet: true, countMet: false });
    const second = await seatOf(id, 'b');
    expect(await ruleOf(id)).toMatchObject({ seats: 3, held: 2, mostImpacted: 2, share: '1.0000', met: true });
    await ends().leaveCoalition(ours.partner('b'), { organizationId: idOf('b'), reason: 'We close.' });
    expect((await ruleOf(id))?.held).toBe(2);
    await room.query(`UPDATE membership SET to_date = to_date - 1 WHERE organization_id = $1`, [idOf('b')]);
    expect(await ruleOf(id)).toMatchObject({ held: 1, mostImpacted: 1, met: false });
    await seats().vacateSeat(ours.backbone, second.id, 'Left.');
    await groups().retireStakeholderGroup(ours.backbone, group.id, 'Moved.');
    expect(await ruleOf(id)).toMatchObject({ seats: 3, held: 1, mostImpacted: 0 });
  });

  it('tell what they are paid to those who act, not to those who read', async () => {
    const { id: bodyId } = await newBody();
    const { id } = await seats().addSeat(ours.backbone, { bodyId, title: 'S', compensation: '40 an hour' });
    const paid = async (actor: typeof ours.funder) =>
      (await room.get(BodiesService).loadSeats(actor, [id]))[0]?.compensation;
    expect([await paid(ours.partner('a')), await paid(ours.funder)]).toEqual(['40 an hour', null]);
  });
});

describe('a decision of a body', () => {
  const about = { kind: 'OTHER', text: 'Meet monthly.', why: 'To keep in touch.' } as const;

  it('is of a decision body, and not of a day ahead', async () => {
    const talking = await newBody(false);
    const record = (bodyId: string, more = {}) =>
      decisions().recordBodyDecision(ours.backbone, { bodyId, ...about, ...more });
    await expect(record(talking.id)).rejects.toMatchObject(refused('bodyId'));
    const { body } = await buildSteering(room, ours);
    await expect(record(body.id, { decidedOn: day(2) })).rejects.toMatchObject(refused('decidedOn', 'OUT_OF_RANGE'));
    await expect(record(body.id, { why: ' ' })).rejects.toMatchObject(refused('why', 'REQUIRED'));
    await expect(record(body.id, { interimUntil: day(5) })).rejects.toMatchObject(refused('interimUntil'));
    await expect(record(body.id, { kind: 'REMOVE_MEMBER' })).rejects.toMatchObject(
      refused('organizationId', 'REQUIRED'),
    );
    await expect(decisions().recordBodyDecision(ours.partner('c'), { bodyId: body.id, ...about })).rejects.toThrow(
      Forbidden,
    );
  });

  it('is confirmed by somebody else with a seat, once, and never changes', async () => {
    const { body } = await buildSteering(room, ours);
    const scribe = ours.partner('a');
    const { id } = await decisions().recordBodyDecision(scribe, { bodyId: body.id, ...about });
    await expect(decisions().confirmBodyDecision(scribe, id)).rejects.toMatchObject(refused('id'));
    const staffToo = { ...ours.partner('b'), roles: [...ours.partner('b').roles, ...ours.backbone.roles] };
    await expect(decisions().confirmBodyDecision(staffToo, id)).rejects.toThrow(Forbidden);
    expect(await decisions().confirmBodyDecision(ours.partner('b'), id)).toMatchObject({ confirmedForId: idOf('b') });
    await expect(decisions().confirmBodyDecision(ours.partner('b'), id)).rejects.toMatchObject({
      rule: 'decision.confirmed',
    });
    for (const change of [`SET text = 'x'`, `SET confirmed_at = now()`]) {
      await expect(room.query(`UPDATE body_decision ${change} WHERE id = $1`, [id])).rejects.toThrow(/immutable/);
    }
    await expect(room.query(`DELETE FROM body_decision WHERE id = $1`, [id])).rejects.toThrow(/immutable/);
  });
});

describe('a membership', () => {
  const membershipOf = async (code: string) =>
    (await room.get(MembersService).loadMemberships(ours.backbone, [idOf(code)]))[0]!;

  it('ends by whoever speaks for the organization, with a reason, from today on', async () => {
    const leave = (more: object = {}, actor = ours.partner('a')) =>
      ends().leaveCoalition(actor, { organizationId: idOf('a'), reason: 'We merge.', ...more });
    await expect(leave({ reason: ' ' })).rejects.toMatchObject(refused('reason', 'REQUIRED'));
    await expect(leave({ on: day(-2) })).rejects.toMatchObject(refused('on', 'OUT_OF_RANGE'));
    await expect(leave({}, ours.backbone)).rejects.toThrow(Forbidden);
    await expect(leave({}, ours.stranger)).rejects.toThrow(NotFound);
    expect(await leave({ on: day(3) })).toMatchObject([{ to: day(3) }]);
    expect(await leave()).toMatchObject([{ to: day(0) }]);
    await expect(leave()).rejects.toMatchObject(refused('organizationId', 'OUTSIDE_MEMBERSHIP'));
    const [event] = await room.query(
      `SELECT reason FROM audit_event WHERE verb = 'leaveCoalition' AND subject_id = $1 LIMIT 1`,
      [idOf('a')],
    );
    expect(event).toEqual({ reason: 'We merge.' });
  });

  it('of another one ends by an adopted decision about it, and never without', async () => {
    const { decide, body } = await buildSteering(room, ours);
    const { id } = await membershipOf('c');
    const end = (decisionId?: string) => ends().endMembership(ours.backbone, { id, to: day(0), decisionId });
    await expect(end()).rejects.toMatchObject(refused('decisionId', 'REQUIRED'));
    const other = await decide({ kind: 'REMOVE_MEMBER', subjectId: idOf('b') });
    await expect(end(other.id)).rejects.toMatchObject(refused('decisionId'));
    const about = {
      bodyId: body.id,
      kind: 'REMOVE_MEMBER',
      subjectId: idOf('c'),
      text: 'Out.',
      why: 'Long silent.',
    } as const;
    const recorded = await decisions().recordBodyDecision(ours.backbone, about);
    await expect(end(recorded.id)).rejects.toMatchObject(refused('decisionId'));
    expect((await membershipOf('c')).to).toBeNull();
    await decisions().confirmBodyDecision(ours.partner('a'), recorded.id);
    expect(await end(recorded.id)).toMatchObject({ to: day(0) });
  });

  it('is not ended by an interim decision', async () => {
    const { id: bodyId } = await newBody();
    await seatOf(bodyId, 'a');
    const about = { bodyId, kind: 'REMOVE_MEMBER', subjectId: idOf('c'), text: 'Out.', why: 'Silent.' } as const;
    const recording = decisions().recordBodyDecision(ours.backbone, { ...about, interimUntil: day(10) });
    await expect(recording).rejects.toMatchObject(refused('bodyId'));
  });
});
