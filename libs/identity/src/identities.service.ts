import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, record, Unauthenticated } from '@keelson/platform';
import { IdentityService } from './identity.service.js';
import type { Person } from './person.entity.js';

/** What an OpenID Connect provider says of somebody. */
export interface ProvidedIdentity {
  issuer: string;
  /** The provider's name for the person, which it never gives to another. */
  subject: string;
  email: string | null;
  /** Whether the provider has seen that the person reads mail at this address. */
  emailVerified: boolean;
}

const unknown =
  'Nobody here has this account. Ask the backbone staff of your coalition for an invitation to the e-mail address that you sign in with.';

/** Persons as their providers know them. */
@Injectable()
export class IdentitiesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /**
   * The person whom a provider names: known by its subject, or else by a verified e-mail address, and from then on by
   * the subject: an address may be given to somebody else. Nobody is made here: who is let in is the coalitions' to say.
   */
  async findProvided(provided: ProvidedIdentity, requestId: string): Promise<Person> {
    const { issuer, subject, email, emailVerified } = provided;
    const hash = createHash('sha256')
      .update(JSON.stringify([issuer, subject]))
      .digest();
    const [known] = await this.database.identify({ secretHash: hash.toString('hex') }, (manager) =>
      manager.query<{ person_id: string }[]>('SELECT person_id FROM person_identity WHERE identity_hash = $1', [hash]),
    );
    const byEmail = !known && email && emailVerified ? await this.identity.findPersonByEmail(email) : null;
    const person = known ? await this.identity.findPerson(known.person_id) : byEmail;
    if (!person) throw new Unauthenticated(unknown);
    if (byEmail) await this.link(byEmail.id, hash, { issuer, subject }, requestId);
    return person;
  }

  private async link(personId: string, hash: Buffer, after: { issuer: string; subject: string }, requestId: string) {
    await this.database.identify({ personId }, async (manager) => {
      // One at a time, so that two subjects cannot both be the first one.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [personId]);
      const others = await manager.query<unknown[]>(
        'SELECT 1 FROM person_identity WHERE person_id = $1 AND issuer = $2 AND identity_hash <> $3',
        [personId, after.issuer, hash],
      );
      if (others.length > 0) throw new Unauthenticated(unknown);
      const made = await manager.query<unknown[]>(
        `INSERT INTO person_identity (identity_hash, person_id, issuer, subject) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [hash, personId, after.issuer, after.subject],
      );
      if (made.length === 0) return; // another request of the same person was first
      const subject = { subjectType: 'Person', subjectId: personId } as const;
      await record(
        manager,
        { personId, keyId: null, requestId },
        { coalitionId: null, verb: 'linkIdentity', ...subject, after },
      );
    });
  }
}
