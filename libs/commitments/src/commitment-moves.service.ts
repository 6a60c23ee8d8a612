import { Inject, Injectable } from '@nestjs/common';
import { todayOf } from '@keelson/backbone';
import {
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  requireReason,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { backboneOrganizationsOf } from './backbone-organizations.sql.js';
import { CommitmentRenegotiation } from './commitment-renegotiation.entity.js';
import { openStates, requireStep, takeStep } from './commitment-state.js';
import { Commitment } from './commitment.entity.js';
import { canAccept, canConfirm, canHelp, canHold, canSeeCommitments, isParty } from './commitments.policy.js';
import { recordCommitment } from './commitments.service.js';

const notHeld = 'This is for those who speak for one of its holders, and for backbone staff.';
const notParty = 'This is for those who speak for one of its holders or its counterpart, and for backbone staff.';

/** What may happen to a commitment once it was offered. */
@Injectable()
export class CommitmentMovesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** By one holder; it is ACCEPTED once the last of them has. */
  acceptCommitment(actor: Actor, id: string, organizationId: string): Promise<Commitment> {
    return this.change(actor, id, 'acceptCommitment', async (commitment) => {
      const { holderOrganizationIds: holders, acceptedOrganizationIds: accepted } = commitment;
      if (!holders.includes(organizationId)) throw new NotFound('holder', ['organizationId']);
      if (!canAccept(actor, commitment, organizationId)) {
        throw new Forbidden('Only those who speak for an organization accept for it; backbone staff note it.');
      }
      requireStep(commitment, 'acceptCommitment');
      if (accepted.includes(organizationId)) {
        throw new InvalidState('commitment.accepted', 'This holder has accepted.', 'DUPLICATE', ['organizationId']);
      }
      commitment.acceptedOrganizationIds = [...accepted, organizationId];
      if (commitment.acceptedOrganizationIds.length === holders.length) takeStep(commitment, 'acceptCommitment');
      return { organizationId };
    });
  }

  startCommitment(actor: Actor, id: string): Promise<Commitment> {
    return this.change(actor, id, 'startCommitment', async (commitment) => {
      if (!canHold(actor, commitment)) throw new Forbidden(notHeld);
      takeStep(commitment, 'startCommitment');
    });
  }

  deliverCommitment(actor: Actor, id: string, reason?: string | null): Promise<Commitment> {
    return this.change(actor, id, 'deliverCommitment', async (commitment, today) => {
      if (!canHold(actor, commitment)) throw new Forbidden(notHeld);
      takeStep(commitment, 'deliverCommitment', reason?.trim() || null);
      Object.assign(commitment, { deliveredOn: today, deliveredById: actor.personId });
      return { deliveredOn: today, reason: commitment.stateReason };
    });
  }

  /** By a counterpart outside the holders' organizations, and never by who said that it was delivered. */
  confirmCommitment(actor: Actor, id: string, strengthened?: string | null): Promise<Commitment> {
    return this.change(actor, id, 'confirmCommitment', async (commitment, today, manager) => {
      const backbone = await backboneOrganizationsOf(manager, commitment.coalitionId, today);
      if (!canConfirm(actor, commitment, backbone)) {
        throw new Forbidden('Nobody confirms their own delivery: its counterpart, outside the holders, does.');
      }
      requireStep(commitment, 'confirmCommitment');
      if (commitment.deliveredById === actor.personId) {
        throw new Forbidden('You said that it was delivered: somebody else confirms it.');
      }
      takeStep(commitment, 'confirmCommitment');
      Object.assign(commitment, { confirmedOn: today, strengthened: strengthened?.trim() || null });
      return { confirmedOn: today, strengthened: commitment.strengthened };
    });
  }

  /** Hands a delivery back that is not what was agreed. */
  async reopenCommitment(actor: Actor, id: string, reason: string): Promise<Commitment> {
    requireReason(reason);
    return this.change(actor, id, 'reopenCommitment', async (commitment) => {
      if (!isParty(actor, commitment)) throw new Forbidden(notParty);
      takeStep(commitment, 'reopenCommitment', reason.trim());
      Object.assign(commitment, { deliveredOn: null, deliveredById: null });
      return { reason: reason.trim() };
    });
  }

  /** A new date; on or before the one that held it stays on track. What is only OFFERED is to be accepted anew. */
  async renegotiateCommitment(actor: Actor, id: string, to: { dueOn: string; reason: string }): Promise<Commitment> {
    requireReason(to.reason);
    return this.change(actor, id, 'renegotiateCommitment', async (commitment, today, manager) => {
      if (!canHold(actor, commitment)) throw new Forbidden(notHeld);
      const { coalitionId, dueOn, state } = commitment;
      requireStep(commitment, 'renegotiateCommitment');
      if (to.dueOn < today) throw InvalidInput.at('dueOn', 'OUT_OF_RANGE', `Write a day from today (${today}) on.`);
      if (to.dueOn === dueOn) throw InvalidInput.at('dueOn', 'INVALID', 'This is the date that holds.');
      const onTime = today <= dueOn;
      const reason = to.reason.trim();
      if (state === 'OFFERED') commitment.acceptedOrganizationIds = [];
      else takeStep(commitment, 'renegotiateCommitment', reason);
      commitment.dueOn = to.dueOn;
      commitment.renegotiatedLate ||= !onTime;
      await manager.insert(CommitmentRenegotiation, {
        ...{ id: newId(), coalitionId, commitmentId: id, fromDueOn: dueOn, toDueOn: to.dueOn, onTime, reason },
        createdAt: new Date(),
      });
      return { dueOn: to.dueOn, onTime, reason };
    });
  }

  async releaseCommitment(actor: Actor, id: string, reason: string): Promise<Commitment> {
    requireReason(reason);
    return this.change(actor, id, 'releaseCommitment', async (commitment) => {
      if (!isParty(actor, commitment)) throw new Forbidden(notParty);
      takeStep(commitment, 'releaseCommitment', reason.trim());
      return { reason: reason.trim() };
    });
  }

  async askForHelp(actor: Actor, id: string, text: string): Promise<Commitment> {
    if (!text.trim()) throw InvalidInput.at('text', 'REQUIRED', 'Say what would help.');
    return this.change(actor, id, 'askForHelp', async (commitment) => {
      if (!canHold(actor, commitment)) throw new Forbidden(notHeld);
      const { state, helpAskedAt, helpAnsweredAt } = commitment;
      if (!openStates.includes(state)) throw refused('commitment.state', `It is ${state}: nothing is left to do.`);
      if (helpAskedAt && !helpAnsweredAt)
        throw refused('commitment.helpAsked', 'Help was asked for; wait for an answer.');
      Object.assign(commitment, {
        helpAskedAt: new Date(),
        helpText: text.trim(),
        helpAnsweredAt: null,
        helpAnswer: null,
      });
      return { helpText: commitment.helpText };
    });
  }

  async answerHelp(actor: Actor, id: string, answer: string): Promise<Commitment> {
    if (!answer.trim()) throw InvalidInput.at('answer', 'REQUIRED', 'Say how you help.');
    return this.change(actor, id, 'answerHelp', async (commitment) => {
      if (!canHelp(actor, commitment.coalitionId)) throw new Forbidden();
      if (!commitment.helpAskedAt) throw refused('commitment.noHelpAsked', 'Nobody asked for help.');
      if (commitment.helpAnsweredAt) throw refused('commitment.helpAnswered', 'Help was given.');
      Object.assign(commitment, { helpAnsweredAt: new Date(), helpAnswer: answer.trim() });
      return { helpAnswer: commitment.helpAnswer };
    });
  }

  private change(
    actor: Actor,
    id: string,
    verb: string,
    change: (commitment: Commitment, today: string, manager: EntityManager) => Promise<Change | void>,
  ): Promise<Commitment> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const commitment = await manager.findOne(Commitment, { where: { id }, lock });
      if (!commitment || !canSeeCommitments(actor, commitment.coalitionId)) throw new NotFound('commitment', ['id']);
      const { state, dueOn } = commitment;
      const today = await todayOf(manager, commitment.coalitionId);
      const { reason = null, ...after } = (await change(commitment, today, manager)) ?? {};
      await manager.save(commitment);
      const told = { reason, before: { state, dueOn }, after: { state: commitment.state, ...after } };
      await recordCommitment(manager, actor, verb, commitment, told);
      return commitment;
    });
  }
}

/** What the history keeps of it. */
interface Change extends Record<string, unknown> {
  reason?: string | null;
}

function refused(rule: string, message: string): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}
