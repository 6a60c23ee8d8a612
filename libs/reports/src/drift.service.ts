import { Inject, Injectable } from '@nestjs/common';
import { operandsOf } from '@keelson/measures';
import { Database, Forbidden, isBackbone, type Actor } from '@keelson/platform';
import { restatementNow } from './find-restatements.js';
import { readBasis, watermarkOf } from './report-basis.js';
import { ReportsService } from './reports.service.js';
import type { Restatement } from './restatement.js';

/** What became of the numbers of a report since it was compiled. */
@Injectable()
export class DriftService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportsService) private readonly reports: ReportsService,
  ) {}

  /** Against what its figures are now. For backbone staff: nothing of them was decided for anybody else. */
  async reportDrift(actor: Actor, id: string): Promise<Restatement> {
    const report = await this.reports.openReport(actor, id);
    const { coalitionId, measureIds } = report;
    if (!isBackbone(actor, coalitionId)) throw new Forbidden('Backbone staff look for what changed under a report.');
    return this.database.read(actor, async (manager) => {
      const operands = await operandsOf(manager, coalitionId, measureIds);
      const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
      const basis = await readBasis(manager, report, behind, await watermarkOf(manager));
      return restatementNow(manager, report, basis);
    });
  }
}
