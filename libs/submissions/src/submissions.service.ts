import { Inject, Injectable } from '@nestjs/common';
import { formatPeriod, parsePeriod } from '@keelson/measures';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { readCellHistory, type CellRevision } from './cell-history.sql.js';
import { Submission, type SubmissionState } from './submission.entity.js';
import { canDecide, canListSubmissions, canSeeSubmission, requireSubmitter } from './submissions.policy.js';
import { submitBatch, type Batch } from './submit-measurements.js';
import { submitOnce, type OnceResult } from './submit-once.js';

export interface SubmissionFilter {
  organizationIds?: string[] | null;
  states?: SubmissionState[] | null;
  /** Period codes; submissions that start in the period or after it. */
  firstPeriod?: string | null;
  lastPeriod?: string | null;
}

export const largestBatch = 5_000;

@Injectable()
export class SubmissionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Writes a batch of cells and submits their submissions. All or nothing unless `partial`; every refused cell comes
   * back as a problem with its index. The same idempotency key with the same content returns the first answer.
   */
  async submitMeasurements(actor: Actor, batch: Batch): Promise<OnceResult> {
    requireSubmitter(actor, batch.coalitionId);
    if (batch.values.length === 0) throw InvalidInput.at('values', 'REQUIRED', 'Send at least one value.');
    if (batch.values.length > largestBatch) {
      throw InvalidInput.at('values', 'TOO_MANY', `Send at most ${largestBatch} values at once.`);
    }
    const { idempotencyKey, ...content } = batch;
    return submitOnce(this.database, actor, { idempotencyKey, content, reason: batch.reason }, (manager) =>
      submitBatch(manager, actor, batch),
    );
  }

  /** Freezes submissions, so that figures count them. All of the list or none. */
  async approveSubmissions(actor: Actor, ids: string[]): Promise<Submission[]> {
    return this.decide(actor, ids, 'approveSubmission', 'APPROVED', async (manager) => {
      await manager.update(
        Submission,
        { id: In(ids) },
        { state: 'APPROVED', approvedAt: new Date(), approvedBy: actor.personId },
      );
    });
  }

  /** Gives a submission back to its organization, with the reason. */
  async returnSubmission(actor: Actor, id: string, reason: string): Promise<Submission> {
    const change = async (manager: EntityManager) => {
      await manager.update(Submission, { id }, { state: 'RETURNED', reason });
    };
    const [submission] = await this.decide(actor, [id], 'returnSubmission', 'RETURNED', change, reason);
    return submission!;
  }

  async loadSubmissions(actor: Actor, ids: readonly string[]): Promise<Submission[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) => manager.findBy(Submission, where));
    return found.filter((submission) => canSeeSubmission(actor, submission));
  }

  listSubmissions(
    actor: Actor,
    coalitionId: string,
    filter: SubmissionFilter,
    page: PageArguments,
  ): Promise<Page<Submission>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canListSubmissions(actor, coalitionId)) throw new Forbidden();
    const from = startOf(filter.firstPeriod, 'firstPeriod');
    const to = startOf(filter.lastPeriod, 'lastPeriod');
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Submission, 'submission').where({ coalitionId });
      if (!isBackbone(actor, coalitionId))
        builder.andWhere({ organizationId: In(partnerOrganizationIds(actor, coalitionId)) });
      if (filter.organizationIds)
        builder.andWhere('submission.organizationId = ANY(:organizations)', { organizations: filter.organizationIds });
      if (filter.states) builder.andWhere('submission.state = ANY(:states)', { states: filter.states });
      if (from) builder.andWhere('submission.periodStart >= :from', { from });
      if (to) builder.andWhere('submission.periodStart <= :to', { to });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'submissions', by: ['periodStart', 'id'] });
  }

  /** Every revision of one cell, the first one first. */
  async cellHistory(
    actor: Actor,
    cell: { submissionId: string; measureId: string; categories: { dimension: string; category: string }[] },
  ): Promise<CellRevision[]> {
    const [submission] = await this.loadSubmissions(actor, [cell.submissionId]);
    if (!submission) throw new NotFound('submission', ['submissionId']);
    return this.database.read(actor, (manager) => readCellHistory(manager, submission.coalitionId, cell));
  }

  private async decide(
    actor: Actor,
    ids: string[],
    verb: string,
    state: 'APPROVED' | 'RETURNED',
    change: (manager: EntityManager) => Promise<void>,
    reason: string | null = null,
  ): Promise<Submission[]> {
    return this.database.work(actor, async (manager) => {
      const submissions = await manager.find(Submission, {
        where: { id: In(ids) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const visible = submissions.filter((submission) => canSeeSubmission(actor, submission));
      if (visible.length < new Set(ids).size) throw new NotFound('submission');
      if (!visible.every((submission) => canDecide(actor, submission))) {
        throw new Forbidden('A submission is decided by backbone staff, never by the partner itself.');
      }
      const other = visible.find((submission) => submission.state !== 'SUBMITTED');
      if (other) {
        const message = `A submission is ${other.state}: only SUBMITTED ones are approved or returned.`;
        throw new InvalidState('submission.not_submitted', message);
      }
      await change(manager);
      const event = state === 'APPROVED' ? 'submission.approved' : 'submission.returned';
      const changes = visible.map(({ id, coalitionId, organizationId, frequency, periodStart: start }) => {
        const subject = { subjectType: 'Submission', subjectId: id } as const;
        const period = formatPeriod({ frequency, start });
        const announce = { event, facts: { organizationId, period, ...(reason ? { reason } : {}) } } as const;
        return { coalitionId, verb, ...subject, announce, reason, before: { state: 'SUBMITTED' }, after: { state } };
      });
      await record(manager, actor, ...changes);
      return manager.findBy(Submission, { id: In(ids) });
    });
  }
}

function startOf(code: string | null | undefined, field: string): string | null {
  if (!code) return null;
  const period = parsePeriod(code);
  if (!period) throw InvalidInput.at(field, 'UNKNOWN_PERIOD', `"${code}" is not a period.`);
  return period.start;
}
