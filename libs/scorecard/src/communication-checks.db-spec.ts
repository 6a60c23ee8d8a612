import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { checkOf, day, moment, put, putConversation, toldOf } from '../testing/index.js';
import { ScorecardModule, ScorecardService } from './index.js';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(ScorecardModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const sustaining = (conversation: string) =>
  put(room, ours, 'sustaining_note', {
    ...{ conversation_id: conversation, keeps_us_going: 'Each other', risks: 'None', capacity: 'Two days a week' },
    next_step: 'Talk to the county',
  });

describe('SUSTAINING_HELD', () => {
  it('passes for 90 days after one that was held and has its notes', async () => {
    expect(await toldOf(room, ours, 'SUSTAINING_HELD')).toEqual([
      'FAIL',
      'No conversation about what sustains the work was held yet.',
    ]);
    const late = await putConversation(room, ours, 91, { kind: 'SUSTAINING' });
    await sustaining(late);
    expect(await checkOf(room, ours, 'SUSTAINING_HELD')).toMatchObject({
      ...{ state: 'FAIL', facts: { lastOn: day(-91), dueOn: day(-1) }, subjects: [{ type: 'Conversation', id: late }] },
    });
    await sustaining(await putConversation(room, ours, 10, { kind: 'SUSTAINING', notes: null, notes_at: null }));
    expect((await checkOf(room, ours, 'SUSTAINING_HELD')).state).toBe('FAIL');
    await sustaining(await putConversation(room, ours, 90, { kind: 'SUSTAINING' }));
    expect(await toldOf(room, ours, 'SUSTAINING_HELD')).toEqual([
      'PASS',
      `The last conversation about what sustains the work was held on ${day(-90)}; the next is due by ${day(0)}.`,
    ]);
  });
});

describe('POWER_HELD', () => {
  it('passes for 180 days', async () => {
    const talk = async (ago: number) => {
      const id = await putConversation(room, ours, ago, { kind: 'POWER' });
      await put(room, ours, 'power_note', { conversation_id: id, work_to_address: 'Who sets the times.' });
    };
    await talk(181);
    expect((await checkOf(room, ours, 'POWER_HELD')).state).toBe('FAIL');
    await talk(180);
    expect((await checkOf(room, ours, 'POWER_HELD')).state).toBe('PASS');
  });
});

describe('NOTES_ON_TIME', () => {
  it('is not assessable before any fell due, and asks for nine of ten', async () => {
    await putConversation(room, ours, 3);
    expect((await checkOf(room, ours, 'NOTES_ON_TIME')).state).toBe('NOT_ASSESSABLE');
    for (let i = 0; i < 9; i++) await putConversation(room, ours, 20);
    await putConversation(room, ours, 20, { notes: 'Later', notes_at: moment(-12) });
    expect(await checkOf(room, ours, 'NOTES_ON_TIME')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 9, denominator: 10, value: '0.9', threshold: '0.9' } },
    });
    await putConversation(room, ours, 20, { notes: null, notes_at: null });
    expect((await checkOf(room, ours, 'NOTES_ON_TIME')).state).toBe('FAIL');
  });
});

describe('QUESTIONS_ANSWERED_ON_TIME', () => {
  const ask = (dueOn: string, answeredOn: string | null) =>
    put(room, ours, 'question', {
      ...{ text: 'Who pays?', asked_by: ours.backbone.personId, asked_at: moment(-40), due_on: dueOn },
      ...(answeredOn && {
        ...{ answer: 'The county.', answered_by: ours.backbone.personId, answered_on: answeredOn },
        answered_at: moment(0),
      }),
    });

  it('without a question in the period is not assessable, and left out of PASS / (PASS + FAIL)', async () => {
    const card = async () => {
      const { conditions } = await room.get(ScorecardService).scorecard(ours.backbone, ours.coalition.id);
      return conditions.find(({ condition }) => condition === 'COMMUNICATION')!;
    };
    const [before, states] = [await card(), async () => (await card()).checks.map(({ state }) => state)];
    expect(before.checks[3]).toMatchObject({ check: 'QUESTIONS_ANSWERED_ON_TIME', state: 'NOT_ASSESSABLE' });
    // No notes fell due either: three checks are left, and all of them fail.
    expect(await states()).toEqual(['FAIL', 'FAIL', 'NOT_ASSESSABLE', 'NOT_ASSESSABLE', 'FAIL']);
    expect(before).toMatchObject({ passed: 0, assessable: 3, share: '0' });
    await ask(day(-20), day(-21));
    expect(await card()).toMatchObject({ passed: 1, assessable: 4, share: '0.25' });
  });

  it('fails below four of five', async () => {
    for (let i = 0; i < 4; i++) await ask(day(-20), day(-20));
    await ask(day(-20), null);
    expect(await checkOf(room, ours, 'QUESTIONS_ANSWERED_ON_TIME')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 4, denominator: 5, value: '0.8' } },
    });
    await ask(day(-20), day(-19));
    expect((await checkOf(room, ours, 'QUESTIONS_ANSWERED_ON_TIME')).state).toBe('FAIL');
  });
});

describe('ORGANIZATIONS_REACHED', () => {
  it('asks for every active organization within 60 days, and names the others to those who act', async () => {
    await putConversation(room, ours, 60, { with: ['a', 'b'] });
    await putConversation(room, ours, 61, { with: ['c'] });
    const missing = ours.organizations.find(({ code }) => code === 'c')!.id;
    expect(await checkOf(room, ours, 'ORGANIZATIONS_REACHED')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 2, denominator: 3, value: '0.6667' }, facts: { unreached: 1 } },
      subjects: [{ type: 'Organization', id: missing }],
    });
    const seen = await room.get(ScorecardService).scorecard(ours.funder, ours.coalition.id);
    expect(JSON.stringify(seen)).not.toContain(missing);
    await putConversation(room, ours, 2, { with: ['c'] });
    expect((await checkOf(room, ours, 'ORGANIZATIONS_REACHED')).state).toBe('PASS');
  });

  it('is not assessable without an active organization', async () => {
    ours = await buildCoalition(room, [{ code: 'f', name: 'F', role: 'FUNDER' }]);
    expect((await checkOf(room, ours, 'ORGANIZATIONS_REACHED')).state).toBe('NOT_ASSESSABLE');
    expect((await checkOf(room, ours, 'ORGANIZATIONS_INVOLVED')).state).toBe('NOT_ASSESSABLE');
  });
});
