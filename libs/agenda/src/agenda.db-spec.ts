import { adopt, buildAgenda, buildDraft, buildProposal, prepareCoalition, readyContent } from '../testing/index.js';
import { AdoptionService, AgendaModule, AgendaService, DraftingService } from './index.js';
import { buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, InvalidInput, newId, NotFound } from '@keelson/platform';
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

const agendas = () => room.get(AgendaService);
const drafting = () => room.get(DraftingService);
const adoption = () => room.get(AdoptionService);
const query = (sql: string, values: unknown[] = []) => room.query(sql, values);
const verbsOn = async (subjectId: string) => {
  const text = 'SELECT verb, reason FROM audit_event WHERE subject_id = $1 ORDER BY id';
  return (await room.query<{ verb: string; reason: string | null }>(text, [subjectId])).map(({ verb, reason }) => [
    verb,
    reason,
  ]);
};

describe('a version of the common agenda', () => {
  it('goes from DRAFT to CONSULTING and PROPOSED, back with a reason, and on to ADOPTED, all in the history', async () => {
    await prepareCoalition(room, ours);
    const { id } = await buildDraft(room, ours);
    await adoption().consultOnAgenda(ours.backbone, id);
    await drafting().editAgenda(ours.backbone, id, { vision: 'As the partners put it.' });
    await adoption().proposeAgenda(ours.backbone, id);
    expect(await adoption().returnAgenda(ours.backbone, id, 'Too vague.')).toMatchObject({ state: 'CONSULTING' });
    await adoption().proposeAgenda(ours.backbone, id);
    const adopted = await adopt(room, ours, id);
    expect(adopted).toMatchObject({ version: 1, state: 'ADOPTED', adoptedAt: expect.any(Date) });
    expect(await agendas().currentAgenda(ours.funder, ours.coalition.id)).toMatchObject({ id });
    expect(await verbsOn(id)).toEqual([
      ['draftAgenda', null],
      ['consultOnAgenda', null],
      ['editAgenda', null],
      ['proposeAgenda', null],
      ['returnAgenda', 'Too vague.'],
      ['proposeAgenda', null],
      ['adoptAgenda', null],
    ]);
  });

  it('is proposed only after a consultation', async () => {
    const { id } = await buildDraft(room, ours);
    await expect(adoption().proposeAgenda(ours.backbone, id)).rejects.toMatchObject({ rule: 'agenda.draft' });
  });

  it('tells everything that it lacks when it is proposed too early, and stays CONSULTING', async () => {
    const { id } = await drafting().draftAgenda(ours.backbone, ours.coalition.id, { vision: 'V' });
    await adoption().consultOnAgenda(ours.backbone, id);
    const lacking = ['problem', 'population', 'goals', 'outOfScope', 'statusQuo', 'terms', 'groups'];
    await expect(adoption().proposeAgenda(ours.backbone, id)).rejects.toMatchObject({
      problems: lacking.map((field) => ({ code: 'REQUIRED', field: [field] })),
    });
    expect(await agendas().loadAgendas(ours.backbone, [id])).toMatchObject([{ state: 'CONSULTING' }]);
  });

  it('keeps nothing of an edit that has a fault', async () => {
    const { id } = await buildDraft(room, ours);
    const editing = drafting().editAgenda(ours.backbone, id, { problem: 'changed', goals: [] });
    await expect(editing).rejects.toMatchObject({ problems: [{ field: ['strategies', '0', 'goalCode'] }] });
    expect((await agendas().loadAgendas(ours.backbone, [id]))[0]?.problem).toBe(readyContent.problem);
    expect(await agendas().loadGoalsOf(ours.backbone, [id])).toHaveLength(1);
  });

  it('keeps the id of a goal that keeps its code, and records only what changed', async () => {
    const { id } = await buildDraft(room, ours);
    const [before] = await agendas().loadGoalsOf(ours.backbone, [id]);
    const goals = [
      { code: 'new', statement: 'New.' },
      { code: 'deaths', statement: 'End road deaths.' },
    ];
    await drafting().editAgenda(ours.backbone, id, { goals });
    const after = await agendas().loadGoalsOf(ours.backbone, [id]);
    expect(after.map(({ code, position }) => [code, position])).toEqual([
      ['new', 1],
      ['deaths', 2],
    ]);
    expect(after[1]).toMatchObject({ id: before?.id, statement: 'End road deaths.', horizon: null });
    const text = `SELECT after FROM audit_event WHERE subject_id = $1 AND verb = 'editAgenda'`;
    const [event] = await room.query<{ after: object }>(text, [id]);
    expect(Object.keys(event?.after ?? {})).toEqual(['goals']);
  });

  it('is drafted as a copy of the adopted one, whose goals keep their codes', async () => {
    const first = await buildAgenda(room, ours);
    const second = await drafting().draftAgenda(ours.backbone, ours.coalition.id, { vision: 'Nobody is hurt.' });
    expect(second).toMatchObject({ version: 2, state: 'DRAFT', basedOnId: first.id, problem: first.problem });
    const [oldGoal] = await agendas().loadGoalsOf(ours.backbone, [first.id]);
    const [newGoal] = await agendas().loadGoalsOf(ours.backbone, [second.id]);
    const [newStrategy] = await agendas().loadStrategiesOf(ours.backbone, [second.id]);
    expect(newGoal).toMatchObject({ code: 'deaths', statement: oldGoal?.statement });
    expect(newGoal?.id).not.toBe(oldGoal?.id);
    expect(newStrategy?.goalId).toBe(newGoal?.id);
    expect(await agendas().compareVersions(ours.backbone, first.id, second.id)).toMatchObject({
      fields: [{ field: 'vision', before: [readyContent.vision], after: ['Nobody is hurt.'] }],
      goals: [],
      strategies: [],
    });
    await adoption().consultOnAgenda(ours.backbone, second.id);
    await adoption().proposeAgenda(ours.backbone, second.id);
    await adopt(room, ours, second.id);
    const current = await agendas().loadCurrentGoals(ours.funder, [oldGoal?.id ?? '']);
    expect(current.get(oldGoal?.id ?? '')?.id).toBe(newGoal?.id);
  });

  it('puts aside the version before, and only one of four adoptions at once wins', async () => {
    const first = await buildAgenda(room, ours);
    const rivals = await Promise.all([1, 2, 3, 4].map(() => buildProposal(room, ours)));
    const { decide } = await buildSteering(room, ours);
    const decided = await Promise.all(rivals.map(({ id }) => decide({ kind: 'ADOPT_AGENDA', subjectId: id })));
    const adopting = rivals.map(({ id }, i) => adoption().adoptAgenda(ours.backbone, id, decided[i]!.id));
    const results = await Promise.allSettled(adopting);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(lost).toEqual(Array(3).fill(expect.objectContaining({ rule: 'agenda.outdated', code: 'INVALID_STATE' })));
    const states = await query(
      `SELECT state, count(*)::int FROM agenda WHERE coalition_id = $1 GROUP BY state ORDER BY state`,
      [ours.coalition.id],
    );
    expect(states).toEqual([
      { state: 'ADOPTED', count: 1 },
      { state: 'PROPOSED', count: 3 },
      { state: 'SUPERSEDED', count: 1 },
    ]);
    expect(await agendas().loadAgendas(ours.backbone, [first.id])).toMatchObject([
      { state: 'SUPERSEDED', supersededAt: expect.any(Date) },
    ]);
  });

  it('lets a proposal that was overtaken be proposed again', async () => {
    const [winner, late] = [await buildProposal(room, ours), await buildProposal(room, ours)];
    await adopt(room, ours, winner.id);
    await adoption().returnAgenda(ours.backbone, late.id, 'Overtaken.');
    await adoption().proposeAgenda(ours.backbone, late.id);
    await adopt(room, ours, late.id);
    expect(await agendas().currentAgenda(ours.backbone, ours.coalition.id)).toMatchObject({ id: late.id });
  });

  it('numbers drafts that are begun at once', async () => {
    const drafts = await Promise.all([1, 2, 3, 4].map(() => buildDraft(room, ours)));
    expect(drafts.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('an adopted version', () => {
  it('is refused by every verb that would change it', async () => {
    const { id } = await buildAgenda(room, ours);
    const frozen = { code: 'FROZEN', rule: 'agenda.adopted' };
    await expect(drafting().editAgenda(ours.backbone, id, { problem: 'x' })).rejects.toMatchObject(frozen);
    await expect(adoption().proposeAgenda(ours.backbone, id)).rejects.toMatchObject(frozen);
    await expect(adoption().returnAgenda(ours.backbone, id, 'x')).rejects.toMatchObject(frozen);
    await expect(adopt(room, ours, id)).rejects.toMatchObject(frozen);
  });

  it.each([
    `UPDATE agenda SET problem = 'x' WHERE id = $1`,
    `UPDATE agenda SET out_of_scope = '{}' WHERE id = $1`,
    `UPDATE agenda SET state = 'DRAFT', adopted_at = NULL WHERE id = $1`,
    `UPDATE agenda SET state = 'SUPERSEDED', superseded_at = now(), vision = 'x' WHERE id = $1`,
    `UPDATE agenda SET adopted_at = now() WHERE id = $1`,
    `DELETE FROM agenda WHERE id = $1`,
    `UPDATE goal SET statement = 'x' WHERE agenda_id = $1`,
    `DELETE FROM goal WHERE agenda_id = $1`,
    `UPDATE strategy SET title = 'x' WHERE agenda_id = $1`,
    `DELETE FROM strategy WHERE agenda_id = $1`,
    `INSERT INTO goal (id, coalition_id, agenda_id, code, statement, position)
       SELECT uuidv7(), coalition_id, id, 'new', 'New.', 9 FROM agenda WHERE id = $1`,
  ])('is kept by the database: %s', async (sql) => {
    const { id } = await buildAgenda(room, ours);
    await expect(query(sql, [id])).rejects.toThrow(/immutable/);
  });

  it('passes only to SUPERSEDED, and not back', async () => {
    const { id } = await buildAgenda(room, ours);
    await query(`UPDATE agenda SET state = 'SUPERSEDED', superseded_at = now() WHERE id = $1`, [id]);
    const back = query(`UPDATE agenda SET state = 'ADOPTED', superseded_at = NULL WHERE id = $1`, [id]);
    await expect(back).rejects.toThrow(/immutable/);
  });

  it('does not take a goal of a draft in', async () => {
    const { id } = await buildAgenda(room, ours);
    const draft = await drafting().draftAgenda(ours.backbone, ours.coalition.id, {
      goals: [{ code: 'other', statement: 'Other.' }],
      strategies: [],
    });
    const moving = query(`UPDATE goal SET agenda_id = $1 WHERE agenda_id = $2`, [id, draft.id]);
    await expect(moving).rejects.toThrow(/immutable/);
  });

  it('is one per coalition, also for the database', async () => {
    await buildAgenda(room, ours);
    const rival = await buildProposal(room, ours);
    const second = query(`UPDATE agenda SET state = 'ADOPTED', adopted_at = now() WHERE id = $1`, [rival.id]);
    await expect(second).rejects.toThrow(/agenda_adopted/);
  });
});

describe('who may', () => {
  it('shows a draft, its goals and its strategies to backbone staff only', async () => {
    const { id } = await buildDraft(room, ours);
    const [goal] = await agendas().loadGoalsOf(ours.backbone, [id]);
    const [strategy] = await agendas().loadStrategiesOf(ours.backbone, [id]);
    for (const actor of [ours.partner('a'), ours.funder, ours.stranger]) {
      expect(await agendas().loadAgendas(actor, [id])).toEqual([]);
      expect(await agendas().loadGoals(actor, [goal?.id ?? ''])).toEqual([]);
      expect(await agendas().loadStrategies(actor, [strategy?.id ?? ''])).toEqual([]);
      expect(await agendas().loadGoalsOf(actor, [id])).toEqual([]);
      await expect(agendas().compareVersions(actor, id, id)).rejects.toThrow(NotFound);
      await expect(drafting().editAgenda(actor, id, {})).rejects.toThrow(NotFound);
    }
    const page = await agendas().listAgendas(ours.partner('a'), ours.coalition.id, { states: ['DRAFT'] }, {});
    expect([page.nodes, await page.totalCount()]).toEqual([[], 0]);
  });

  it('shows a proposal to every member, whom it forbids to move it', async () => {
    const { id } = await buildProposal(room, ours);
    for (const actor of [ours.partner('a'), ours.funder]) {
      expect(await agendas().loadAgendas(actor, [id])).toHaveLength(1);
      expect(await agendas().loadGoalsOf(actor, [id])).toHaveLength(1);
      await expect(drafting().draftAgenda(actor, ours.coalition.id)).rejects.toThrow(Forbidden);
      await expect(drafting().editAgenda(actor, id, {})).rejects.toThrow(Forbidden);
      await expect(adoption().proposeAgenda(actor, id)).rejects.toThrow(Forbidden);
      await expect(adoption().returnAgenda(actor, id, 'x')).rejects.toThrow(Forbidden);
      await expect(adoption().adoptAgenda(actor, id, newId())).rejects.toThrow(Forbidden);
    }
    await expect(adoption().adoptAgenda(ours.stranger, id, newId())).rejects.toThrow(NotFound);
    expect(() => agendas().currentAgenda(ours.stranger, ours.coalition.id)).toThrow(NotFound);
  });

  it('lists versions, the newest first, and compares only versions of one coalition', async () => {
    const first = await buildAgenda(room, ours);
    await buildProposal(room, ours);
    const list = (page: object) => agendas().listAgendas(ours.funder, ours.coalition.id, {}, page);
    const page = await list({ first: 1 });
    expect(page.nodes.map(({ version }) => version)).toEqual([2]);
    expect((await list({ first: 1, after: page.pageInfo.endCursor })).nodes).toMatchObject([{ id: first.id }]);
    const theirs = await buildCoalition(room);
    const other = await buildAgenda(room, theirs);
    await expect(agendas().compareVersions(ours.backbone, first.id, other.id)).rejects.toThrow(NotFound);
    const both = { ...ours.backbone, roles: [...ours.backbone.roles, ...theirs.backbone.roles] };
    await expect(agendas().compareVersions(both, first.id, other.id)).rejects.toThrow(InvalidInput);
  });
});
