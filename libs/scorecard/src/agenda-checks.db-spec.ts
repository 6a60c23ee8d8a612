import { AdoptionService, InputsService, PledgesService, type Agenda } from '@keelson/agenda';
import { buildAgenda, buildConsultation, prepareCoalition, readyContent } from '@keelson/agenda/testing';
import { GroupsService } from '@keelson/backbone';
import { buildGroup } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { checkOf, day, rewrite, toldOf } from '../testing/index.js';
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

const code = (name: string) => ours.organizations.find((one) => one.code === name)!.id;
const pledge = (agenda: Agenda, organization: string, kind: 'OWN' | 'SUPPORT' | 'NEED_CHANGE') =>
  room.get(PledgesService).pledgeToAgenda(ours.partner(organization), {
    ...{ agendaId: agenda.id, organizationId: code(organization), kind },
  });

describe('AGENDA_ADOPTED', () => {
  it('fails without an adopted version and past the review date, which is the last day that passes', async () => {
    await prepareCoalition(room, ours);
    await buildConsultation(room, ours);
    expect(await toldOf(room, ours, 'AGENDA_ADOPTED')).toEqual(['FAIL', 'No version of the agenda is adopted.']);
    const { id } = await buildAgenda(room, ours);
    expect(await toldOf(room, ours, 'AGENDA_ADOPTED')).toEqual(['PASS', 'Version 2 of the agenda is adopted.']);
    await rewrite(room, `UPDATE agenda SET review_date = '${day(0)}' WHERE id = '${id}'`);
    const checked = await checkOf(room, ours, 'AGENDA_ADOPTED');
    expect(checked).toMatchObject({ state: 'PASS', subjects: [{ type: 'Agenda', id }], query: 'currentAgenda' });
    await rewrite(room, `UPDATE agenda SET review_date = '${day(-1)}' WHERE id = '${id}'`);
    expect(await toldOf(room, ours, 'AGENDA_ADOPTED')).toEqual([
      'FAIL',
      `Version 2 of the agenda is adopted, but was to be reviewed by ${day(-1)}.`,
    ]);
  });
});

describe('IMPACTED_GROUPS_ANSWERED', () => {
  it('asks for a disposition and, where there is a contact, a reply, of the last 12 months', async () => {
    const name = 'IMPACTED_GROUPS_ANSWERED';
    expect((await toldOf(room, ours, name))[0]).toBe('NOT_ASSESSABLE');
    const group = await buildGroup(room, ours, 'Tenants');
    const said = { coalitionId: ours.coalition.id, kind: 'CONCERN', channel: 'MEETING', text: 'Rents rise.' } as const;
    const inputs = room.get(InputsService);
    const { id } = await inputs.recordInput(ours.backbone, { ...said, groupId: group.id, contact: 't@example.org' });
    const disposition = { disposition: 'ADOPTED', reason: 'It stands in the strategies.' } as const;
    await inputs.disposeOfInput(ours.backbone, { id, ...disposition });
    expect(await checkOf(room, ours, name)).toMatchObject({
      ...{ state: 'FAIL', facts: { missing: ['Tenants'] }, subjects: [{ type: 'StakeholderGroup', id: group.id }] },
      figure: { numerator: 0, denominator: 1, value: '0', threshold: '1', to: day(0) },
    });
    await inputs.replyToInput(ours.backbone, id, 'We heard you.');
    expect(await checkOf(room, ours, name)).toMatchObject({ state: 'PASS', figure: { value: '1' } });
    await room.query(`UPDATE community_input SET received_on = received_on - interval '12 months' WHERE id = $1`, [id]);
    expect((await checkOf(room, ours, name)).state).toBe('FAIL');
    await room.get(GroupsService).retireStakeholderGroup(ours.backbone, group.id, 'They moved.');
    expect((await checkOf(room, ours, name)).state).toBe('NOT_ASSESSABLE');
  });
});

describe('REQUIRED_TERMS_AGREED', () => {
  it('asks for all of them, and for nothing where none is required', async () => {
    expect(await checkOf(room, ours, 'REQUIRED_TERMS_AGREED')).toMatchObject({
      ...{ state: 'FAIL', facts: { open: ['respect', 'trust', 'dignity'] }, figure: { numerator: 0, denominator: 3 } },
    });
    await prepareCoalition(room, ours);
    expect((await toldOf(room, ours, 'REQUIRED_TERMS_AGREED'))[0]).toBe('PASS');
    await room.query('UPDATE term SET required = false WHERE coalition_id = $1', [ours.coalition.id]);
    expect((await toldOf(room, ours, 'REQUIRED_TERMS_AGREED'))[0]).toBe('NOT_ASSESSABLE');
  });
});

describe('PARTIES_PLEDGED', () => {
  it('counts OWN and SUPPORT on the adopted version, silence in the denominator: 10 of 12 pass, 9 of 12 do not', async () => {
    const members = Array.from({ length: 12 }, (_, i) => ({ code: `p${i}`, name: `P${i}` }));
    ours = await buildCoalition(room, members);
    expect((await checkOf(room, ours, 'PARTIES_PLEDGED')).state).toBe('NOT_ASSESSABLE');
    const agenda = await buildAgenda(room, ours);
    for (let i = 0; i < 7; i++) await pledge(agenda, `p${i}`, 'OWN');
    for (let i = 7; i < 9; i++) await pledge(agenda, `p${i}`, 'SUPPORT');
    await pledge(agenda, 'p10', 'NEED_CHANGE');
    expect(await checkOf(room, ours, 'PARTIES_PLEDGED')).toMatchObject({
      ...{ state: 'FAIL', figure: { numerator: 9, denominator: 12, value: '0.75', threshold: '0.8', atMost: false } },
      facts: { silent: 2, needChange: 1 },
    });
    await pledge(agenda, 'p9', 'SUPPORT');
    expect(await checkOf(room, ours, 'PARTIES_PLEDGED')).toMatchObject({
      ...{ state: 'PASS', figure: { numerator: 10, denominator: 12, value: '0.8333' } },
    });
  });
});

describe('GOALS_MEASURED_OR_TASKED', () => {
  it('passes while the task of a goal is not overdue, and with a measure whatever its date', async () => {
    expect((await checkOf(room, ours, 'GOALS_MEASURED_OR_TASKED')).state).toBe('NOT_ASSESSABLE');
    const [goal] = readyContent.goals;
    await buildAgenda(room, ours, { goals: [{ ...goal!, taskDue: day(0) }] });
    expect((await toldOf(room, ours, 'GOALS_MEASURED_OR_TASKED'))[0]).toBe('PASS');
    await rewrite(room, `UPDATE goal SET task_due = '${day(-1)}' WHERE coalition_id = '${ours.coalition.id}'`);
    const [late] = await room.query<{ id: string }>('SELECT id FROM goal WHERE coalition_id = $1', [ours.coalition.id]);
    expect(await toldOf(room, ours, 'GOALS_MEASURED_OR_TASKED')).toEqual([
      'FAIL',
      '0 of 1 goals have an active measure or a dated task that is not overdue; missing: deaths.',
    ]);
    await room.query(
      `INSERT INTO measure (id, coalition_id, code, name, level, direction, frequency, goal_ids, catalogue_references, calculated)
       VALUES (uuidv7(), $1, 'm', 'M', 'POPULATION', 'DECREASE', 'MONTH', $2, '[]', false)`,
      [ours.coalition.id, [late!.id]],
    );
    expect((await toldOf(room, ours, 'GOALS_MEASURED_OR_TASKED'))[0]).toBe('PASS');
  });
});

it('speaks of the version in force, not of the one that is proposed', async () => {
  const adopted = await buildAgenda(room, ours);
  await pledge(adopted, 'a', 'OWN');
  const next = await buildConsultation(room, ours);
  await room.get(AdoptionService).proposeAgenda(ours.backbone, next.id);
  expect((await checkOf(room, ours, 'PARTIES_PLEDGED')).figure).toMatchObject({ numerator: 1, denominator: 3 });
});
