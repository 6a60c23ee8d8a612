import { Inject, Injectable } from '@nestjs/common';
import { findOrMakeCombinations } from '@keelson/measures';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  record,
  type Actor,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { checkMeasurements } from './check-measurements.js';
import type { MeasurementInput } from './measurement-input.js';
import { Correction } from './correction.entity.js';
import { loadVocabulary } from './load-vocabulary.sql.js';
import { Submission } from './submission.entity.js';
import { canDecide, canSeeSubmission, canSubmitFor } from './submissions.policy.js';
import { findOrMakeSubmissions, writeCellsOf } from './write-measurements.sql.js';

export interface NewCorrection {
  submissionId: string;
  reason: string;
  values: MeasurementInput[];
}

const largestCorrection = 250;

/** How approved values change: proposed with a reason, decided by somebody else. */
@Injectable()
export class CorrectionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async proposeCorrection(actor: Actor, input: NewCorrection): Promise<Correction> {
    if (!input.reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'A correction says why.');
    if (input.values.length === 0 || input.values.length > largestCorrection) {
      const message = `A correction holds 1 to ${largestCorrection} values.`;
      throw InvalidInput.at('values', input.values.length === 0 ? 'REQUIRED' : 'TOO_MANY', message);
    }
    return this.database.work(actor, async (manager) => {
      const submission = await findSubmission(manager, actor, input.submissionId);
      if (!canSubmitFor(actor, submission)) throw new Forbidden();
      if (submission.state !== 'APPROVED') {
        throw new InvalidState(
          'submission.not_approved',
          'Only approved values are corrected; submit the values instead.',
        );
      }
      const { coalitionId } = submission;
      const vocabulary = await loadVocabulary(manager, actor, coalitionId, input.values, input.reason);
      const check = checkMeasurements(input.values, vocabulary);
      const elsewhere = check.accepted.find(
        ({ slot }) => slot.organizationId !== submission.organizationId || slot.period.start !== submission.periodStart,
      );
      if (check.problems.length > 0) throw new InvalidInput(check.problems);
      if (elsewhere) {
        const message = 'A correction holds values of one submission: the same organization and period.';
        throw InvalidInput.at(['values', String(elsewhere.index)], 'INVALID', message);
      }
      const correction = manager.create(Correction, {
        id: newId(),
        coalitionId,
        submissionId: submission.id,
        state: 'PROPOSED',
        reason: input.reason,
        values: check.accepted,
        proposedBy: actor.personId,
        proposedAt: new Date(),
        decidedBy: null,
        decidedAt: null,
        decisionReason: null,
      });
      await manager.insert(Correction, correction as never);
      await recordDecision(manager, actor, correction, 'proposeCorrection', input.reason);
      return correction;
    });
  }

  /** Applies a correction: its cells get a new revision that carries the reason. */
  async approveCorrection(actor: Actor, id: string): Promise<Correction> {
    return this.decide(actor, id, 'APPROVED', null, async (manager, correction) => {
      const { coalitionId, values, reason } = correction;
      const batchId = newId();
      await manager.query(
        `INSERT INTO measurement_batch (id, coalition_id, person_id, key_id, through, reason, request_id)
         VALUES ($1, $2, $3, NULL, 'CORRECTION', $4, $5)`,
        [batchId, coalitionId, correction.proposedBy, reason, actor.requestId],
      );
      const slots = values.map(({ slot }) => slot);
      const combinations = await findOrMakeCombinations(
        manager,
        coalitionId,
        values.map((value) => value.combinationKey),
      );
      const submissions = await findOrMakeSubmissions(manager, coalitionId, slots, {
        state: 'DRAFT', // never made here: the approved submission is there
        personId: correction.proposedBy,
      });
      await writeCellsOf(manager, coalitionId, batchId, values, { submissions, combinations });
    });
  }

  async rejectCorrection(actor: Actor, id: string, reason: string): Promise<Correction> {
    return this.decide(actor, id, 'REJECTED', reason, async () => undefined);
  }

  async loadCorrections(actor: Actor, ids: readonly string[]): Promise<Correction[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    return this.visible(actor, where);
  }

  /** The corrections of submissions, the latest first. */
  async correctionsOf(actor: Actor, submissionIds: readonly string[]): Promise<Correction[]> {
    return this.visible(actor, { submissionId: In([...submissionIds]), coalitionId: In(coalitionIdsOf(actor)) });
  }

  private visible(actor: Actor, where: object): Promise<Correction[]> {
    return this.database.read(actor, async (manager) => {
      const corrections = await manager.find(Correction, { where, order: { id: 'DESC' } });
      const submissions = await manager.findBy(Submission, { id: In(corrections.map((one) => one.submissionId)) });
      const seen = new Set(submissions.filter((submission) => canSeeSubmission(actor, submission)).map(({ id }) => id));
      return corrections.filter((correction) => seen.has(correction.submissionId));
    });
  }

  private async decide(
    actor: Actor,
    id: string,
    state: 'APPROVED' | 'REJECTED',
    reason: string | null,
    apply: (manager: EntityManager, correction: Correction) => Promise<void>,
  ): Promise<Correction> {
    return this.database.work(actor, async (manager) => {
      const correction = await manager.findOne(Correction, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!correction) throw new NotFound('correction');
      const submission = await findSubmission(manager, actor, correction.submissionId);
      if (!canDecide(actor, submission))
        throw new Forbidden('A correction is decided by backbone staff, never by the partner itself.');
      if (correction.proposedBy === actor.personId)
        throw new Forbidden('Somebody else decides on the correction that you proposed.');
      if (correction.state !== 'PROPOSED') {
        throw new InvalidState('correction.decided', `This correction is ${correction.state} already.`);
      }
      await apply(manager, correction);
      Object.assign(correction, { state, decidedBy: actor.personId, decidedAt: new Date(), decisionReason: reason });
      await manager.save(correction);
      const verb = state === 'APPROVED' ? 'approveCorrection' : 'rejectCorrection';
      await recordDecision(manager, actor, correction, verb, reason);
      return correction;
    });
  }
}

async function findSubmission(manager: EntityManager, actor: Actor, id: string): Promise<Submission> {
  const submission = await manager.findOneBy(Submission, { id });
  if (!submission || !canSeeSubmission(actor, submission)) throw new NotFound('submission', ['submissionId']);
  return submission;
}

function recordDecision(
  manager: EntityManager,
  actor: Actor,
  correction: Correction,
  verb: string,
  reason: string | null,
) {
  const { coalitionId, submissionId, state, id } = correction;
  const subject = { subjectType: 'Submission', subjectId: submissionId } as const;
  return record(manager, actor, { coalitionId, verb, ...subject, reason, after: { correction: id, state } });
}
