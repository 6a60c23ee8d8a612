import { Inject, Injectable } from '@nestjs/common';
import { Coalition, RoleGrant } from '@keelson/coalitions';
import { hashToken, Person } from '@keelson/identity';
import { formatPeriod } from '@keelson/measures';
import { owedSubmissions } from '@keelson/submissions';
import {
  Database,
  encodeId,
  isBackbone,
  isIn,
  partnerOrganizationIds,
  run,
  type Actor,
  type IdType,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { calendarEntries } from './calendar-entries.sql.js';
import type { CalendarEntry, CalendarKind } from './calendar-entry.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { writeCalendar } from './write-calendar.js';

/** An address that leads somewhere, and whose dates it tells. */
export interface FeedVisit {
  feed: CalendarFeed;
  actor: Actor;
}

type Row = Omit<CalendarEntry, 'uid'> & { id: string };

const typeOf: Record<Exclude<CalendarKind, 'SUBMISSION'>, IdType> = {
  CONVERSATION: 'Conversation',
  COMMITMENT: 'Commitment',
  MILESTONE: 'Milestone',
  DECISION_REVIEW: 'Decision',
  AGENDA_REVIEW: 'Agenda',
  REPORT_SCHEDULE: 'ReportSchedule',
};
/** In days: what falls due in more than a year is planned for by nobody. */
const daysAhead = 366;

/** What an address tells whoever holds it: what its owner may see at this moment. */
@Injectable()
export class FeedReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null for a token that leads nowhere: never made, revoked, rotated, or of somebody who left the coalition. */
  async openFeed(token: string, requestId: string): Promise<FeedVisit | null> {
    const tokenHash = hashToken(token);
    const feed = tokenHash && (await this.findFeed(tokenHash));
    if (!feed || feed.revokedAt) return null;
    const { coalitionId, personId } = feed;
    const held = await this.database.identify({ coalitionIds: [coalitionId] }, (manager) =>
      manager.findBy(RoleGrant, { coalitionId, personId }),
    );
    const actor = actorOf(feed, held, requestId);
    return isIn(actor, coalitionId) ? { feed, actor } : null;
  }

  readCalendar({ feed, actor }: FeedVisit): Promise<string> {
    const { coalitionId } = feed;
    return this.database.read(actor, async (manager) => {
      const coalition = await manager.findOneByOrFail(Coalition, { id: coalitionId });
      const asBackbone = isBackbone(actor, coalitionId);
      const own = partnerOrganizationIds(actor, coalitionId);
      const rows = await run<Row>(manager, calendarEntries, [coalitionId, own, asBackbone]);
      const entries = rows.map(({ id, ...row }) => ({ ...row, uid: uidOf(row.kind, id) }));
      const due = await dueDays(manager, feed, asBackbone ? null : own);
      const { language } = await manager.findOneByOrFail(Person, { id: feed.personId });
      return writeCalendar(coalition.name, [...entries, ...due], language ?? coalition.language);
    });
  }

  private findFeed(tokenHash: Buffer): Promise<CalendarFeed | null> {
    const secretHash = tokenHash.toString('hex');
    return this.database.identify({ secretHash }, (manager) => manager.findOneBy(CalendarFeed, { tokenHash }));
  }
}

/** The owner with the roles of now; as backbone staff only where the address was made by somebody who acted as such. */
function actorOf({ personId, asBackbone }: CalendarFeed, held: readonly RoleGrant[], requestId: string): Actor {
  const roles = held.filter(({ role }) => asBackbone || role !== 'BACKBONE');
  return {
    ...{ personId, keyId: null, administrator: false, scopes: ['READ'], requestId },
    roles: roles.map(({ coalitionId, role, organizationId }) => ({ coalitionId, role, organizationId })),
  };
}

/**
 * What is owed, by organization; for backbone staff one entry for all that owe the same on one day. What was answered is
 * no date any more.
 */
async function dueDays(
  manager: EntityManager,
  { coalitionId, createdAt }: CalendarFeed,
  own: string[] | null,
): Promise<CalendarEntry[]> {
  if (own?.length === 0) return [];
  const entries = new Map<string, CalendarEntry>();
  for (const { organizationId, submissions } of await owedSubmissions(manager, coalitionId, own, daysAhead)) {
    for (const { frequency, periodStart: start, dueOn } of submissions) {
      if (!dueOn) continue;
      const whose = own ? encodeId('Organization', organizationId) : `${encodeId('Coalition', coalitionId)}-${dueOn}`;
      const period = formatPeriod({ frequency, start });
      const uid = `due-${whose}-${period}@keelson`;
      const entry = { kind: 'SUBMISSION', uid, title: period, place: null, startsAt: null, minutes: 0 } as const;
      entries.set(uid, { ...entry, day: dueOn, cancelled: false, changes: 0, changedAt: createdAt });
    }
  }
  return [...entries.values()];
}

function uidOf(kind: CalendarKind, id: string): string {
  if (kind === 'SUBMISSION') throw new Error('What is owed has no row of its own.');
  return `${encodeId(typeOf[kind], id)}@keelson`;
}
