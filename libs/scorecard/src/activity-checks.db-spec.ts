import { buildAgenda } from '@keelson/agenda/testing';
import { Goal } from '@keelson/agenda';
import { AssetsService } from '@keelson/backbone';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { checkOf, day, put, toldOf } from '../testing/index.js';
import { ScorecardModule } from './index.js';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(ScorecardModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
const activity = (row: Record<string, unknown> = {}) =>
  put(room, ours, 'activity', {
    ...{ title: 'Lights', kind: 'PROGRAM', lead_organization_id: idOf('a'), status: 'ACTIVE' },
    ...{ partner_organization_ids: [], goal_ids: [], strategy_ids: [], measure_ids: [], status_since: new Date() },
    ...row,
  });
const link = (from: string, to: string) =>
  put(room, ours, 'reinforcement_link', {
    ...{
      from_activity_id: from,
      to_activity_id: to,
      kind: 'FEEDS',
      confirmed_at: new Date(),
      confirmed_by_organization_id: idOf('b'),
    },
    ...{ proposed_by_organization_id: idOf('a'), proposing_activity_id: from },
  });

describe('ACTIVITIES_ALIGNED', () => {
  it('asks for nine of ten that serve a goal of the adopted agenda', async () => {
    expect((await checkOf(room, ours, 'ACTIVITIES_ALIGNED')).state).toBe('NOT_ASSESSABLE');
    const { id: agendaId } = await buildAgenda(room, ours);
    const goal = await room
      .get(Database)
      .read(ours.backbone, (manager) => manager.findOneByOrFail(Goal, { agendaId, coalitionId: ours.coalition.id }));
    for (let i = 0; i < 9; i++) await activity({ goal_ids: [goal.id] });
    await activity();
    expect(await checkOf(room, ours, 'ACTIVITIES_ALIGNED')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 9, denominator: 10, value: '0.9', threshold: '0.9' } },
    });
    await activity();
    expect((await checkOf(room, ours, 'ACTIVITIES_ALIGNED')).state).toBe('FAIL');
  });
});

describe('ACTIVITIES_LINKED', () => {
  it('lets one of ten stand alone, and names those that do', async () => {
    expect((await checkOf(room, ours, 'ACTIVITIES_LINKED')).state).toBe('NOT_ASSESSABLE');
    const alone = await activity();
    expect(await checkOf(room, ours, 'ACTIVITIES_LINKED')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 1, denominator: 1, atMost: true } },
      subjects: [{ type: 'Activity', id: alone }],
    });
    const [hub, ...others] = await Promise.all(Array.from({ length: 9 }, () => activity()));
    for (const other of others) await link(hub!, other);
    expect(await toldOf(room, ours, 'ACTIVITIES_LINKED')).toEqual([
      'PASS',
      '1 of 10 active activities stand alone; at most 10 % may.',
    ]);
  });
});

describe('COMMITMENTS_KEPT', () => {
  const commitment = (state: string, dueOn: string, row: Record<string, unknown> = {}) =>
    put(room, ours, 'commitment', {
      ...{ kind: 'TASK', title: 'Paint', holder_organization_ids: [idOf('a')], is_joint: false, state },
      ...{ accepted_organization_ids: [idOf('a')], due_on: dueOn, first_due_on: dueOn },
      ...row,
    });
  const kept = (dueOn: string, confirmedOn = dueOn, row: Record<string, unknown> = {}) =>
    commitment('CONFIRMED', dueOn, { delivered_on: confirmedOn, confirmed_on: confirmedOn, ...row });

  it('of ten past due, five kept, two after a new date in time, one late, one open and one released: 7 of 9', async () => {
    for (let i = 0; i < 5; i++) await kept(day(-30));
    for (let i = 0; i < 2; i++) await kept(day(-30), day(-31), { first_due_on: day(-60) });
    await kept(day(-30), day(-20));
    await commitment('ACCEPTED', day(-30));
    await commitment('RELEASED', day(-30), { state_reason: 'Nobody needs it.' });
    expect(await checkOf(room, ours, 'COMMITMENTS_KEPT')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 7, denominator: 9, value: '0.7778', threshold: '0.7' } },
    });
    await commitment('IN_PROGRESS', day(-1));
    await commitment('OFFERED', day(-2), { accepted_organization_ids: [] });
    expect(await checkOf(room, ours, 'COMMITMENTS_KEPT')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 7, denominator: 11 } },
    });
  });

  it('is not assessable below five, nor by what fell due more than 180 days ago', async () => {
    for (let i = 0; i < 4; i++) await kept(day(-180));
    await kept(day(-181));
    expect(await checkOf(room, ours, 'COMMITMENTS_KEPT')).toMatchObject({
      ...{ state: 'NOT_ASSESSABLE', figure: { denominator: 4, value: null } },
    });
    await kept(day(-1));
    expect((await checkOf(room, ours, 'COMMITMENTS_KEPT')).state).toBe('PASS');
  });
});

describe('CORE_ACTIVITY_EQUIPPED', () => {
  it('asks for one of three organizations or more, with four of five capabilities', async () => {
    const name = 'CORE_ACTIVITY_EQUIPPED';
    const others = [idOf('b'), idOf('c')];
    await activity({ is_core: true, partner_organization_ids: [idOf('b')], required_capabilities: ['data'] });
    await activity({ title: 'No core', partner_organization_ids: others, required_capabilities: ['data'] });
    expect(await toldOf(room, ours, name)).toEqual([
      'FAIL',
      'No active core activity has three organizations or more.',
    ]);
    const core = { is_core: true, partner_organization_ids: others };
    await activity({ ...core, title: 'Says nothing' });
    expect((await checkOf(room, ours, name)).state).toBe('NOT_ASSESSABLE');
    const required = ['data', 'space', 'outreach', 'funding', 'translation'];
    const id = await activity({ ...core, title: 'Safe routes', required_capabilities: required });
    const offer = (kind: string, code: string) =>
      room.get(AssetsService).offerAsset(ours.partner(code), {
        ...{ coalitionId: ours.coalition.id, kind, description: kind, organizationId: idOf(code) },
      });
    for (const kind of ['data', 'space', 'outreach']) await offer(kind, 'a');
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'FAIL', facts: { title: 'Safe routes', missing: ['funding', 'translation'] } },
      figure: { numerator: 3, denominator: 5, value: '0.6' },
    });
    for (const kind of ['outreach', 'funding']) await offer(kind, 'b');
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'PASS', figure: { value: '0.8', threshold: '0.8' }, subjects: [{ type: 'Activity', id }] },
    });
    expect(await toldOf(room, ours, name)).toEqual([
      'PASS',
      'The core activity "Safe routes" of 3 organizations has 4 of 5 capabilities that it needs.',
    ]);
  });
});

describe('ORGANIZATIONS_INVOLVED', () => {
  it('asks four of five active organizations for an active activity or an open commitment that they accepted', async () => {
    ours = await buildCoalition(
      room,
      ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, name: code.toUpperCase() })),
    );
    await activity({ partner_organization_ids: [idOf('b'), idOf('c')] });
    const holders = [idOf('d'), idOf('e')];
    const offered = await put(room, ours, 'commitment', {
      ...{ kind: 'TASK', title: 'Paint', holder_organization_ids: holders, is_joint: true, state: 'OFFERED' },
      ...{ due_on: day(10), first_due_on: day(10) },
    });
    expect(await checkOf(room, ours, 'ORGANIZATIONS_INVOLVED')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 3, denominator: 5, value: '0.6' } },
      subjects: holders.sort().map((id) => ({ type: 'Organization', id })),
    });
    await room.query('UPDATE commitment SET accepted_organization_ids = $2 WHERE id = $1', [offered, [idOf('d')]]);
    expect(await checkOf(room, ours, 'ORGANIZATIONS_INVOLVED')).toMatchObject({
      ...{ state: 'PASS', figure: { value: '0.8' } },
    });
  });
});
