import { Inject, Injectable } from '@nestjs/common';
import { newToken } from '@keelson/identity';
import {
  Database,
  findMine,
  Forbidden,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { findCoalition } from './coalitions.service.js';
import { requireRole, type Role } from './give-role.js';
import { Invitation, stateOf, type InvitationState } from './invitation.entity.js';

const lifetime = 14 * 24 * 60 * 60 * 1000;

/** `token` is what the link carries; it is not kept. */
export interface Invited {
  invitation: Invitation;
  token: string;
}

/** Passes the link on, in the unit of work that makes it. */
export type Tell = (manager: EntityManager, invited: Invited) => Promise<unknown>;

@Injectable()
export class InvitationsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Offers a role to whoever is written to at an address. Nobody looks whether the address has an account. */
  async invitePerson(actor: Actor, input: Role & { email: string; name: string }, tell?: Tell): Promise<Invited> {
    refuseKeys(actor);
    return this.database.work(actor, async (manager) => {
      const { coalitionId, name } = input;
      await findCoalition(manager, actor, coalitionId);
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      const { role, organizationIds } = await requireRole(manager, input);
      const email = input.email.trim().toLowerCase();
      const { token, ...fresh } = freshLink(actor);
      const invitation = Object.assign(new Invitation(), {
        ...{ id: newId(), coalitionId, email, name, role, organizationIds: [...organizationIds], ...fresh },
        ...{ createdAt: new Date(), acceptedAt: null, acceptedBy: null, revokedAt: null },
      });
      await manager.insert(Invitation, invitation);
      await note(manager, actor, 'invitePerson', invitation);
      await tell?.(manager, { invitation, token });
      return { invitation, token };
    });
  }

  /** A new link for fourteen more days; the old one leads nowhere from now on. */
  async renewInvitation(actor: Actor, id: string, tell?: Tell): Promise<Invited> {
    refuseKeys(actor);
    return this.database.work(actor, async (manager) => {
      const invitation = await lockOpen(manager, actor, id);
      const { token, ...fresh } = freshLink(actor);
      await manager.save(Object.assign(invitation, fresh));
      await note(manager, actor, 'renewInvitation', invitation);
      await tell?.(manager, { invitation, token });
      return { invitation, token };
    });
  }

  async revokeInvitation(actor: Actor, id: string): Promise<Invitation> {
    return this.database.work(actor, async (manager) => {
      const invitation = await lockOpen(manager, actor, id);
      invitation.revokedAt = new Date();
      await manager.save(invitation);
      await note(manager, actor, 'revokeInvitation', invitation);
      return invitation;
    });
  }

  listInvitations(
    actor: Actor,
    coalitionId: string,
    state: InvitationState | null | undefined,
    page: PageArguments,
  ): Promise<Page<Invitation>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!isBackbone(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Invitation, 'invitation').where({ coalitionId });
      return state ? builder.andWhere(conditions[state]) : builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'invitations', by: ['id'], descending: true });
  }

  async loadInvitations(actor: Actor, ids: readonly string[]): Promise<Invitation[]> {
    const invitations = await findMine(this.database, actor, Invitation, 'id', ids);
    return invitations.filter(({ coalitionId }) => isBackbone(actor, coalitionId));
  }
}

const open = 'invitation.acceptedAt IS NULL AND invitation.revokedAt IS NULL';
/** `stateOf` in SQL. */
const conditions: Record<InvitationState, string> = {
  PENDING: `${open} AND invitation.expiresAt > now()`,
  ACCEPTED: 'invitation.acceptedAt IS NOT NULL',
  EXPIRED: `${open} AND invitation.expiresAt <= now()`,
  REVOKED: 'invitation.revokedAt IS NOT NULL',
};

/** A link outlives the key that made it, and makes persons, who can do more than keys. */
function refuseKeys(actor: Actor): void {
  if (actor.keyId) throw new Forbidden('A key cannot invite people; sign in.');
}

function freshLink(actor: Actor) {
  const { token, tokenHash } = newToken();
  return { token, tokenHash, invitedBy: actor.personId, expiresAt: new Date(Date.now() + lifetime) };
}

/** The invitation, which nobody accepts until this unit ends. */
async function lockOpen(manager: EntityManager, actor: Actor, id: string): Promise<Invitation> {
  const invitation = await manager.findOne(Invitation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!invitation || !isBackbone(actor, invitation.coalitionId)) throw new NotFound('invitation');
  const state = stateOf(invitation);
  if (state === 'ACCEPTED') {
    throw new InvalidState('invitation.accepted', 'It was accepted: take the role back with revokeRole.');
  }
  if (state === 'REVOKED') throw new InvalidState('invitation.revoked', 'It was revoked: invite the person again.');
  return invitation;
}

function note(manager: EntityManager, actor: Actor, verb: string, invitation: Invitation): Promise<void> {
  const { id, coalitionId, email, name, role, organizationIds, expiresAt } = invitation;
  const subject = { subjectType: 'Invitation', subjectId: id } as const;
  return record(manager, actor, {
    ...{ coalitionId, verb, ...subject },
    after: { email, name, role, organizationIds, expiresAt },
  });
}
