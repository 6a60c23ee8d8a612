import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { isBackbone, isIn, type Actor } from '../actor.js';
import { Forbidden, NotFound } from '../errors.js';
import { AuditEvent, record } from './audit.js';
import type { Database } from './database.js';
import { pageOf, type Page, type PageArguments } from './page.js';

export interface AuditFilter {
  personId?: string | null;
  keyId?: string | null;
  verbs?: string[] | null;
  subjectId?: string | null;
  /** Included. */
  from?: Date | null;
  /** Excluded. */
  to?: Date | null;
}

/** Events are exported in portions of this many, so that memory stays flat however long the log is. */
const portion = 1_000;

/** A coalition's events are its backbone's to read; those of the installation (null), its administrators'. */
export function requireMayAudit(actor: Actor, coalitionId: string | null): void {
  if (coalitionId === null) {
    if (!actor.administrator) throw new Forbidden('Administrators of the installation read its own events.');
    return;
  }
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!isBackbone(actor, coalitionId)) throw new Forbidden('Backbone staff read the audit log.');
}

/** What was done in a coalition, the latest first. */
export function auditLog(
  database: Database,
  actor: Actor,
  coalitionId: string | null,
  filter: AuditFilter,
  page: PageArguments,
): Promise<Page<AuditEvent>> {
  requireMayAudit(actor, coalitionId);
  const query = (manager: EntityManager) => eventsOf(manager, coalitionId, filter);
  return pageOf(database, actor, query, page, { name: 'auditLog', by: ['id'], descending: true });
}

/** Writes down that a coalition's log leaves the platform, before its first event does. */
export async function exportAuditLog(
  database: Database,
  actor: Actor,
  coalitionId: string,
  filter: AuditFilter,
  format: string,
): Promise<AsyncGenerator<AuditEvent[]>> {
  requireMayAudit(actor, coalitionId);
  const asked = Object.entries(filter).filter(([, value]) => value != null);
  await database.work(actor, (manager) =>
    record(manager, actor, {
      coalitionId,
      verb: 'exportAuditLog',
      subjectType: 'Coalition',
      subjectId: coalitionId,
      after: { format, ...Object.fromEntries(asked) },
    }),
  );
  return portionsOf(database, actor, coalitionId, filter);
}

async function* portionsOf(
  database: Database,
  actor: Actor,
  coalitionId: string,
  filter: AuditFilter,
): AsyncGenerator<AuditEvent[]> {
  for (let last: string | undefined; ;) {
    const events = await database.read(actor, (manager) => {
      const builder = eventsOf(manager, coalitionId, filter).orderBy('event.id', 'DESC').limit(portion);
      return (last ? builder.andWhere('event.id < :last', { last }) : builder).getMany();
    });
    last = events.at(-1)?.id;
    if (events.length > 0) yield events;
    if (events.length < portion) return;
  }
}

function eventsOf(
  manager: EntityManager,
  coalitionId: string | null,
  { personId, keyId, verbs, subjectId, from, to }: AuditFilter,
): SelectQueryBuilder<AuditEvent> {
  const builder = manager.createQueryBuilder(AuditEvent, 'event');
  builder.where(coalitionId === null ? 'event.coalitionId IS NULL' : 'event.coalitionId = :coalitionId', {
    coalitionId,
  });
  if (personId) builder.andWhere('event.personId = :personId', { personId });
  if (keyId) builder.andWhere('event.keyId = :keyId', { keyId });
  if (verbs) builder.andWhere('event.verb = ANY(:verbs)', { verbs });
  if (subjectId) builder.andWhere('event.subjectId = :subjectId', { subjectId });
  if (from) builder.andWhere('event.at >= :from', { from });
  if (to) builder.andWhere('event.at < :to', { to });
  return builder;
}
