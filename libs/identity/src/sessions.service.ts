import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Forbidden,
  newId,
  pageOf,
  record,
  run,
  Unauthenticated,
  type Actor,
  type Doer,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, IsNull, MoreThan, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { hashRefreshToken, newRefreshToken } from './refresh-token.js';
import { revokeReusedFamilySql, rotateRefreshTokenSql } from './rotate-refresh-token.sql.js';
import { Session, type SessionEnd, type SessionOrigin } from './session.entity.js';

/** Days without a refresh: holidays, and no more. */
const idleDays = 30;
/** Days in all; then whoever it is proves it anew. */
const mostDays = 90;
/** Two tabs that wake up together refresh well within this time. */
const graceSeconds = 10;
const longestUserAgent = 300;

export interface NewSession {
  through: SessionOrigin;
  secondFactor: boolean;
  address: string;
  userAgent: string | null;
  requestId: string;
}

export interface OpenedSession {
  sessionId: string;
  personId: string;
  /** Shown this once; only its SHA-256 is kept. */
  refreshToken: string;
}

@Injectable()
export class SessionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Signs a person in whose proof the caller has seen. */
  async openSession(person: { id: string }, how: NewSession): Promise<{ session: Session; refreshToken: string }> {
    const { requestId, through, secondFactor, address } = how;
    const refreshToken = newRefreshToken();
    const now = new Date();
    return this.database.identify({ personId: person.id }, async (manager) => {
      const session = manager.create(Session, {
        ...{ id: newId(), personId: person.id, through, secondFactor, address },
        userAgent: how.userAgent?.slice(0, longestUserAgent) ?? null,
        ...{ createdAt: now, lastSeenAt: now, revokedAt: null, revokedReason: null },
        expiresAt: new Date(now.getTime() + idleDays * 86_400_000),
      });
      await manager.insert(Session, session);
      await manager.query('INSERT INTO refresh_token (token_hash, person_id, session_id) VALUES ($1, $2, $3)', [
        hashRefreshToken(refreshToken),
        person.id,
        session.id,
      ]);
      const doer = { personId: person.id, keyId: null, requestId };
      await record(manager, doer, { ...changeOf(session, 'signIn'), after: { through, secondFactor, address } });
      return { session, refreshToken };
    });
  }

  /** The token that follows a refresh token, which is used up by it; one that was used before ends its whole family. */
  async refreshSession(token: string, requestId: string): Promise<OpenedSession> {
    const { hash, personId } = await this.findOwner(token);
    const refreshToken = newRefreshToken();
    const values = [hash, hashRefreshToken(refreshToken), graceSeconds, idleDays, mostDays];
    // The session must stay ended, so its end is no error inside the unit of work.
    const sessionId = await this.database.identify({ personId }, async (manager) => {
      const [rotated] = await run<{ sessionId: string }>(manager, rotateRefreshTokenSql, values);
      if (rotated) return rotated.sessionId;
      const [ended] = await run<{ sessionId: string }>(manager, revokeReusedFamilySql, [hash]);
      const reuse = ended && { ...changeOf({ id: ended.sessionId }, 'reuseRefreshToken'), reason: 'REUSED' };
      if (reuse) await record(manager, { personId, keyId: null, requestId }, reuse);
      return null;
    });
    if (!sessionId) throw new Unauthenticated('This session has ended; sign in again.');
    return { sessionId, personId, refreshToken };
  }

  /** Ends the session of a refresh token. A token that leads nowhere has nothing to end, and that is all right. */
  async signOut(token: string, requestId: string): Promise<void> {
    const owner = await this.findOwner(token).catch((error: unknown) => {
      if (error instanceof Unauthenticated) return null;
      throw error;
    });
    if (!owner) return;
    const { hash, personId } = owner;
    await this.database.identify({ personId }, async (manager) => {
      const [found] = await manager.query<{ session_id: string }[]>(
        'SELECT session_id FROM refresh_token WHERE token_hash = $1',
        [hash],
      );
      if (found)
        await endSessions(manager, { personId, keyId: null, requestId }, { id: found.session_id }, 'SIGNED_OUT');
    });
  }

  /** One's own live sessions, the latest first. */
  listSessions(actor: Actor, page: PageArguments): Promise<Page<Session>> {
    requirePerson(actor);
    const query = (manager: EntityManager) =>
      manager.createQueryBuilder(Session, 'session').where({ ...live(), personId: actor.personId });
    return pageOf(this.database, actor, query, page, { name: 'sessions', by: ['id'], descending: true });
  }

  /** Ends all of one's sessions but the one that asks; returns how many. */
  async revokeOtherSessions(actor: Actor): Promise<number> {
    requirePerson(actor);
    return this.database.work(actor, (manager) => endOtherSessions(manager, actor, 'REVOKED'));
  }

  private async findOwner(token: string): Promise<{ hash: Buffer; personId: string }> {
    const hash = hashRefreshToken(token);
    const found = hash
      ? await this.database.identify({ secretHash: hash.toString('hex') }, (manager) =>
          manager.query<{ person_id: string }[]>('SELECT person_id FROM refresh_token WHERE token_hash = $1', [hash]),
        )
      : [];
    if (!hash || !found[0]) throw new Unauthenticated('This session has ended; sign in again.');
    return { hash, personId: found[0].person_id };
  }
}

const live = () => ({ revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });

function requirePerson(actor: Actor): void {
  if (actor.keyId) throw new Forbidden('A key has no sessions; sign in.');
}

/** Ends sessions in the caller's unit of work, each of them recorded; returns how many were alive. */
export async function endSessions(
  manager: EntityManager,
  doer: Doer,
  which: FindOptionsWhere<Session>,
  reason: SessionEnd,
  coalitionId: string | null = null,
): Promise<number> {
  const sessions = await manager.findBy(Session, { ...which, ...live() });
  if (sessions.length === 0) return 0;
  const end = { revokedAt: new Date(), revokedReason: reason };
  await manager.update(Session, { id: In(sessions.map(({ id }) => id)), revokedAt: IsNull() }, end);
  const verb = reason === 'SIGNED_OUT' ? 'signOut' : 'revokeSession';
  await record(manager, doer, ...sessions.map((one) => ({ ...changeOf(one, verb), coalitionId, reason })));
  return sessions.length;
}

/** All of the actor's sessions but the one that asks. */
export function endOtherSessions(manager: EntityManager, actor: Actor, reason: SessionEnd): Promise<number> {
  const others = actor.sessionId ? { id: Not(actor.sessionId) } : {};
  return endSessions(manager, actor, { ...others, personId: actor.personId }, reason);
}

/** Forgets the sessions that ended a month ago, with their tokens; for the worker, whose policy shows it no others. */
export async function forgetOldSessions(database: Database): Promise<void> {
  const old = `DELETE FROM session WHERE least(expires_at, revoked_at) < now() - interval '30 days'`;
  await database.identify({}, (manager) => manager.query(old));
}

function changeOf({ id }: { id: string }, verb: string) {
  return { coalitionId: null, verb, subjectType: 'Session', subjectId: id } as const;
}
