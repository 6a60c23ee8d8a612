import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
  type Snapshot,
} from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { AgreementParty } from './agreement-party.entity.js';
import { Agreement, stateOf, type AgreementState, type SharingAudience } from './agreement.entity.js';
import { canAgree, canProposeAgreement, canSeeAgreements, canSpeakFor } from './agreements.policy.js';
import { checkAgreement, type NewAgreement } from './check-agreement.js';

export interface AgreementFilter {
  states?: AgreementState[] | null;
  audiences?: SharingAudience[] | null;
}

/** Who may see what of a coalition's figures, as its members agree on it. */
@Injectable()
export class AgreementsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** It says nothing until every party has signed it. */
  async proposeAgreement(actor: Actor, input: NewAgreement): Promise<Agreement> {
    const { coalitionId, backbone, organizationIds } = input;
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!canAgree(actor, coalitionId)) throw new Forbidden('Backbone staff and partners agree.');
      const { problems, ...checked } = await checkAgreement(manager, actor, input);
      if (!canProposeAgreement(actor, coalitionId, organizationIds)) {
        const message = 'Name an organization that you speak for, or ask the backbone to propose it.';
        problems.push({ code: 'NOT_ALLOWED', field: ['organizationIds'], message });
      }
      if (problems.length > 0) throw new InvalidInput(problems);
      if (input.supersedesId) await requireReplaceable(manager, actor, input.supersedesId, coalitionId);
      const id = newId();
      await manager.insert(Agreement, {
        ...{
          id,
          coalitionId,
          purpose: input.purpose.trim(),
          grain: input.grain,
          from: input.from,
          to: input.to ?? null,
        },
        ...{ measureIds: [...new Set(input.measureIds)].sort(), audiences: [...new Set(input.audiences)].sort() },
        ...{ finestFrequency: input.finestFrequency ?? null, supersedesId: input.supersedesId ?? null, ...checked },
        proposedBy: actor.personId,
      });
      const parties = [...(backbone ? [null] : []), ...organizationIds];
      await manager.insert(
        AgreementParty,
        parties.map((organizationId) => ({ id: newId(), coalitionId, agreementId: id, organizationId })),
      );
      await recordAgreement(manager, actor, { id, coalitionId }, 'proposeAgreement', { after: { ...input } });
      return manager.findOneByOrFail(Agreement, { id });
    });
  }

  /** For one party, by a person who speaks for it; null is the backbone. The last signature brings it into force. */
  async signAgreement(actor: Actor, id: string, organizationId: string | null): Promise<Agreement> {
    return this.database.work(actor, async (manager) => {
      const agreement = await takeAgreement(manager, actor, id);
      const { coalitionId, state, supersedesId, from } = agreement;
      const party = await takeParty(manager, actor, agreement, organizationId);
      if (state !== 'PROPOSED') {
        throw new InvalidState('agreement.settled', `It is ${state}: only a PROPOSED one is signed.`, 'INVALID_STATE', [
          'id',
        ]);
      }
      if (party.signedAt) {
        const message = 'This party has signed it already.';
        throw new InvalidState('agreement.signed', message, 'INVALID_STATE', ['organizationId']);
      }
      const signedAt = new Date();
      await manager.update(AgreementParty, { id: party.id }, { signedAt, signedBy: actor.personId });
      const open = await manager.countBy(AgreementParty, { coalitionId, agreementId: id, signedAt: IsNull() });
      if (open === 0) {
        await manager.update(Agreement, { id }, { signedAt });
        if (supersedesId) await manager.update(Agreement, { id: supersedesId, coalitionId }, { supersededFrom: from });
      }
      const after = { organizationId, open };
      await recordAgreement(manager, actor, agreement, 'signAgreement', { after });
      return manager.findOneByOrFail(Agreement, { id });
    });
  }

  /** Any party ends it for all, from now on. What audiences received by it they have. */
  async revokeAgreement(actor: Actor, id: string, organizationId: string | null, reason: string): Promise<Agreement> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the agreement is revoked.');
    return this.database.work(actor, async (manager) => {
      const agreement = await takeAgreement(manager, actor, id);
      await takeParty(manager, actor, agreement, organizationId);
      const { state } = agreement;
      if (state === 'REVOKED' || state === 'EXPIRED' || state === 'SUPERSEDED') {
        throw new InvalidState('agreement.settled', `It is ${state} already.`, 'INVALID_STATE', ['id']);
      }
      const revoked = { revokedAt: new Date(), revokedBy: actor.personId, revokedForId: organizationId };
      await manager.update(Agreement, { id }, { ...revoked, revocationReason: reason.trim() });
      const change = { reason, before: { state }, after: { state: 'REVOKED', organizationId } };
      await recordAgreement(manager, actor, agreement, 'revokeAgreement', change);
      return manager.findOneByOrFail(Agreement, { id });
    });
  }

  loadAgreements(actor: Actor, ids: readonly string[]): Promise<Agreement[]> {
    return findMine(this.database, actor, Agreement, 'id', ids);
  }

  /** The backbone first. */
  async partiesOf(actor: Actor, agreementIds: readonly string[]): Promise<AgreementParty[]> {
    const parties = await findMine(this.database, actor, AgreementParty, 'agreementId', agreementIds, { id: 'ASC' });
    return parties.sort((a, b) => Number(a.organizationId !== null) - Number(b.organizationId !== null));
  }

  listAgreements(
    actor: Actor,
    coalitionId: string,
    { states, audiences }: AgreementFilter,
    page: PageArguments,
  ): Promise<Page<Agreement>> {
    if (!canSeeAgreements(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Agreement, 'agreement').where({ coalitionId });
      if (states) builder.andWhere(`${stateOf('agreement')} = ANY (:states)`, { states });
      if (audiences) builder.andWhere('agreement.audiences && :audiences', { audiences });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'agreements', by: ['id'], descending: true });
  }
}

/** Held until the unit of work ends, so that two last signatures do not miss each other. */
async function takeAgreement(manager: EntityManager, actor: Actor, id: string): Promise<Agreement> {
  const where = { id, coalitionId: In(coalitionIdsOf(actor)) };
  await manager.findOne(Agreement, { where, select: { id: true }, lock: { mode: 'pessimistic_write' } });
  const agreement = await manager.findOneBy(Agreement, where);
  if (!agreement) throw new NotFound('agreement', ['id']);
  return agreement;
}

/** The party that the actor speaks for; what is wrong with that can be corrected by naming another one. */
async function takeParty(
  manager: EntityManager,
  actor: Actor,
  { id: agreementId, coalitionId }: Agreement,
  organizationId: string | null,
): Promise<AgreementParty> {
  if (!canAgree(actor, coalitionId)) throw new Forbidden('Backbone staff and partners agree.');
  if (actor.keyId) throw new Forbidden('A person answers for a party, not an API key.');
  const parties = await manager.findBy(AgreementParty, { coalitionId, agreementId });
  const party = parties.find((one) => one.organizationId === organizationId);
  if (!party) throw InvalidInput.at('organizationId', 'UNKNOWN_ORGANIZATION', 'This is no party to the agreement.');
  if (!canSpeakFor(actor, coalitionId, organizationId)) {
    const whom = organizationId === null ? 'the backbone: name the organization' : 'this organization';
    throw InvalidInput.at('organizationId', 'NOT_ALLOWED', `You do not speak for ${whom}.`);
  }
  return party;
}

async function requireReplaceable(
  manager: EntityManager,
  actor: Actor,
  id: string,
  coalitionId: string,
): Promise<void> {
  const { state, coalitionId: own } = await takeAgreement(manager, actor, id).catch((error: unknown) => {
    if (error instanceof NotFound) throw new NotFound('agreement', ['supersedesId']);
    throw error;
  });
  if (own !== coalitionId) throw new NotFound('agreement', ['supersedesId']);
  if (state === 'SIGNED' || state === 'IN_FORCE') return;
  const message = `It is ${state}: only an agreement that all have signed is superseded.`;
  throw new InvalidState('agreement.settled', message, 'INVALID_STATE', ['supersedesId']);
}

function recordAgreement(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: Pick<Agreement, 'id' | 'coalitionId'>,
  verb: string,
  change: { reason?: string; before?: Snapshot; after?: Snapshot },
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType: 'Agreement', subjectId: id, ...change });
}
