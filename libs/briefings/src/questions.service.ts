import { Inject, Injectable } from '@nestjs/common';
import { activeMembersOf, todayOf } from '@keelson/backbone';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  isBackbone,
  NotFound,
  pageOf,
  record,
  speaksFor,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { answeredOnTime, type QuestionFigure } from './answered-on-time.sql.js';
import { canReadQuestions, canSpeakAs } from './briefings.policy.js';
import { problemsOfTexts, requireSound } from './check-texts.js';
import { workingDaysAfter } from './due-day.js';
import { Question } from './question.entity.js';
import { requireOrganization, speakerOf } from './speaker-of.js';
import { standing, withdrawStatement } from './withdraw-statement.js';

export interface NewQuestion {
  coalitionId: string;
  /** In whose name; without one, the backbone's or the asker's only organization's. */
  organizationId?: string | null;
  /** Who is asked; without one, the backbone. */
  askedOfOrganizationId?: string | null;
  text: string;
}

export interface QuestionFilter {
  /** Asked by one of these. */
  organizationIds?: string[] | null;
  /** Asked of one of these. */
  askedOfOrganizationIds?: string[] | null;
  answered?: boolean | null;
  overdue?: boolean | null;
  /** True: those that were withdrawn, else those that stand. */
  withdrawn?: boolean | null;
}

@Injectable()
export class QuestionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Starts the clock: five working days, in the coalition's time zone. */
  askQuestion(actor: Actor, input: NewQuestion): Promise<Question> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId, askedOfOrganizationId = null } = input;
      const organizationId = await speakerOf(manager, actor, input);
      const today = await todayOf(manager, coalitionId);
      await requireAsked(manager, { coalitionId, organizationId, askedOfOrganizationId }, today);
      requireSound(problemsOfTexts({ text: [input.text, 'Ask something.'] }));
      const question = manager.create(Question, {
        ...{ id: newId(), coalitionId, text: input.text.trim(), createdAt: new Date(), ...standing },
        ...{ askedById: actor.personId, askedByOrganizationId: organizationId, askedOfOrganizationId },
        ...{ askedAt: new Date(), dueOn: workingDaysAfter(today) },
        ...{ answer: null, answeredById: null, answeredByOrganizationId: null, answeredAt: null, answeredOn: null },
      });
      await manager.insert(Question, question);
      const { id, text, dueOn } = question;
      const after = { organizationId, askedOfOrganizationId, text, dueOn };
      await record(manager, actor, {
        coalitionId,
        verb: 'askQuestion',
        subjectType: 'Question',
        subjectId: id,
        after,
      });
      return question;
    });
  }

  /** Once, by whoever was asked or the backbone, but never by the party that asked. */
  async answerQuestion(actor: Actor, id: string, answer: string): Promise<Question> {
    requireSound(problemsOfTexts({ answer: [answer, 'Write the answer.'] }));
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const question = await manager.findOne(Question, { where: { id }, lock });
      if (!question || !canReadQuestions(actor, question.coalitionId)) throw new NotFound('question', ['id']);
      const { coalitionId } = question;
      const answeredByOrganizationId = answererOf(actor, question);
      if (question.answeredAt) throw passed('question.answered', 'It is answered.');
      if (question.withdrawnAt) throw passed('question.withdrawn', 'It was withdrawn.');
      const answeredOn = await todayOf(manager, coalitionId);
      const said = { answer: answer.trim(), answeredByOrganizationId, answeredOn };
      Object.assign(question, { ...said, answeredById: actor.personId, answeredAt: new Date() });
      await manager.save(question);
      const subject = { coalitionId, verb: 'answerQuestion', subjectType: 'Question', subjectId: id } as const;
      await record(manager, actor, { ...subject, after: said });
      return question;
    });
  }

  /** The clock of a question that is withdrawn late goes on telling that it was late. */
  withdrawQuestion(actor: Actor, id: string, reason: string): Promise<Question> {
    const which = { kind: Question, type: 'Question', id, reason } as const;
    return this.database.work(actor, (manager) =>
      withdrawStatement(manager, actor, which, canReadQuestions, (question) => question.askedByOrganizationId),
    );
  }

  async loadQuestions(actor: Actor, ids: readonly string[]): Promise<Question[]> {
    const found = await findMine(this.database, actor, Question, 'id', ids);
    return found.filter(({ coalitionId }) => canReadQuestions(actor, coalitionId));
  }

  /** By due date, the first due first. */
  async listQuestions(
    actor: Actor,
    coalitionId: string,
    filter: QuestionFilter,
    page: PageArguments,
  ): Promise<Page<Question>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canReadQuestions(actor, coalitionId)) throw new Forbidden();
    const { organizationIds, askedOfOrganizationIds, answered, overdue, withdrawn } = filter;
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Question, 'question').where({ coalitionId });
      builder.andWhere(`question.withdrawnAt IS ${withdrawn ? 'NOT ' : ''}NULL`);
      if (organizationIds)
        builder.andWhere('question.askedByOrganizationId = ANY (:organizationIds)', { organizationIds });
      if (askedOfOrganizationIds) {
        builder.andWhere('question.askedOfOrganizationId = ANY (:askedOfOrganizationIds)', { askedOfOrganizationIds });
      }
      if (answered != null) builder.andWhere(`question.answeredAt IS ${answered ? 'NOT ' : ''}NULL`);
      if (overdue != null) builder.andWhere(`${overdue ? '' : 'NOT '}${isOverdue}`, { coalitionId });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'questions', by: ['dueOn', 'id'] });
  }

  /** The share answered on time, for everybody in the coalition: it tells nothing of what was asked. */
  questionFigures(
    actor: Actor,
    coalitionId: string,
    period: { from?: string | null; to?: string | null } = {},
  ): Promise<{ answeredOnTime: QuestionFigure }> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      const figure = await answeredOnTime(manager, coalitionId, period);
      if (figure.from > figure.to) {
        const message = `It cannot end (${figure.to}) before it starts (${figure.from}).`;
        throw InvalidInput.at('to', 'OUT_OF_RANGE', message);
      }
      return { answeredOnTime: figure };
    });
  }
}

const isOverdue = `(question.answeredAt IS NULL AND question.withdrawnAt IS NULL AND question.dueOn <
  (SELECT (now() AT TIME ZONE time_zone)::date FROM coalition WHERE id = :coalitionId))`;

/** Without an answer on the day after its due date. `today` is the coalition's. */
export function isLate({ answeredAt, withdrawnAt, dueOn }: Question, today: string): boolean {
  return !answeredAt && !withdrawnAt && dueOn < today;
}

async function requireAsked(
  manager: EntityManager,
  { coalitionId, organizationId, askedOfOrganizationId }: Required<Omit<NewQuestion, 'text'>>,
  today: string,
): Promise<void> {
  const field = 'askedOfOrganizationId';
  if (askedOfOrganizationId) {
    await requireOrganization(manager, coalitionId, askedOfOrganizationId, field);
    const active = await activeMembersOf(manager, coalitionId, [askedOfOrganizationId], today);
    if (active.size === 0) throw InvalidInput.at(field, 'NOT_ALLOWED', 'Ask an organization that is a member today.');
  }
  if (askedOfOrganizationId === organizationId) {
    throw InvalidInput.at(field, 'NOT_ALLOWED', 'Ask somebody else: the clock is for an answer.');
  }
}

/** Who answers: the organization that was asked, else the backbone (null); never the party that asked. */
function answererOf(actor: Actor, question: Question): string | null {
  const { coalitionId, askedByOrganizationId: asker, askedOfOrganizationId: asked } = question;
  if (asked && speaksFor(actor, coalitionId, asked)) return asked;
  if (isBackbone(actor, coalitionId) && asker !== null) return null;
  if (canSpeakAs(actor, coalitionId, asker)) throw passed('question.own', 'Whoever asked does not answer.');
  throw new Forbidden('Whoever was asked answers, or the backbone.');
}

function passed(rule: string, message: string): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}
