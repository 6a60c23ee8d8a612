import { BodiesService, ChartersService, TensionProceduresService } from '@keelson/backbone';
import { buildSteering } from '@keelson/backbone/testing';
import { MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { checkOf, day, moment, put, putConversation, toldOf } from '../testing/index.js';
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

describe('CHARTER_AGREED', () => {
  it('asks for one whose latest version lead and deputy accepted', async () => {
    const charters = room.get(ChartersService);
    expect(await toldOf(room, ours, 'CHARTER_AGREED')).toEqual(['FAIL', 'There is no role charter.']);
    const content = { purpose: 'To lead', responsibilities: ['The calendar'], decisionRights: ['None alone'] };
    const draft = (role: string, deputyOrganizationId: string | null) =>
      charters.draftCharter(ours.backbone, ours.coalition.id, role, {
        ...{ ...content, supportReceived: [], leadOrganizationId: idOf('a'), deputyOrganizationId },
      });
    const accept = (id: string, code: string, number = 1) =>
      charters.acceptCharter(ours.partner(code), { id, number, organizationId: idOf(code) });
    const alone = await draft('Scribe', null);
    await accept(alone.id, 'a');
    const chair = await draft('Chair', idOf('b'));
    await accept(chair.id, 'a');
    expect(await checkOf(room, ours, 'CHARTER_AGREED')).toMatchObject({
      ...{ state: 'FAIL', facts: { charters: 2, agreed: 1, role: null } },
    });
    await accept(chair.id, 'b');
    expect(await toldOf(room, ours, 'CHARTER_AGREED')).toEqual([
      'PASS',
      'The charter "Chair" is agreed by its lead and its deputy.',
    ]);
    const revised = { ...content, supportReceived: [], leadOrganizationId: idOf('a'), deputyOrganizationId: idOf('b') };
    await charters.reviseCharter(ours.backbone, chair.id, revised);
    expect((await checkOf(room, ours, 'CHARTER_AGREED')).state).toBe('FAIL');
  });
});

describe('SEAT_RULE_MET', () => {
  it('asks every decision body, and is not assessable without one', async () => {
    const name = 'SEAT_RULE_MET';
    const body = (decides: boolean) =>
      room.get(BodiesService).createBody(ours.backbone, {
        ...{ coalitionId: ours.coalition.id, name: `Circle ${String(decides)}`, kind: 'WORKING_GROUP', decides },
      });
    await body(false);
    expect((await checkOf(room, ours, name)).state).toBe('NOT_ASSESSABLE');
    await buildSteering(room, ours);
    expect(await toldOf(room, ours, name)).toEqual(['PASS', 'The decision body meets the rule of seats.']);
    const { id } = await body(true);
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'FAIL', facts: { failing: ['Circle true'] }, subjects: [{ type: 'Body', id }] },
    });
    await room.get(BodiesService).retireBody(ours.backbone, id, 'Never met.');
    expect((await checkOf(room, ours, name)).state).toBe('PASS');
  });
});

describe('SUPPORT_ANSWERED_ON_TIME', () => {
  const ask = (askedAt: Date, respondedAt: Date | null) =>
    put(room, ours, 'support_request', {
      ...{ organization_id: idOf('a'), subject: 'Help', asked_by: ours.backbone.personId, asked_at: askedAt },
      ...(respondedAt && { response: 'Yes', responded_by: ours.backbone.personId, responded_at: respondedAt }),
    });
  /** The last Friday that is a week ago or longer. */
  const friday = (() => {
    const date = moment(-7);
    while (date.getUTCDay() !== 5) date.setUTCDate(date.getUTCDate() - 1);
    return date;
  })();
  const after = (days: number) => new Date(friday.getTime() + days * 86_400_000);

  it('counts working days, and leaves out what still waits within them', async () => {
    const name = 'SUPPORT_ANSWERED_ON_TIME';
    await ask(moment(0), null);
    expect((await checkOf(room, ours, name)).state).toBe('NOT_ASSESSABLE');
    // From Friday on, the third working day is Wednesday.
    await ask(friday, after(5));
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'PASS', figure: { numerator: 1, denominator: 1 } });
    await ask(friday, after(6));
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 1, denominator: 2, value: '0.5', threshold: '0.8' } },
    });
    for (let i = 0; i < 3; i++) await ask(friday, after(0));
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'PASS', figure: { numerator: 4, denominator: 5 } });
    await ask(friday, null);
    expect((await checkOf(room, ours, name)).state).toBe('FAIL');
    await room.query(`UPDATE support_request SET asked_at = asked_at - interval '1 year'`);
    expect((await checkOf(room, ours, name)).state).toBe('NOT_ASSESSABLE');
  });
});

describe('TENSION_PROCEDURE_REGISTERED', () => {
  const procedures = () => room.get(TensionProceduresService);
  const register = (stewards: { name: string; organizationId?: string | null }[], more = {}, actor = ours.backbone) =>
    procedures().registerTensionProcedure(actor, {
      ...{ coalitionId: ours.coalition.id, text: 'Talk to each other first.', stewards, ...more },
    });

  it('asks for two stewards of the version in force, one of them outside the backbone today', async () => {
    const name = 'TENSION_PROCEDURE_REGISTERED';
    expect(await toldOf(room, ours, name)).toEqual(['FAIL', 'No procedure for tension is registered.']);
    const [staff] = await room
      .get(MembersService)
      .addOrganizations(ours.backbone, ours.coalition.id, [{ code: 'hub', name: 'Hub', role: 'BACKBONE' }]);
    await register([{ name: 'Ada', organizationId: idOf('a') }]);
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'FAIL', facts: { stewards: 1, outside: 1 } });
    const inside = ['Ben', 'Cleo'].map((one) => ({ name: one, organizationId: staff!.id }));
    await register(inside);
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'FAIL', facts: { stewards: 2, outside: 0 } });
    const { id } = await register([inside[0]!, { name: 'A mediator' }]);
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'PASS', facts: { version: 3, outside: 1 }, subjects: [{ type: 'TensionProcedure', id }] },
    });
    const list = await procedures().listTensionProcedures(ours.funder, ours.coalition.id, {});
    expect(list.nodes.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(await procedures().loadStewardsOf(ours.funder, [id])).toMatchObject([
      { name: 'Ben', organizationId: staff!.id },
      { name: 'A mediator', organizationId: null },
    ]);
    expect(await procedures().loadTensionProcedures(ours.stranger, [id])).toEqual([]);
  });

  it('is registered by backbone staff, with a text and stewards that differ, and never changes', async () => {
    const theirs = await buildCoalition(room);
    const stewards = [{ name: ' ' }, { name: 'Ada' }, { name: 'ada', organizationId: theirs.organizations[0]!.id }];
    await expect(register(stewards, { text: ' ' })).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['text'] },
        { code: 'REQUIRED', field: ['stewards', '0', 'name'] },
        { code: 'DUPLICATE', field: ['stewards', '2', 'name'] },
        { code: 'NOT_FOUND', field: ['stewards', '2', 'organizationId'] },
      ],
    });
    await expect(register([])).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', field: ['stewards'] }] });
    await expect(register([{ name: 'Ada' }], {}, ours.partner('a'))).rejects.toThrow(Forbidden);
    await expect(register([{ name: 'Ada' }], {}, ours.stranger)).rejects.toThrow(NotFound);
    const { id } = await register([{ name: 'Ada' }]);
    await expect(room.query(`UPDATE tension_procedure SET text = 'x' WHERE id = $1`, [id])).rejects.toThrow();
  });
});

describe('FUNDED_OR_GAP_NAMED', () => {
  const name = 'FUNDED_OR_GAP_NAMED';
  const tell = async (ago: number, note: { runway_months?: string; funding_gap?: string }) => {
    const id = await putConversation(room, ours, ago, { kind: 'SUSTAINING' });
    await put(room, ours, 'sustaining_note', {
      ...{ conversation_id: id, keeps_us_going: 'Each other', risks: 'None', capacity: 'Two days' },
      ...{ next_step: 'Ask', ...note },
    });
  };

  it('counts the runway from the day it was told; what nobody told is not assessable', async () => {
    expect(await toldOf(room, ours, name)).toEqual([
      'NOT_ASSESSABLE',
      'No conversation of the last 12 months told for how long the work is funded.',
    ]);
    await tell(40, { runway_months: '6.5' });
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'FAIL', facts: { runwayMonths: '6.5', toldOn: day(-40), gapNamedOn: null } },
    });
    await tell(40, { runway_months: '7.5' });
    expect((await checkOf(room, ours, name)).state).toBe('PASS');
    await tell(30, { runway_months: '0' });
    expect((await checkOf(room, ours, name)).state).toBe('FAIL');
    await tell(0, { runway_months: '6' });
    expect((await checkOf(room, ours, name)).state).toBe('PASS');
  });

  it('passes where the gap was named within 90 days', async () => {
    await tell(91, { runway_months: '2', funding_gap: 'A coordinator' });
    expect((await checkOf(room, ours, name)).state).toBe('FAIL');
    await tell(90, { funding_gap: 'A coordinator' });
    expect(await toldOf(room, ours, name)).toEqual(['PASS', `A conversation of ${day(-90)} named what is missing.`]);
  });
});
