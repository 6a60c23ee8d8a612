import { Inject, Injectable } from '@nestjs/common';
import { readSpan, type Span } from '@keelson/measures';
import {
  Database,
  Forbidden,
  isBackbone,
  isIn,
  NotFound,
  pageOfRows,
  partnerOrganizationIds,
  run,
  type Actor,
  type Keyset,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { canSeeReporting, prepareReporting } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import { burdenCount, burdenPage, type ReportingBurden } from './reporting-burden.sql.js';

export interface BurdenRequest extends Span {
  coalitionId: string;
}

/** What the coalition asks of its partners, and what it gives back. */
@Injectable()
export class BurdenService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Per organization and period, by period: everybody's for backbone staff, else one's own. */
  reportingBurden(actor: Actor, request: BurdenRequest, page: PageArguments): Promise<Page<ReportingBurden>> {
    const { coalitionId, frequency } = request;
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canSeeReporting(actor, coalitionId)) throw new Forbidden('Partners and backbone staff see what is asked.');
    const { first, until } = readSpan(request);
    const asked = isBackbone(actor, coalitionId) ? null : partnerOrganizationIds(actor, coalitionId);
    const values = [coalitionId, asked, frequency, first.start, until];
    const query = {
      select: async (manager: EntityManager, { cursor, descending, limit }: Keyset) => {
        await prepareReporting(manager, asked);
        return run<ReportingBurden>(manager, burdenPage(descending), [...values, ...(cursor ?? [null, null]), limit]);
      },
      count: async (manager: EntityManager) => {
        await prepareReporting(manager, asked);
        const [row] = await run<{ n: number }>(manager, burdenCount, values);
        return row?.n ?? 0;
      },
    };
    const by: (keyof ReportingBurden & string)[] = ['periodStart', 'organizationId'];
    return pageOfRows(this.database, actor, query, page, { name: 'reportingBurden', by });
  }
}
