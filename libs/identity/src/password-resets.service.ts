import { Inject, Injectable } from '@nestjs/common';
import { Database, NotFound, record, type Doer } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { IdentityService } from './identity.service.js';
import { hashToken, newToken } from './one-time-token.js';
import { hashPassword, requireGoodPassword } from './password.js';
import { Person } from './person.entity.js';
import { endSessions } from './sessions.service.js';

const lifetime = 60 * 60_000;

/** A new password for somebody who has forgotten theirs and reads mail at their address. */
@Injectable()
export class PasswordResetsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /**
   * Makes a link that works once, and hands it to `tell` in the same unit of work. Nothing where nobody has the address:
   * whoever asks must not be told which of the two it was.
   */
  async requestReset(
    email: string,
    from: { address: string; requestId: string },
    tell: (manager: EntityManager, person: Person, token: string) => Promise<unknown>,
  ): Promise<void> {
    const person = await this.identity.findPersonByEmail(email);
    if (!person) return;
    const { id: personId } = person;
    await this.database.identify({ personId }, async (manager) => {
      const { token, tokenHash } = newToken();
      const expiresAt = new Date(Date.now() + lifetime);
      await manager.query('INSERT INTO password_reset (token_hash, person_id, expires_at) VALUES ($1, $2, $3)', [
        ...[tokenHash, personId, expiresAt],
      ]);
      await tell(manager, person, token);
      const doer = { personId, keyId: null, requestId: from.requestId };
      await recordOf(manager, doer, 'requestPasswordReset', { address: from.address });
    });
  }

  /** Uses the link up, with every other one that is open, and ends all sessions: somebody else may have opened them. */
  async resetPassword(token: string, password: string, requestId: string): Promise<void> {
    const tokenHash = hashToken(token);
    const personId = tokenHash && (await this.findOwner(tokenHash));
    const person = personId && (await this.identity.findPerson(personId));
    if (!person) throw notValid();
    requireGoodPassword(password, 'password', [person.name, person.email]);
    const passwordHash = await hashPassword(password);
    await this.database.identify({ personId }, async (manager) => {
      const [used] = await manager.query<[unknown[], number]>(
        `UPDATE password_reset SET used_at = now()
          WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING 1`,
        [tokenHash],
      );
      if (used.length === 0) throw notValid();
      await manager.query('UPDATE password_reset SET used_at = now() WHERE person_id = $1 AND used_at IS NULL', [
        personId,
      ]);
      await manager.update(Person, { id: personId }, { passwordHash });
      const doer = { personId, keyId: null, requestId };
      await recordOf(manager, doer, 'resetPassword');
      await endSessions(manager, doer, { personId }, 'PASSWORD_CHANGED');
    });
  }

  private async findOwner(tokenHash: Buffer): Promise<string | null> {
    const [found] = await this.database.identify({ secretHash: tokenHash.toString('hex') }, (manager) =>
      manager.query<{ person_id: string }[]>(
        'SELECT person_id FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()',
        [tokenHash],
      ),
    );
    return found?.person_id ?? null;
  }
}

function recordOf(
  manager: EntityManager,
  doer: Doer & { personId: string },
  verb: string,
  after?: Record<string, unknown>,
): Promise<void> {
  const subject = { subjectType: 'Person', subjectId: doer.personId } as const;
  return record(manager, doer, { coalitionId: null, verb, ...subject, after });
}

function notValid(): NotFound {
  return new NotFound('link: it was used, or it is too old. Ask for a new one');
}
