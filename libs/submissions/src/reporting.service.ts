import { Inject, Injectable } from '@nestjs/common';
import { endOf, parsePeriod, readSpan, type Frequency, type Period } from '@keelson/measures';
import {
  Database,
  findMine,
  InvalidInput,
  isBackbone,
  pageOfRows,
  partnerOrganizationIds,
  run,
  type Actor,
  type Keyset,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import {
  outstandingCount,
  outstandingPage,
  remindersCount,
  remindersPage,
  type OutstandingCell,
  type Reminder,
} from './outstanding.sql.js';
import { prepareReporting } from './plan-reporting.sql.js';
import { reportingRatesSql, type ReportingRates } from './reporting-rates.sql.js';
import { Submission } from './submission.entity.js';
import { canSeeSubmission } from './submissions.policy.js';
import { readSubmissionWindows, type SubmissionWindow } from './submission-windows.sql.js';
import { requireSeeReporting } from './windows.service.js';

export interface OutstandingFilter {
  organizationIds?: string[] | null;
  measureIds?: string[] | null;
  frequency?: Frequency | null;
  /** Period codes; periods with a day in them or between them. */
  firstPeriod?: string | null;
  lastPeriod?: string | null;
  dueBefore?: string | null;
}

export const ratesGroupings = ['COALITION', 'ORGANIZATION', 'PERIOD'] as const;
export type RatesGrouping = (typeof ratesGroupings)[number];

export interface RatesRequest {
  coalitionId: string;
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  by: RatesGrouping;
}

const mostYears = 10;
const mostDaysAhead = 366;

/** Who owes what, and how completely and timely it comes. `at` is the moment that decides what is due: now unless told. */
@Injectable()
export class ReportingService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Cells that are due and unanswered, the earliest due first: everybody's for backbone staff, else one's own. */
  outstanding(
    actor: Actor,
    coalitionId: string,
    filter: OutstandingFilter,
    page: PageArguments,
    at: Date | null = null,
  ): Promise<Page<OutstandingCell>> {
    requireSeeReporting(actor, coalitionId);
    const asked = visibleOrganizations(actor, coalitionId, filter.organizationIds);
    const { first, until } = readBounds(filter);
    const { measureIds = null, frequency = null, dueBefore = null } = filter;
    const values = [coalitionId, asked, measureIds, frequency, first, until, at, dueBefore];
    const query = {
      select: async (manager: EntityManager, { cursor, descending, limit }: Keyset) => {
        await prepareReporting(manager, asked);
        const after = cursor ?? [null, null, null, null];
        return run<OutstandingCell>(manager, outstandingPage(descending), [...values, ...after, limit]);
      },
      count: (manager: EntityManager) => countOf(manager, asked, outstandingCount, values),
    };
    const by: (keyof OutstandingCell & string)[] = ['decidedOn', 'organizationId', 'measureId', 'periodStart'];
    return pageOfRows(this.database, actor, query, page, { name: 'outstanding', by });
  }

  /** What each organization should be reminded of: what is late, and what falls due within so many days. */
  reminders(
    actor: Actor,
    coalitionId: string,
    withinDays: number,
    page: PageArguments,
    at: Date | null = null,
  ): Promise<Page<Reminder>> {
    requireSeeReporting(actor, coalitionId);
    if (!Number.isInteger(withinDays) || withinDays < 0 || withinDays > mostDaysAhead) {
      throw InvalidInput.at('withinDays', 'OUT_OF_RANGE', `Look 0 to ${mostDaysAhead} days ahead.`);
    }
    const asked = visibleOrganizations(actor, coalitionId, null);
    const values = [coalitionId, asked, null, null, null, null, at, withinDays];
    const query = {
      select: async (manager: EntityManager, { cursor, descending, limit }: Keyset) => {
        await prepareReporting(manager, asked);
        return run<Reminder>(manager, remindersPage(descending), [...values, cursor?.[0] ?? null, limit]);
      },
      count: (manager: EntityManager) => countOf(manager, asked, remindersCount, values),
    };
    return pageOfRows(this.database, actor, query, page, { name: 'reminders', by: ['organizationId'] });
  }

  /**
   * Submission rate, cell completeness, value completeness and timeliness, with their numerators and denominators. By
   * organization, partners see those they speak for.
   */
  async reportingRates(actor: Actor, request: RatesRequest, at: Date | null = null): Promise<ReportingRates[]> {
    const { coalitionId, frequency, by } = request;
    requireSeeReporting(actor, coalitionId);
    const { first, until } = readSpan(request);
    const asked = by === 'ORGANIZATION' ? visibleOrganizations(actor, coalitionId, null) : null;
    const values = [coalitionId, asked, frequency, first.start, until, by, at, null];
    return this.database.read(actor, async (manager) => {
      await prepareReporting(manager, asked);
      return run<ReportingRates>(manager, reportingRatesSql, values);
    });
  }

  /** When submissions were due and how late they first came, of those that the actor may see. */
  async loadSubmissionWindows(actor: Actor, submissionIds: readonly string[]): Promise<SubmissionWindow[]> {
    const submissions = await findMine(this.database, actor, Submission, 'id', submissionIds);
    const visible = submissions.filter((submission) => canSeeSubmission(actor, submission));
    const coalitionIds = [...new Set(visible.map(({ coalitionId }) => coalitionId))];
    return this.database.read(actor, async (manager) => {
      const windows: SubmissionWindow[] = [];
      for (const coalitionId of coalitionIds) {
        const ids = visible.flatMap((one) => (one.coalitionId === coalitionId ? [one.id] : []));
        windows.push(...(await readSubmissionWindows(manager, coalitionId, ids)));
      }
      return windows;
    });
  }
}

async function countOf(
  manager: EntityManager,
  asked: string[] | null,
  text: string,
  values: unknown[],
): Promise<number> {
  await prepareReporting(manager, asked);
  const [row] = await run<{ n: number }>(manager, text, values);
  return row?.n ?? 0;
}

/** Null for all: what the actor asks for, among what the actor may see. */
function visibleOrganizations(actor: Actor, coalitionId: string, asked: string[] | null | undefined): string[] | null {
  if (isBackbone(actor, coalitionId)) return asked ?? null;
  const own = partnerOrganizationIds(actor, coalitionId);
  return asked ? own.filter((id) => asked.includes(id)) : own;
}

function readBounds({ firstPeriod, lastPeriod }: OutstandingFilter): { first: string | null; until: string | null } {
  const read = (code: string | null | undefined, field: string): Period | null => {
    const period = code ? parsePeriod(code) : null;
    if (code && !period) throw InvalidInput.at(field, 'UNKNOWN_PERIOD', `"${code}" is not a period.`);
    return period;
  };
  const [first, last] = [read(firstPeriod, 'firstPeriod'), read(lastPeriod, 'lastPeriod')];
  const until = last && endOf(last);
  if (first && until && until <= first.start) {
    throw InvalidInput.at('lastPeriod', 'OUT_OF_RANGE', 'The last period lies before the first.');
  }
  const earliest = shiftYears(until ?? new Date().toISOString().slice(0, 10), -mostYears);
  if (first && first.start < earliest) {
    throw InvalidInput.at('firstPeriod', 'OUT_OF_RANGE', `Ask for at most ${mostYears} years at once.`);
  }
  return { first: first?.start ?? null, until };
}

function shiftYears(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}
