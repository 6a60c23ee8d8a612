import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { endOf, parsePeriod, type Frequency, type Period } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import {
  Database,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { checkExtension, checkWindow, type NewExtension, type WindowDays } from './check-windows.js';
import { ReportingExtension } from './reporting-extension.entity.js';
import { ReportingWindow } from './reporting-window.entity.js';
import { canSeeReporting, canSetWindows } from './submissions.policy.js';
import { findWindow } from './windows.sql.js';

export interface NewWindow extends WindowDays {
  coalitionId: string;
  frequency: Frequency;
  /** The first period that it governs; null: from ever. */
  firstPeriod?: string | null;
}

/** When values may come: windows per coalition and frequency, and more time for one organization. */
@Injectable()
export class WindowsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Sets the window of a frequency from a period on; one from the same period is replaced. */
  async setReportingWindow(actor: Actor, input: NewWindow): Promise<ReportingWindow> {
    const { coalitionId, frequency } = input;
    requireMaySet(actor, coalitionId, ['coalitionId']);
    const period = input.firstPeriod ? parsePeriod(input.firstPeriod) : null;
    const problems = checkWindow(input);
    if (input.firstPeriod && period?.frequency !== frequency) {
      const message = `"${input.firstPeriod}" is not a ${frequency}.`;
      problems.push({ code: 'UNKNOWN_PERIOD', field: ['firstPeriod'], message });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      const key = { coalitionId, frequency, firstPeriodStart: period?.start ?? null };
      const days = { opens: input.opens ?? null, due: input.due ?? null, closes: input.closes ?? null };
      // Two at once must not both find nothing to replace.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`window ${coalitionId}`]);
      const before = await manager.findOneBy(ReportingWindow, {
        ...key,
        firstPeriodStart: key.firstPeriodStart ?? IsNull(),
      });
      const window = manager.create(ReportingWindow, { id: before?.id ?? newId(), ...key, ...days });
      await manager.save(window);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'setReportingWindow', subjectType: 'Coalition', subjectId: coalitionId },
        ...{ before: before && { ...before }, after: { ...window } },
      });
      return window;
    });
  }

  /** Gives one organization more time for one period; an earlier extension of the same period is replaced. */
  async extendReportingWindow(actor: Actor, input: NewExtension): Promise<ReportingExtension> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = await this.findOrganization(manager, actor, input.organizationId);
      requireMaySet(actor, coalitionId, ['organizationId']);
      const period = readPeriod(input);
      const slot = { organizationId: input.organizationId, period };
      const problems = checkExtension(input, await findWindow(manager, coalitionId, slot));
      if (problems.length > 0) throw new InvalidInput(problems);
      const key = {
        ...{ coalitionId, organizationId: input.organizationId },
        ...{ frequency: period.frequency, periodStart: period.start },
      };
      await manager.query('SELECT 1 FROM organization WHERE id = $1 FOR UPDATE', [input.organizationId]);
      const before = await manager.findOneBy(ReportingExtension, key);
      const extension = manager.create(ReportingExtension, {
        ...{ id: before?.id ?? newId(), ...key, dueOn: input.due ?? null, closesOn: input.closes ?? null },
        ...{ reason: input.reason.trim(), grantedBy: actor.personId, grantedAt: new Date() },
      });
      await manager.save(extension);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'extendReportingWindow', subjectType: 'Organization', subjectId: input.organizationId },
        ...{ reason: extension.reason, before: before && { ...before }, after: { ...extension } },
      });
      return extension;
    });
  }

  /** The windows that were set, by frequency; the earliest first. */
  async reportingWindows(actor: Actor, coalitionId: string): Promise<ReportingWindow[]> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const windows = await this.database.read(actor, (manager) => manager.findBy(ReportingWindow, { coalitionId }));
    const keyOf = ({ frequency, firstPeriodStart }: ReportingWindow) => `${frequency} ${firstPeriodStart ?? ''}`;
    return windows.sort((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1));
  }

  /** All extensions for backbone staff, else those of the organizations that the actor speaks for; the latest first. */
  reportingExtensions(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<ReportingExtension>> {
    requireSeeReporting(actor, coalitionId);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(ReportingExtension, 'extension').where({ coalitionId });
      if (isBackbone(actor, coalitionId)) return builder;
      return builder.andWhere({ organizationId: In(partnerOrganizationIds(actor, coalitionId)) });
    };
    return pageOf(this.database, actor, query, page, { name: 'reportingExtensions', by: ['id'], descending: true });
  }

  private async findOrganization(manager: EntityManager, actor: Actor, id: string): Promise<Organization> {
    const organization = await manager.findOneBy(Organization, { id });
    if (!organization || !isIn(actor, organization.coalitionId)) throw new NotFound('organization', ['organizationId']);
    return organization;
  }
}

export function requireSeeReporting(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canSeeReporting(actor, coalitionId)) throw new Forbidden('Partners and backbone staff see who owes what.');
}

function requireMaySet(actor: Actor, coalitionId: string, field: string[]): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', field);
  if (!canSetWindows(actor, coalitionId)) throw new Forbidden('Backbone staff set when values are due.');
}

function readPeriod({ period: code }: NewExtension): Period {
  const period = parsePeriod(code);
  const problem: Problem = { code: 'UNKNOWN_PERIOD', field: ['period'], message: `"${code}" is not a period.` };
  if (!period || endOf(period) > '9000') throw new InvalidInput([problem]);
  return period;
}
