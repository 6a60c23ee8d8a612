import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  NotFound,
  pageOf,
  record,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canReadInputs } from './agenda.policy.js';
import { problemsOfDisposition } from './check-disposition.js';
import { CommunityInput, type Disposition, type InputChannel, type InputKind } from './community-input.entity.js';
import { findAgenda } from './find-agenda.js';
import { writeInput, type NewInput } from './write-input.js';

export interface InputFilter {
  kinds?: InputKind[] | null;
  channels?: InputChannel[] | null;
  groupIds?: string[] | null;
  dispositions?: Disposition[] | null;
  /** Those without a disposition, or those with one. */
  pending?: boolean | null;
  text?: string | null;
  receivedFrom?: string | null;
  receivedTo?: string | null;
}

export interface NewDisposition {
  id: string;
  disposition: Disposition;
  reason: string;
  youSaid?: string | null;
  reply?: string | null;
}

@Injectable()
export class InputsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Writes down what somebody said, in a meeting, by phone, on paper. */
  recordInput(actor: Actor, input: NewInput): Promise<CommunityInput> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId, agendaId } = input;
      await findCoalition(manager, actor, coalitionId);
      if (!canReadInputs(actor, coalitionId)) throw new Forbidden();
      if (agendaId) {
        const agenda = await findAgenda(manager, actor, agendaId, ['agendaId']);
        if (agenda.coalitionId !== coalitionId) throw new NotFound('agenda', ['agendaId']);
      }
      return shownTo(actor, await writeInput(manager, actor, input));
    });
  }

  /** Says what became of an input, once, with a reason; the words for the public list and the reply may come with it. */
  async disposeOfInput(actor: Actor, { id, ...given }: NewDisposition): Promise<CommunityInput> {
    const problems = problemsOfDisposition(given);
    if (problems.length > 0) throw new InvalidInput(problems);
    return this.change(actor, id, { verb: 'disposeOfInput' }, (input) => {
      if (input.disposition) {
        throw new InvalidState('input.disposed', `This input is ${input.disposition}.`, 'FROZEN', ['id']);
      }
      if (given.reply) answer(input, actor, given.reply);
      const { disposition } = given;
      const disposed = { disposition, disposedById: actor.personId, disposedAt: new Date() };
      Object.assign(input, disposed, { reason: given.reason.trim(), youSaid: given.youSaid?.trim() || null });
      return { disposition, reason: input.reason, youSaid: input.youSaid, replied: input.reply !== null };
    });
  }

  /** Keeps what was answered to the contact; once. */
  async replyToInput(actor: Actor, id: string, reply: string): Promise<CommunityInput> {
    if (!reply.trim()) throw InvalidInput.at('reply', 'REQUIRED', 'Write what you answered.');
    return this.change(actor, id, { verb: 'replyToInput' }, (input) => {
      answer(input, actor, reply);
      return { replied: true };
    });
  }

  /** Takes the contact away for ever, on request; what was said stays. */
  async forgetContact(actor: Actor, id: string, reason: string): Promise<CommunityInput> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the contact is forgotten.');
    return this.change(actor, id, { verb: 'forgetContact', reason }, (input) => {
      input.contact = null;
      return { hasContact: false };
    });
  }

  async loadInputs(actor: Actor, ids: readonly string[]): Promise<CommunityInput[]> {
    const inputs = await findMine(this.database, actor, CommunityInput, 'id', ids);
    const readable = inputs.filter(({ coalitionId }) => canReadInputs(actor, coalitionId));
    return readable.map((input) => shownTo(actor, input));
  }

  /** By the day on which they were received. */
  async listInputs(
    actor: Actor,
    coalitionId: string,
    { filter, newestFirst }: { filter: InputFilter; newestFirst: boolean },
    page: PageArguments,
  ): Promise<Page<CommunityInput>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canReadInputs(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(CommunityInput, 'input').where({ coalitionId });
      const { kinds, channels, groupIds, dispositions, pending, receivedFrom, receivedTo } = filter;
      if (kinds) builder.andWhere('input.kind = ANY (:kinds)', { kinds });
      if (channels) builder.andWhere('input.channel = ANY (:channels)', { channels });
      if (groupIds) builder.andWhere('input.groupId = ANY (:groupIds)', { groupIds });
      if (dispositions) builder.andWhere('input.disposition = ANY (:dispositions)', { dispositions });
      if (pending != null) builder.andWhere(`input.disposition IS ${pending ? '' : 'NOT '}NULL`);
      if (receivedFrom) builder.andWhere('input.receivedOn >= :receivedFrom', { receivedFrom });
      if (receivedTo) builder.andWhere('input.receivedOn <= :receivedTo', { receivedTo });
      whereContains(builder, ['text'], filter.text);
      return builder;
    };
    const name = newestFirst ? 'inputsNewestFirst' : 'inputs';
    const found = await pageOf(this.database, actor, query, page, {
      ...{ name, by: ['receivedOn', 'id'], descending: newestFirst },
    });
    found.nodes.forEach((input) => shownTo(actor, input));
    return found;
  }

  private change(
    actor: Actor,
    id: string,
    { verb, reason }: { verb: string; reason?: string },
    change: (input: CommunityInput) => Record<string, unknown>,
  ): Promise<CommunityInput> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const input = await manager.findOne(CommunityInput, { where: { id }, lock });
      if (!input || !canReadInputs(actor, input.coalitionId)) throw new NotFound('community input');
      const { coalitionId } = input;
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      const after = change(input);
      await manager.save(input);
      const subject = { subjectType: 'CommunityInput', subjectId: id } as const;
      await record(manager, actor, { coalitionId, verb, ...subject, reason, after });
      return input;
    });
  }
}

function answer(input: CommunityInput, actor: Actor, reply: string): void {
  if (input.reply) throw new InvalidState('input.replied', 'This input has its reply.', 'FROZEN', ['id']);
  if (!input.contact) {
    throw InvalidInput.at('reply', 'NOT_ALLOWED', 'Nobody can be reached: this input has no contact.');
  }
  Object.assign(input, { reply: reply.trim(), repliedById: actor.personId, repliedAt: new Date() });
}

/** How somebody is reached is for backbone staff alone. */
function shownTo(actor: Actor, input: CommunityInput): CommunityInput {
  if (!isBackbone(actor, input.coalitionId)) Object.assign(input, { contact: null, reply: null });
  return input;
}
