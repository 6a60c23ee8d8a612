import { buildQuestion } from '../testing/index.js';
import { BriefingsModule, QuestionsService, workingDaysAfter, type QuestionFilter } from './index.js';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(BriefingsModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const questions = () => room.get(QuestionsService);
const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
const answer = (id: string, actor = ours.backbone, text = 'The city.') => questions().answerQuestion(actor, id, text);
const figure = async (period = {}) =>
  (await questions().questionFigures(ours.funder, ours.coalition.id, period)).answeredOnTime;

/** What was asked, answered and taken back on other days. */
const move = (id: string, days: { due: string; answered?: string; withdrawn?: string }) =>
  room.query(
    `UPDATE question SET due_on = $2, answered_on = coalesce($3, answered_on), withdrawn_on = coalesce($4, withdrawn_on)
     WHERE id = $1`,
    [id, days.due, days.answered, days.withdrawn],
  );

describe('a question', () => {
  it('is due after five working days where the coalition is, and answered once', async () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      ours = await buildCoalition(room, undefined, { timeZone });
      const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
      const asked = await buildQuestion(room, ours);
      expect(asked).toMatchObject({ dueOn: workingDaysAfter(today), answeredAt: null });
      const answered = await answer(asked.id, ours.backbone, ' The city. ');
      expect(answered).toMatchObject({ answer: 'The city.', answeredOn: today, answeredByOrganizationId: null });
      await expect(answer(asked.id)).rejects.toMatchObject({ rule: 'question.answered' });
    }
  });

  it('is answered by whoever was asked or the backbone, and by nobody who asked', async () => {
    const { id } = await buildQuestion(room, ours, { askedOfOrganizationId: idOf('b') });
    await expect(answer(id, ours.partner('c'))).rejects.toThrow(Forbidden);
    await expect(answer(id, ours.partner('a'))).rejects.toMatchObject({ rule: 'question.own' });
    expect(await answer(id, ours.partner('b'))).toMatchObject({ answeredByOrganizationId: idOf('b') });
    const toC = { coalitionId: ours.coalition.id, askedOfOrganizationId: idOf('c'), text: 'And you?' };
    const { id: ofBackbone } = await questions().askQuestion(ours.backbone, toC);
    await expect(answer(ofBackbone)).rejects.toThrow('Whoever asked does not answer.');
    await expect(answer(id, ours.backbone, ' ')).rejects.toMatchObject({ problems: [{ field: ['answer'] }] });
  });

  it('has one answer when two answer at once', async () => {
    const { id } = await buildQuestion(room, ours);
    const both = await Promise.allSettled([answer(id), answer(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is asked in the name of those one speaks for, of somebody else who is a member', async () => {
    const refused = (field: string, code = 'NOT_ALLOWED') => ({ problems: [{ code, field: [field] }] });
    await expect(buildQuestion(room, ours, { organizationId: idOf('b') })).rejects.toThrow(Forbidden);
    expect(await buildQuestion(room, ours, { organizationId: null })).toMatchObject({
      askedByOrganizationId: idOf('a'),
    });
    await expect(buildQuestion(room, ours, { text: ' ' })).rejects.toMatchObject(refused('text', 'REQUIRED'));
    await expect(buildQuestion(room, ours, { askedOfOrganizationId: idOf('a') })).rejects.toMatchObject(
      refused('askedOfOrganizationId'),
    );
    await room.query(`UPDATE membership SET to_date = '2020-01-01' WHERE organization_id = $1`, [idOf('b')]);
    await expect(buildQuestion(room, ours, { askedOfOrganizationId: idOf('b') })).rejects.toMatchObject(
      refused('askedOfOrganizationId'),
    );
    const theirs = await buildCoalition(room);
    const foreign = { askedOfOrganizationId: theirs.organizations[0]!.id };
    await expect(buildQuestion(room, ours, foreign)).rejects.toThrow(NotFound);
    expect(await room.query('SELECT FROM question WHERE coalition_id = $1', [ours.coalition.id])).toHaveLength(1);
  });

  it('is read by those who act, and listed by what became of it', async () => {
    const [open, late, answered, gone] = await Promise.all([1, 2, 3, 4].map(() => buildQuestion(room, ours)));
    await move(late!.id, { due: '2026-01-05' });
    await answer(answered!.id);
    await questions().withdrawQuestion(ours.partner('a'), gone!.id, 'Found it.');
    const listed = async (filter: QuestionFilter) =>
      (await questions().listQuestions(ours.partner('c'), ours.coalition.id, filter, {})).nodes.map(({ id }) => id);
    expect((await listed({})).sort()).toEqual([open!.id, late!.id, answered!.id].sort());
    expect((await listed({}))[0]).toBe(late!.id);
    expect(await listed({ overdue: true })).toEqual([late!.id]);
    expect((await listed({ overdue: false, answered: false })).sort()).toEqual([open!.id]);
    expect(await listed({ answered: true })).toEqual([answered!.id]);
    expect(await listed({ withdrawn: true })).toEqual([gone!.id]);
    expect(await listed({ organizationIds: [idOf('b')] })).toEqual([]);
    expect(await listed({ askedOfOrganizationIds: [idOf('b')] })).toEqual([]);
    const asFunder = questions().listQuestions(ours.funder, ours.coalition.id, {}, {});
    await expect(asFunder).rejects.toThrow(Forbidden);
    expect(await questions().loadQuestions(ours.funder, [open!.id])).toEqual([]);
    expect(await questions().loadQuestions(ours.stranger, [open!.id])).toEqual([]);
    await expect(answer(open!.id, ours.funder)).rejects.toThrow(NotFound);
    await expect(questions().withdrawQuestion(ours.partner('b'), open!.id, 'No')).rejects.toThrow(Forbidden);
    await expect(answer(gone!.id)).rejects.toMatchObject({ rule: 'question.withdrawn' });
  });
});

describe('the share answered on time', () => {
  it('is not assessable when no question was due', async () => {
    const formula = 'questions answered on or before their due date / questions whose due date lies in the period';
    expect(await figure()).toMatchObject({ formula, numerator: 0, denominator: 0, value: null });
    await buildQuestion(room, ours);
    expect(await figure()).toMatchObject({ denominator: 0, value: null });
  });

  it('counts by due date: late, open and late withdrawn ones against it, those taken back in time not at all', async () => {
    const ask = async (due: string, answered?: string, withdrawn?: string) => {
      const { id } = await buildQuestion(room, ours);
      if (answered) await answer(id);
      if (withdrawn) await questions().withdrawQuestion(ours.partner('a'), id, 'Found it.');
      await move(id, { due, answered, withdrawn });
    };
    await ask('2026-01-05', '2026-01-05');
    await ask('2026-01-31', '2026-01-06');
    await ask('2026-01-06', '2026-01-07');
    await ask('2026-01-07');
    await ask('2026-01-08', undefined, '2026-01-08');
    await ask('2026-01-09', undefined, '2026-01-10');
    await ask('2026-01-12', '2026-01-12', '2026-01-30');
    await ask('2026-02-01', '2026-01-20');
    const january = { from: '2026-01-01', to: '2026-01-31' };
    expect(await figure(january)).toMatchObject({ numerator: 3, denominator: 6, value: '0.5', ...january });
    expect(await figure({ to: '2026-12-31' })).toMatchObject({ from: '2026-01-01', numerator: 4, denominator: 7 });
    expect((await figure({ to: '2026-12-31' })).value).toBe('0.5714');
    await expect(figure({ from: '2026-02-01', to: '2026-01-31' })).rejects.toMatchObject({
      problems: [{ field: ['to'] }],
    });
    await expect(questions().questionFigures(ours.stranger, ours.coalition.id)).rejects.toThrow(NotFound);
  });
});
