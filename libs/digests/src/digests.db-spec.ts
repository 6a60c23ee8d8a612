import { MilestonesService, ReinforcementLinksService } from '@keelson/activities';
import { buildActivity } from '@keelson/activities/testing';
import { DraftingService, GlossaryService } from '@keelson/agenda';
import { buildAgenda, buildConsultation } from '@keelson/agenda/testing';
import { QuestionsService } from '@keelson/briefings';
import { buildQuestion } from '@keelson/briefings/testing';
import { buildCommitment } from '@keelson/commitments/testing';
import { DecisionsService } from '@keelson/communications';
import { buildConversation, idOf } from '@keelson/communications/testing';
import { NotFound, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report } from '@keelson/submissions/testing';
import { buildToldCoalition, openDigestsRoom, type ToldCoalition } from '../testing/index.js';
import { DigestsService } from './index.js';

let room: TestRoom;
let ours: ToldCoalition;
beforeAll(async () => {
  room = await openDigestsRoom();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildToldCoalition(room);
}, 60_000);

describe('a digest', () => {
  it('tells partners what is asked of their organizations, and what changed in what these do', async () => {
    const { backbone } = ours;
    await buildCommitment(room, ours, { title: 'Order helmets' });
    const activity = await buildActivity(room, ours, { title: 'Safer crossings' });
    await room.get(MilestonesService).addMilestone(backbone, { activityId: activity.id, title: 'painted' });
    await room.get(GlossaryService).defineTerm(backbone, {
      ...{ coalitionId: ours.coalition.id, word: 'Safety', text: 'Nobody is hurt', required: false },
      ...{ looksLike: [], doesNotLookLike: [] },
    });
    await buildMeasure(room, ours, { code: 'deaths', name: 'Deaths', frequency: 'MONTH' });
    await ours.compile();
    expect(await ours.linesOf(ours.people.a)).toEqual(
      expect.arrayContaining([
        'ACCEPT_COMMITMENT | Order helmets',
        'TAKE_POSITION | Safety',
        'CHANGED | Safer crossings | MILESTONE_ADDED | NEW',
        'CHANGED | Order helmets | NEW',
      ]),
    );
    expect((await ours.linesOf(ours.people.a)).filter((line) => /^SUBMIT \| \d{4}-\d\d \| A$/.test(line))).not.toEqual(
      [],
    );
    const ofC = await ours.linesOf(ours.people.c);
    expect(ofC).toContain('TAKE_POSITION | Safety');
    expect(ofC.filter((line) => /helmets|crossings|\| A$/.test(line))).toEqual([]);
  });

  it('asks for pledges, for confirmations and for answers, and says that a consultation is open', async () => {
    const { backbone, coalition } = ours;
    const agenda = await buildAgenda(room, ours);
    await buildConsultation(room, ours);
    const given = await buildCommitment(room, ours, { title: 'Count bikes' });
    await room.query(
      `UPDATE commitment SET state = 'DELIVERED', delivered_on = current_date,
              accepted_organization_ids = holder_organization_ids WHERE id = $1`,
      [given.id],
    );
    const question = { coalitionId: coalition.id, text: 'How many came?', askedOfOrganizationId: idOf(ours, 'c') };
    await room.get(QuestionsService).askQuestion(backbone, question);
    await ours.compile();
    const asked = async (who: Actor) =>
      (await ours.linesOf(who)).filter((line) => !/^(CHANGED|DECIDED|BODY)/.test(line));
    expect(await asked(ours.people.c)).toEqual(
      expect.arrayContaining([
        'ANSWER_QUESTION | How many came?',
        `PLEDGE | ${agenda.version}`,
        `CONSULTATION | ${agenda.version + 1}`,
      ]),
    );
    expect(await asked(ours.people.b)).toContain('CONFIRM_COMMITMENT | Count bikes');
    expect(await asked(ours.people.a)).not.toContain('CONFIRM_COMMITMENT | Count bikes');
    expect(await asked(ours.people.observer)).toEqual([`CONSULTATION | ${agenda.version + 1}`]);
  }, 60_000);

  it('tells of decisions, new figures and published reports to those who may see them, and lets nothing else out', async () => {
    const { backbone, coalition } = ours;
    const talk = await buildConversation(room, ours, { title: 'MARKER talk', notes: 'MARKER notes' });
    const decision = { conversationId: talk.id, text: 'We close the road', why: 'MARKER why' };
    await room.get(DecisionsService).recordDecision(backbone, decision);
    await buildMeasure(room, ours, { code: 'injured', name: 'Injured', frequency: 'MONTH' });
    await report(room, ours, cellsOf('injured', [['a', '2026-01', '7310']]));
    await buildCommitment(room, ours, { title: 'MARKER commitment', description: 'MARKER description' });
    await buildActivity(room, ours, { title: 'MARKER activity', leadOrganizationId: idOf(ours, 'b') });
    await room.get(DraftingService).draftAgenda(backbone, coalition.id, { problem: 'MARKER draft' });
    await buildQuestion(room, ours, { text: 'MARKER question' });
    for (const audience of ['FUNDERS', 'COALITION']) await publishRow(audience, `To ${audience}`);
    await publishRow(null, 'MARKER unpublished');
    await ours.compile();
    expect(await ours.linesOf(ours.people.funder)).toEqual(['DECIDED | We close the road', 'PUBLISHED | To FUNDERS']);
    expect(await ours.linesOf(ours.people.observer)).toEqual([
      'DECIDED | We close the road',
      'PUBLISHED | To COALITION',
    ]);
    expect(await ours.linesOf(ours.people.c)).toEqual(
      expect.arrayContaining([
        'DECIDED | We close the road',
        'NEW_FIGURES | Injured | 2026-01',
        'PUBLISHED | To COALITION',
      ]),
    );
    const closed = [ours.people.funder, ours.people.observer, ours.people.c].map(({ personId }) => personId);
    const kept = [...(await ours.rows()), ...(await ours.mails())].filter(({ person_id }) =>
      closed.includes(person_id),
    );
    expect(kept.length).toBeGreaterThanOrEqual(6);
    expect(JSON.stringify(kept)).not.toMatch(/MARKER|7310/);
    expect(JSON.stringify(await ours.rows())).toContain('MARKER activity');
  });

  it('asks whoever logged a talk, and its hosts, for notes', async () => {
    const host = { hostOrganizationIds: [idOf(ours, 'b')], participants: [{ organizationId: idOf(ours, 'c') }] };
    await buildConversation(room, ours, { ...host, title: 'Without notes', heldAt: new Date() }, ours.people.b);
    await ours.compile();
    expect(await ours.linesOf(ours.people.b)).toContain('WRITE_NOTES | Without notes');
    expect((await ours.linesOf(ours.people.c)).filter((line) => line.startsWith('WRITE'))).toEqual([]);
  });

  it('asks backbone staff for what a backbone organization promised, and for the notes of what it hosted', async () => {
    const hub = idOf(ours, 'a');
    await room.query(`UPDATE membership SET role = 'BACKBONE' WHERE organization_id = $1`, [hub]);
    const counterpart = { counterpartOrganizationId: idOf(ours, 'c') };
    await buildCommitment(room, ours, { title: 'Book the hall', holderOrganizationIds: [hub], ...counterpart });
    const elsewhere = { holderOrganizationIds: [idOf(ours, 'b')], ...counterpart };
    await buildCommitment(room, ours, { title: 'Order helmets', ...elsewhere });
    const host = { hostOrganizationIds: [hub], participants: [{ organizationId: idOf(ours, 'b') }] };
    await buildConversation(room, ours, { ...host, title: 'Without notes', heldAt: new Date() }, ours.people.b);
    await buildAgenda(room, ours);
    await ours.compile();
    const asked = (await ours.linesOf(ours.backbone)).filter((line) => !/^(CHANGED|DECIDED|BODY)/.test(line));
    // No pledge: that is for those who speak for an organization as its partners.
    expect(asked.sort()).toEqual(['ACCEPT_COMMITMENT | Book the hall', 'WRITE_NOTES | Without notes']);
  });

  it('asks the lead of the other activity to confirm a link, and nobody else', async () => {
    const { backbone } = ours;
    const one = await buildActivity(room, ours, { title: 'Crossings' });
    const two = await buildActivity(room, ours, { title: 'Helmets', leadOrganizationId: idOf(ours, 'b') });
    const link = { fromActivityId: one.id, toActivityId: two.id, kind: 'FEEDS' } as const;
    await room.get(ReinforcementLinksService).linkActivities(backbone, link);
    await ours.compile();
    expect(await ours.linesOf(ours.people.b)).toContain('CONFIRM_LINK | Crossings → Helmets');
    for (const who of [ours.people.a, ours.people.c, ours.people.funder, backbone]) {
      expect((await ours.linesOf(who)).filter((line) => line.startsWith('CONFIRM_LINK'))).toEqual([]);
    }
  });

  it('is written as a mail in the language of each, and refused ones are kept as data', async () => {
    await buildAgenda(room, ours);
    await room.query(`UPDATE coalition SET language = 'es' WHERE id = $1`, [ours.coalition.id]);
    await room.query(`UPDATE person SET language = 'en' WHERE id = $1`, [ours.people.b.personId]);
    await room.query(`INSERT INTO notice_refusal (coalition_id, person_id, kind) VALUES ($1, $2, 'WEEKLY_DIGEST')`, [
      ours.coalition.id,
      ours.people.c.personId,
    ]);
    await ours.compile();
    const sent = await ours.mails();
    const of = ({ personId }: Actor) => sent.find(({ person_id }) => person_id === personId)?.facts.sections;
    const headings = (who: Actor) => of(who)?.map(([heading]) => heading);
    expect(headings(ours.people.a)?.[0]).toBe('Lo que se le pide');
    expect(headings(ours.people.b)?.[0]).toBe('What is asked of you');
    expect(of(ours.people.c)).toBeUndefined();
    expect(await ours.linesOf(ours.people.c)).toEqual(await ours.linesOf(ours.people.a));
    expect(JSON.stringify(of(ours.people.a))).toContain('Diga qué posición tiene su organización');
  }, 60_000);
});

describe('a digest as data', () => {
  it('is its owner’s alone', async () => {
    await buildAgenda(room, ours);
    await ours.compile();
    const [digest] = await ours.digestsOf(ours.people.a);
    expect(await room.get(DigestsService).loadDigests(ours.people.a, [digest!.id])).toHaveLength(1);
    expect(await room.get(DigestsService).loadDigests(ours.people.b, [digest!.id])).toEqual([]);
    expect(await room.get(DigestsService).loadDigests(ours.backbone, [digest!.id])).toEqual([]);
    expect(() => room.get(DigestsService).listDigests(ours.stranger, ours.coalition.id, {})).toThrow(NotFound);
  }, 60_000);
});

/** A report of the week, published to an audience; null: not published. */
async function publishRow(audience: string | null, title: string): Promise<void> {
  const [row] = await room.query<{ id: string }>(
    `INSERT INTO report (id, coalition_id, title, measure_ids, frequency, first_period_start, last_period_start, state, requested_by_id)
     SELECT uuidv7(), $1, $2, array_agg(id), 'YEAR', '2025-01-01', '2025-01-01', 'REQUESTED', $3
       FROM measure WHERE coalition_id = $1 RETURNING id`,
    [ours.coalition.id, title, ours.backbone.personId],
  );
  if (!audience) return;
  await room.query(
    `INSERT INTO report_publication (id, coalition_id, report_id, audience, published_by) VALUES (uuidv7(), $1, $2, $3, $4)`,
    [ours.coalition.id, row!.id, audience, ours.backbone.personId],
  );
}
