import { Inject, Injectable } from '@nestjs/common';
import { endSessions, Session } from '@keelson/identity';
import {
  Database,
  Forbidden,
  isBackbone,
  isIn,
  NotFound,
  pageOf,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { RoleGrant } from './role-grant.entity.js';

/** The sessions of those who hold a role in a coalition: its backbone staff see and end them. */
@Injectable()
export class MemberSessionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Live ones, the latest first. */
  listSessions(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<Session>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (actor.keyId || !isBackbone(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) =>
      manager
        .createQueryBuilder(Session, 'session')
        .where({ revokedAt: IsNull(), expiresAt: MoreThan(new Date()) })
        .andWhere('session.person_id IN (SELECT g.person_id FROM role_grant g WHERE g.coalition_id = :coalitionId)', {
          coalitionId,
        });
    return pageOf(this.database, actor, query, page, { name: 'sessions', by: ['id'], descending: true });
  }

  /** One's own, and those that one may end. */
  async loadSessions(actor: Actor, ids: readonly string[]): Promise<Session[]> {
    if (actor.keyId) return [];
    return this.database.read(actor, async (manager) => {
      const sessions = await manager.findBy(Session, { id: In([...ids]) });
      const led = await this.findLed(manager, actor, sessions);
      return sessions.filter(({ personId }) => personId === actor.personId || led.has(personId));
    });
  }

  /** Ends a session: one's own, or that of somebody who holds a role where the actor is backbone staff. */
  async revokeSession(actor: Actor, id: string): Promise<Session> {
    if (actor.keyId) throw new Forbidden('A key cannot end sessions; sign in.');
    return this.database.work(actor, async (manager) => {
      const session = await manager.findOneBy(Session, { id });
      const own = session?.personId === actor.personId;
      const coalitionId =
        session && !own ? (await this.findLed(manager, actor, [session])).get(session.personId) : null;
      if (!session || coalitionId === undefined) throw new NotFound('session');
      await endSessions(manager, actor, { id }, 'REVOKED', coalitionId);
      return manager.findOneByOrFail(Session, { id });
    });
  }

  /** Of these sessions' persons those who hold a role where the actor is backbone staff, each with such a coalition. */
  private async findLed(manager: EntityManager, actor: Actor, sessions: Session[]): Promise<Map<string, string>> {
    const led = actor.roles.filter(({ role }) => role === 'BACKBONE').map(({ coalitionId }) => coalitionId);
    const personId = In(sessions.map((session) => session.personId));
    const grants = await manager.findBy(RoleGrant, { personId, coalitionId: In(led) });
    return new Map(grants.map((grant) => [grant.personId, grant.coalitionId]));
  }
}
