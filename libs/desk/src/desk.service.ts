import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Forbidden,
  InvalidInput,
  isIn,
  NotFound,
  pageOfRows,
  record,
  type Actor,
  type Keyset,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { AttentionItem } from './attention-item.js';
import { ruleCodes, severities, type RuleCode, type Severity } from './attention-rules.js';
import { AttentionSnooze } from './attention-snooze.entity.js';
import { coalitionDayAt } from './coalition-day.sql.js';
import { dayAfter } from './day-after.js';
import { canUseDesk } from './desk.policy.js';
import { compareItems, gatherAttention, rankOf, type AttentionFilter, type RankedItem } from './gather-attention.js';

export interface AttentionCount {
  severity: Severity;
  /** Not snoozed. */
  open: number;
  snoozed: number;
}

export type AttentionPage = Page<RankedItem> & { counts: AttentionCount[] };

export interface NewSnooze {
  coalitionId: string;
  key: string;
  /** The last day on which it is snoozed. */
  until: string;
  reason: string;
}

const mostDays = 30;

/** What needs a backbone team this week. `moment` is now unless told. */
@Injectable()
export class DeskService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The most severe first, of these the oldest. Every page is computed from the facts as they are when it is asked for. */
  async attentionItems(
    actor: Actor,
    coalitionId: string,
    filter: AttentionFilter,
    page: PageArguments,
    moment = new Date(),
  ): Promise<AttentionPage> {
    requireDesk(actor, coalitionId);
    const items = await this.database.read(actor, (manager) => gatherAttention(manager, coalitionId, filter, moment));
    const query = {
      select: async (_: EntityManager, keyset: Keyset) => within(items, keyset),
      count: async () => items.length,
    };
    const found = await pageOfRows(this.database, actor, query, page, { name: 'attentionItems', by: [...rankOf] });
    return { ...found, counts: countItems(items) };
  }

  snoozeAttentionItem(actor: Actor, input: NewSnooze, moment = new Date()): Promise<AttentionItem> {
    const { coalitionId, key, until } = input;
    const reason = input.reason.trim();
    requireDesk(actor, coalitionId);
    if (!reason) throw InvalidInput.at('reason', 'REQUIRED', 'Say why it can wait.');
    return this.database.work(actor, async (manager) => {
      const item = await openItem(manager, coalitionId, key, moment);
      const { today } = await coalitionDayAt(manager, coalitionId, moment);
      if (until <= today || until > dayAfter(today, mostDays)) {
        const message = `An item is snoozed for 1 to ${mostDays} days: to ${dayAfter(today, mostDays)} at the latest.`;
        throw InvalidInput.at('until', 'OUT_OF_RANGE', message);
      }
      const snooze = { until, reason, byId: actor.personId, at: moment };
      const { rule, subjectId, occurrence } = item;
      await manager.save(AttentionSnooze, {
        ...{ coalitionId, rule, subjectId, occurrence, until, reason },
        ...{ snoozedById: snooze.byId, snoozedAt: snooze.at, endedAt: null },
      });
      await recordSnooze(manager, actor, item, {
        ...{ verb: 'snoozeAttentionItem', reason, after: { rule, occurrence, until } },
      });
      return { ...item, snooze };
    });
  }

  /** Puts it back on the desk before its day. */
  unsnoozeAttentionItem(
    actor: Actor,
    { coalitionId, key }: Pick<NewSnooze, 'coalitionId' | 'key'>,
    moment = new Date(),
  ): Promise<AttentionItem> {
    requireDesk(actor, coalitionId);
    return this.database.work(actor, async (manager) => {
      const item = await openItem(manager, coalitionId, key, moment);
      if (!item.snooze) throw InvalidInput.at('key', 'INVALID_STATE', 'This item is not snoozed.');
      const { rule, subjectId, occurrence } = item;
      await manager.update(AttentionSnooze, { coalitionId, rule, subjectId, occurrence }, { endedAt: moment });
      await recordSnooze(manager, actor, item, { verb: 'unsnoozeAttentionItem', after: { rule, occurrence } });
      return { ...item, snooze: null };
    });
  }
}

function requireDesk(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canUseDesk(actor, coalitionId)) throw new Forbidden('The desk is for backbone staff.');
}

/** Only what is open can be snoozed: of another coalition's item, or of one that has closed, there is nothing. */
async function openItem(
  manager: EntityManager,
  coalitionId: string,
  key: string,
  moment: Date,
): Promise<AttentionItem> {
  const rule = ruleCodes.find((code): code is RuleCode => key.startsWith(`${code}/`));
  const items = rule ? await gatherAttention(manager, coalitionId, { rules: [rule] }, moment) : [];
  const item = items.find((one) => one.key === key);
  if (!item) throw InvalidInput.at('key', 'NOT_FOUND', 'No such item is open.');
  return item;
}

function within(items: readonly RankedItem[], { cursor, descending, limit }: Keyset): RankedItem[] {
  const ordered = descending ? [...items].reverse() : items;
  const [rank, since, key] = (cursor ?? []).map(String);
  if (rank === undefined) return ordered.slice(0, limit);
  const last = { rank, since: since!, key: key! };
  const isAfter = (item: RankedItem) => (descending ? compareItems(item, last) < 0 : compareItems(item, last) > 0);
  return ordered.filter(isAfter).slice(0, limit);
}

function countItems(items: readonly AttentionItem[]): AttentionCount[] {
  return severities.map((severity) => {
    const found = items.filter((one) => one.severity === severity);
    const snoozed = found.filter(({ snooze }) => snooze).length;
    return { severity, open: found.length - snoozed, snoozed };
  });
}

function recordSnooze(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, subjectType, subjectId }: AttentionItem,
  { verb, reason, after }: { verb: string; reason?: string; after: Record<string, unknown> },
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType, subjectId, reason, after });
}
