import { Inject, Injectable } from '@nestjs/common';
import { hashPassword, hashToken, IdentityService, requireGoodPassword, type Person } from '@keelson/identity';
import { Organization } from '@keelson/organizations';
import { Conflict, Database, Forbidden, newId, NotFound, record, type Actor } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { Coalition } from './coalition.entity.js';
import { giveRole } from './give-role.js';
import { Invitation, stateOf } from './invitation.entity.js';

/** What somebody is invited to. */
export interface Offer {
  invitation: Invitation;
  coalition: Coalition;
  organizations: Organization[];
}

/** What somebody without a session shows beside the link. */
export interface Introduction {
  /** For an account that is made now. */
  name?: string | null;
  password: string;
  /** The person whose password this is, or an error; whoever asks knows how often it may be tried. */
  signIn(email: string, password: string): Promise<Person>;
}

/** `made`: there was no account with this address before. */
export interface Accepted {
  person: Person;
  made: boolean;
}

/** The invited's side of an invitation: whoever holds the link was written to at its address. */
@Injectable()
export class AcceptanceService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /** What the link offers; it says nothing about an account with this address. */
  async lookUp(token: string): Promise<Offer> {
    const invitation = await this.findPending(token);
    const { coalitionId, organizationIds } = invitation;
    return this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => ({
      invitation,
      coalition: await manager.findOneByOrFail(Coalition, { id: coalitionId }),
      organizations: await manager.find(Organization, {
        where: { coalitionId, id: In(organizationIds) },
        order: { name: 'ASC' },
      }),
    }));
  }

  /** For somebody who is signed in as the one who was invited. */
  async acceptAs(actor: Actor, token: string): Promise<Person> {
    if (actor.keyId) throw new Forbidden('A key cannot accept invitations; sign in.');
    const invitation = await this.findPending(token);
    const person = await this.identity.findPerson(actor.personId);
    if (person?.email !== invitation.email) {
      throw new Forbidden('You are signed in with another e-mail address than the one that was invited.');
    }
    return this.settle(invitation, person.id, actor.requestId, async () => person);
  }

  /** Makes the person, or lets in the one who has this address: then the password must be theirs. */
  async accept(token: string, { name, password, signIn }: Introduction, requestId: string): Promise<Accepted> {
    const invitation = await this.findPending(token);
    const { email } = invitation;
    if (await this.identity.findPersonByEmail(email)) {
      const person = await signIn(email, password);
      return { person: await this.settle(invitation, person.id, requestId, async () => person), made: false };
    }
    requireGoodPassword(password, 'password', [email, name ?? invitation.name]);
    const passwordHash = await hashPassword(password);
    const id = newId();
    const person = await this.settle(invitation, id, requestId, async (manager, actor) => {
      const input = { id, email, name: name?.trim() || invitation.name, passwordHash };
      const made = await this.identity.createPerson(manager, actor, input);
      if (!made) throw new Conflict('person.made', 'This address has an account since a moment ago: use its password.');
      return made;
    });
    return { person, made: true };
  }

  private async findPending(token: string): Promise<Invitation> {
    const tokenHash = hashToken(token);
    if (!tokenHash) throw notValid();
    const claim = { secretHash: tokenHash.toString('hex') };
    const invitation = await this.database.identify(claim, (manager) => manager.findOneBy(Invitation, { tokenHash }));
    if (!invitation || stateOf(invitation) !== 'PENDING') throw notValid();
    return invitation;
  }

  /** Takes the offer, once: of several who hold the same link the first one, and nobody after it was withdrawn. */
  private settle(
    { id, tokenHash, ...offered }: Invitation,
    personId: string,
    requestId: string,
    findPerson: (manager: EntityManager, actor: Actor) => Promise<Person>,
  ): Promise<Person> {
    const { coalitionId, role, organizationIds } = offered;
    const roles = [{ coalitionId, role, organizationId: null }];
    const actor: Actor = { personId, keyId: null, administrator: false, scopes: [], roles, requestId };
    return this.database.work(actor, async (manager) => {
      // Also not with a link that was renewed since.
      const where = { id, tokenHash };
      const invitation = await manager.findOne(Invitation, { where, lock: { mode: 'pessimistic_write' } });
      if (!invitation || stateOf(invitation) !== 'PENDING') throw notValid();
      const person = await findPerson(manager, actor);
      await giveRole(manager, personId, offered);
      await manager.update(Invitation, { id }, { acceptedAt: new Date(), acceptedBy: personId });
      const subject = { subjectType: 'Invitation', subjectId: id } as const;
      const after = { personId, role, organizationIds };
      await record(manager, actor, { coalitionId, verb: 'acceptInvitation', ...subject, after });
      return person;
    });
  }
}

function notValid(): NotFound {
  return new NotFound('invitation: the link was used, withdrawn or replaced, or it is too old. Ask for a new one');
}
