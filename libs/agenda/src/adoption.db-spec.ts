import {
  adopt,
  buildAgenda,
  buildConsultation,
  buildProposal,
  prepareCoalition,
  readyContent,
} from '../testing/index.js';
import {
  AdoptionService,
  AgendaModule,
  AgendaService,
  DraftingService,
  InputsService,
  ReadinessService,
} from './index.js';
import { BodiesService, BodyDecisionsService, GroupsService, SeatsService } from '@keelson/backbone';
import { buildGroup, buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
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

const adoption = () => room.get(AdoptionService);
const decisions = () => room.get(BodyDecisionsService);
const refused = (field: string, code = 'NOT_ALLOWED') => ({ problems: [{ code, field: [field] }] });
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
/** A decision body that misses the rule: one seat, held by a member that represents nobody. */
async function buildSmallBody() {
  const { id } = await room.get(BodiesService).createBody(ours.backbone, {
    ...{ coalitionId: ours.coalition.id, name: 'Small', kind: 'STEERING', decides: true },
  });
  const seat = await room.get(SeatsService).addSeat(ours.backbone, { bodyId: id, title: 'Seat' });
  const holderOrganizationId = ours.organizations[2]!.id;
  await room.get(SeatsService).fillSeat(ours.backbone, seat.id, { holderOrganizationId });
  return id;
}

describe('adoption', () => {
  it('takes a confirmed decision about this version: the backbone alone cannot adopt', async () => {
    const { id } = await buildProposal(room, ours);
    const other = await buildProposal(room, ours);
    const { body, decide } = await buildSteering(room, ours);
    const about = { bodyId: body.id, kind: 'ADOPT_AGENDA', text: 'Adopted.', why: 'Agreed.' } as const;
    const recorded = await decisions().recordBodyDecision(ours.backbone, { ...about, subjectId: id });
    const adopting = (decisionId: string) => adoption().adoptAgenda(ours.backbone, id, decisionId);
    await expect(adopting(recorded.id)).rejects.toMatchObject(refused('decisionId'));
    await expect(decisions().confirmBodyDecision(ours.backbone, recorded.id)).rejects.toThrow(Forbidden);
    await expect(decisions().confirmBodyDecision(ours.partner('c'), recorded.id)).rejects.toThrow(Forbidden);
    const elsewhere = await decide({ kind: 'ADOPT_AGENDA', subjectId: other.id });
    await expect(adopting(elsewhere.id)).rejects.toMatchObject(refused('decisionId'));
    const unrelated = await decide({ kind: 'OTHER' });
    await expect(adopting(unrelated.id)).rejects.toMatchObject(refused('decisionId'));
    await expect(adopting(body.id)).rejects.toThrow(NotFound);
    expect(await room.get(AgendaService).loadAgendas(ours.backbone, [id])).toMatchObject([{ state: 'PROPOSED' }]);
    await decisions().confirmBodyDecision(ours.partner('b'), recorded.id);
    expect(await adopting(recorded.id)).toMatchObject({ state: 'ADOPTED' });
  });

  it('takes no decision that was recorded before this text was proposed', async () => {
    const { id } = await buildProposal(room, ours);
    const early = await (await buildSteering(room, ours)).decide({ kind: 'ADOPT_AGENDA', subjectId: id });
    await adoption().returnAgenda(ours.backbone, id, 'Name the schools.');
    await room.get(DraftingService).editAgenda(ours.backbone, id, { vision: 'Another one.' });
    await adoption().proposeAgenda(ours.backbone, id);
    await expect(adoption().adoptAgenda(ours.backbone, id, early.id)).rejects.toMatchObject(refused('decisionId'));
  });

  it('by a body that misses the rule of seats is for 60 days at most, once, and confirmed by one that meets it', async () => {
    const { id } = await buildProposal(room, ours);
    const bodyId = await buildSmallBody();
    const about = { bodyId, kind: 'ADOPT_AGENDA', subjectId: id, text: 'For now.', why: 'It is urgent.' } as const;
    const record = (interimUntil: string | null) =>
      decisions().recordBodyDecision(ours.backbone, { ...about, interimUntil });
    await expect(record(null)).rejects.toMatchObject(refused('bodyId'));
    await expect(record(day(61))).rejects.toMatchObject(refused('interimUntil', 'OUT_OF_RANGE'));
    const interim = await record(day(60));
    expect(interim).toMatchObject({ meetsSeatRule: false, seatsHeld: 1, seatsMostImpacted: 0, interimUntil: day(60) });
    await decisions().confirmBodyDecision(ours.partner('c'), interim.id);
    await adoption().adoptAgenda(ours.backbone, id, interim.id);
    await expect(record(day(30))).rejects.toMatchObject(refused('interimUntil'));
    await adopt(room, ours, id);
    const [latest, first] = await adoption().loadAdoptionsOf(ours.funder, [id]);
    expect(first?.decisionId).toBe(interim.id);
    expect(latest?.decisionId).not.toBe(interim.id);
    await expect(adopt(room, ours, id)).rejects.toMatchObject({ code: 'FROZEN' });
  });

  it('rests on no interim decision that has ended', async () => {
    const { id } = await buildProposal(room, ours);
    const bodyId = await buildSmallBody();
    const about = { bodyId, kind: 'ADOPT_AGENDA', subjectId: id, text: 'For now.', why: 'It is urgent.' } as const;
    await room.query(`UPDATE seat SET term_from = '2020-01-01' WHERE body_id = $1`, [bodyId]);
    const ended = { decidedOn: day(-20), interimUntil: day(-2) };
    const decision = await decisions().recordBodyDecision(ours.backbone, { ...about, ...ended });
    await decisions().confirmBodyDecision(ours.partner('c'), decision.id);
    const adopting = adoption().adoptAgenda(ours.backbone, id, decision.id);
    await expect(adopting).rejects.toMatchObject(refused('decisionId'));
  });
});

describe('readiness', () => {
  const failing = async (id: string) =>
    (await room.get(ReadinessService).checkReadiness(ours.funder, id)).flatMap((one) =>
      one.passes ? [] : [one.check],
    );

  it('fails while an input waits or a group that is most impacted was not heard', async () => {
    await prepareCoalition(room, ours);
    const { id } = await buildConsultation(room, ours);
    expect(await failing(id)).toEqual([]);
    const group = await buildGroup(room, ours, 'Night workers');
    expect(await failing(id)).toEqual(['TERMS_AGREED', 'GROUPS_HEARD']);
    const said = { coalitionId: ours.coalition.id, kind: 'IDEA', channel: 'PHONE', text: 'Light.' } as const;
    await room.get(InputsService).recordInput(ours.backbone, { ...said, groupId: group.id });
    expect(await failing(id)).toEqual(['TERMS_AGREED', 'INPUTS_ANSWERED']);
    await room.get(GroupsService).retireStakeholderGroup(ours.backbone, group.id, 'They moved away.');
    expect(await failing(id)).toEqual(['INPUTS_ANSWERED']);
  });

  it('does not count an input of more than twelve months ago', async () => {
    await prepareCoalition(room, ours);
    const { id } = await buildConsultation(room, ours);
    await room.query(`UPDATE community_input SET received_on = received_on - interval '13 months'`);
    expect(await failing(id)).toEqual(['GROUPS_HEARD']);
  });

  it('fails, with its path, where a group got its name after a goal did', async () => {
    await prepareCoalition(room, ours);
    const goals = [{ ...readyContent.goals[0]!, statement: 'Fewer cyclists die.' }];
    const { id } = await buildConsultation(room, ours, { goals });
    const group = await buildGroup(room, ours, 'Cyclists');
    await room.get(GroupsService).updateStakeholderGroup(ours.backbone, group.id, { mostImpacted: false });
    const proposing = adoption().proposeAgenda(ours.backbone, id);
    await expect(proposing).rejects.toMatchObject({
      problems: [{ code: 'NOT_ALLOWED', field: ['goals', '0', 'statement'] }],
    });
    const editing = room.get(DraftingService).editAgenda(ours.backbone, id, { goals });
    await expect(editing).rejects.toMatchObject({ problems: [{ field: ['goals', '0', 'statement'] }] });
  });

  it('is for those who may see the version', async () => {
    const { id } = await buildAgenda(room, ours);
    const check = (actor: typeof ours.stranger) => room.get(ReadinessService).checkReadiness(actor, id);
    await expect(check(ours.stranger)).rejects.toThrow(NotFound);
    expect((await check(ours.partner('a'))).length).toBe(10);
  });
});
