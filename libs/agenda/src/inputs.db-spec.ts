import { buildAgenda } from '../testing/index.js';
import {
  AgendaFiguresService,
  AgendaModule,
  AgendaService,
  AlignmentService,
  InputsService,
  PledgesService,
  PublicInputsService,
  type NewInput,
} from './index.js';
import { buildGroup } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, newId, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(AgendaModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const inputs = () => room.get(InputsService);
const open = () => room.get(PublicInputsService);
const refused = (field: string, code = 'NOT_ALLOWED') => ({ problems: [{ code, field: [field] }] });
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const say = (more: Partial<NewInput> = {}, actor = ours.backbone) =>
  inputs().recordInput(actor, {
    coalitionId: ours.coalition.id,
    kind: 'IDEA',
    channel: 'MEETING',
    text: 'Light.',
    ...more,
  });
const reason = 'We put lamps along the canal.';
const dispose = (id: string, more: object = {}) =>
  inputs().disposeOfInput(ours.backbone, { id, disposition: 'ADOPTED', reason, ...more });

describe('a community input', () => {
  it('gets its disposition once, with a reason, of at least 20 characters where it is a no', async () => {
    const { id } = await say();
    await expect(dispose(id, { reason: ' ' })).rejects.toMatchObject(refused('reason', 'REQUIRED'));
    const no = { disposition: 'NOT_ADOPTED', reason: 'It costs too much.' };
    await expect(dispose(id, no)).rejects.toMatchObject(refused('reason', 'OUT_OF_RANGE'));
    expect(await dispose(id, { ...no, reason: 'It costs too much, alas' })).toMatchObject({
      disposition: 'NOT_ADOPTED',
    });
    await expect(dispose(id)).rejects.toMatchObject({ rule: 'input.disposed' });
  });

  it('is replied to where there is a contact, which is shown to backbone staff and can be forgotten', async () => {
    const { id } = await say({ contact: 'nora@home.example' }, ours.partner('a'));
    const contactFor = async (actor: typeof ours.funder) => (await inputs().loadInputs(actor, [id]))[0]?.contact;
    expect(await contactFor(ours.backbone)).toBe('nora@home.example');
    expect(await contactFor(ours.partner('a'))).toBeNull();
    expect(await contactFor(ours.funder)).toBeUndefined();
    const page = await inputs().listInputs(ours.partner('b'), ours.coalition.id, { filter: {}, newestFirst: true }, {});
    expect(page.edges[0]?.node.contact).toBeNull();
    await inputs().replyToInput(ours.backbone, id, 'Thank you, see you in May.');
    await expect(inputs().replyToInput(ours.backbone, id, 'Again')).rejects.toMatchObject({ rule: 'input.replied' });
    await inputs().forgetContact(ours.backbone, id, 'She asked for it.');
    expect(await contactFor(ours.backbone)).toBeNull();
    const kept = await room.query(
      `SELECT FROM audit_event WHERE after::text LIKE '%nora@%' OR before::text LIKE '%nora@%'`,
    );
    expect(kept).toEqual([]);
    const other = await say();
    await expect(inputs().replyToInput(ours.backbone, other.id, 'Hello')).rejects.toMatchObject(refused('reply'));
  });

  it('is filtered and ordered', async () => {
    const group = await buildGroup(room, ours, 'Tenants');
    const early = await say({ receivedOn: day(-9), groupId: group.id, kind: 'VALUE' });
    const late = await say({ text: 'Rents are high' });
    await dispose(early.id);
    const list = async (filter: object, newestFirst = true) =>
      (await inputs().listInputs(ours.partner('a'), ours.coalition.id, { filter, newestFirst }, {})).nodes.map(
        ({ id }) => id,
      );
    expect(await list({})).toEqual([late.id, early.id]);
    expect(await list({}, false)).toEqual([early.id, late.id]);
    expect(await list({ pending: true })).toEqual([late.id]);
    expect(await list({ groupIds: [group.id] })).toEqual([early.id]);
    expect(await list({ kinds: ['VALUE'], dispositions: ['ADOPTED'] })).toEqual([early.id]);
    expect(await list({ text: 'RENTS' })).toEqual([late.id]);
    expect(await list({ receivedFrom: day(-10), receivedTo: day(-8) })).toEqual([early.id]);
  });

  it('is for those who act; nothing of it comes from ahead or from elsewhere', async () => {
    await expect(say({}, ours.funder)).rejects.toThrow(Forbidden);
    await expect(say({}, ours.stranger)).rejects.toThrow(NotFound);
    await expect(say({ receivedOn: day(2) })).rejects.toMatchObject(refused('receivedOn', 'OUT_OF_RANGE'));
    const theirs = await buildCoalition(room);
    const group = await buildGroup(room, theirs, 'Tenants');
    await expect(say({ groupId: group.id })).rejects.toMatchObject({ field: ['groupId'] });
    const { id } = await say();
    await expect(inputs().forgetContact(ours.partner('a'), id, 'x')).rejects.toThrow(Forbidden);
    await expect(inputs().forgetContact(ours.stranger, id, 'x')).rejects.toThrow(NotFound);
  });
});

describe('people without an account', () => {
  it('say something, and read only what was written for the public', async () => {
    const group = await buildGroup(room, ours, 'Tenants');
    const said = {
      kind: 'CONCERN',
      text: 'My landlord, Mr. X',
      contact: 'me@home.example',
      groupId: group.id,
    } as const;
    const { id } = await open().submitInput('r', ours.coalition.id, said);
    const hidden = await open().submitInput('r', ours.coalition.id, { kind: 'IDEA', text: 'Hidden' });
    expect((await open().youSaidWeDid(ours.coalition.id)).entries).toEqual([]);
    await dispose(id, { youSaid: 'Rents rise too fast.' });
    await dispose(hidden.id);
    expect(await open().youSaidWeDid(ours.coalition.id)).toEqual({
      coalition: { name: ours.coalition.name, description: null },
      entries: [
        {
          ...{ id, kind: 'CONCERN', group: 'Tenants', youSaid: 'Rents rise too fast.', disposition: 'ADOPTED' },
          ...{ weDid: reason, on: day(0) },
        },
      ],
      next: null,
    });
    const [event] = await room.query(
      `SELECT person_id, verb FROM audit_event WHERE subject_id = $1 ORDER BY id LIMIT 1`,
      [id],
    );
    expect(event).toEqual({ person_id: null, verb: 'recordCommunityInput' });
  });

  it('reach no group of another coalition, and no coalition that is not there', async () => {
    const theirs = await buildCoalition(room);
    const group = await buildGroup(room, theirs, 'Tenants');
    const said = { kind: 'IDEA', text: 'x' } as const;
    await expect(open().submitInput('r', ours.coalition.id, { ...said, groupId: group.id })).rejects.toThrow(NotFound);
    await expect(open().submitInput('r', newId(), said)).rejects.toThrow(NotFound);
    await expect(open().youSaidWeDid(newId())).rejects.toThrow(NotFound);
    await expect(open().submitInput('r', ours.coalition.id, { kind: 'IDEA', text: ' ' })).rejects.toMatchObject(
      refused('text', 'REQUIRED'),
    );
  });

  it('read on from where a page ended', async () => {
    for (let i = 0; i < 51; i++) await dispose((await say()).id, { youSaid: `Said ${i}` });
    const first = await open().youSaidWeDid(ours.coalition.id);
    expect(first.entries).toHaveLength(50);
    const rest = await open().youSaidWeDid(ours.coalition.id, first.next);
    expect([rest.entries.map(({ youSaid }) => youSaid), rest.next]).toEqual([['Said 0'], null]);
  });
});

describe('the figures of the common agenda', () => {
  it('count what was heard, answered and owned', async () => {
    const { id: agendaId } = await buildAgenda(room, ours);
    const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
    const pledge = (code: string) =>
      room
        .get(PledgesService)
        .pledgeToAgenda(ours.partner(code), { agendaId, organizationId: idOf(code), kind: 'OWN' });
    await buildGroup(room, ours, 'Tenants');
    await say({ contact: 'somebody@home.example' });
    const answered = await say({ contact: 'other@home.example' });
    await dispose(answered.id, { reply: 'Thank you.' });
    const unanswered = await say({ contact: 'third@home.example' });
    await dispose(unanswered.id);
    await say({ receivedOn: day(-400) });
    await pledge('a');
    await pledge('c');
    const figures = await room.get(AgendaFiguresService).agendaFigures(ours.funder, ours.coalition.id);
    // Of the building: one input of the first group, answered; organizations a and b represent it, c nobody.
    expect(figures).toMatchObject({
      consultationCoverage: { numerator: 1, denominator: 2, value: '0.5000', to: day(0) },
      closureRate: { numerator: 2, denominator: 4, value: '0.5000' },
      ownershipShare: { numerator: 2, denominator: 3, value: '0.6667' },
      ownershipGap: { communities: { value: '0.5000' }, organizations: { value: '1.0000' }, value: '-0.5000', n: 3 },
      strategiesWithoutLevel: 1,
    });
    const before = { from: day(-500), to: day(-390) };
    const old = await room.get(AgendaFiguresService).agendaFigures(ours.funder, ours.coalition.id, before);
    expect(old.closureRate).toMatchObject({ numerator: 0, denominator: 1, value: '0.0000' });
  });
});

describe('an alignment statement', () => {
  it('is one per organization and goal of the adopted version, by whoever speaks for the organization', async () => {
    const { id: agendaId } = await buildAgenda(room, ours);
    const [goal] = await room.get(AgendaService).loadGoalsOf(ours.funder, [agendaId]);
    const organizationId = ours.organizations[0]!.id;
    const state = (text: string, actor = ours.partner('a')) =>
      room.get(AlignmentService).stateAlignment(actor, { goalId: goal!.id, organizationId, text });
    const first = await state('We repair bicycles.');
    expect(await state('We teach.')).toMatchObject({ id: first.id, text: 'We teach.' });
    await expect(state(' ')).rejects.toMatchObject(refused('text', 'REQUIRED'));
    await expect(state('x', ours.partner('b'))).rejects.toThrow(Forbidden);
    await expect(state('x', ours.stranger)).rejects.toThrow(NotFound);
    await buildAgenda(room, ours);
    await expect(state('x')).rejects.toMatchObject({ rule: 'agenda.superseded', field: ['goalId'] });
    expect(await room.get(AlignmentService).loadStatementsOf(ours.funder, [goal!.id])).toMatchObject([
      { text: 'We teach.' },
    ]);
  });
});
