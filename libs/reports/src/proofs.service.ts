import { Inject, Injectable } from '@nestjs/common';
import { Database, InvalidInput, type Actor } from '@keelson/platform';
import { publishedTo } from './publications.service.js';
import { tellAgreements } from './report-agreements.js';
import { hashContent } from './report-content.js';
import type { Audience } from './report-publication.entity.js';
import { hashFor, readerOf, readersKey, readHashes } from './report-readers.js';
import { Report } from './report.entity.js';
import { ReportsService } from './reports.service.js';
import { headerFor } from './show-header.js';

export interface ReportVerification {
  /** The hash is that of a copy that this report was given out as. */
  isGenuine: boolean;
  /** Who are shown just this; nobody in particular: the copy is one for backbone staff. Null when it is none. */
  copyFor: Audience[] | null;
  /** What is stored still has this hash; null when there is nothing to compare with. */
  isIntact: boolean | null;
}

/** Whether a copy of a report is what was given out. */
@Injectable()
export class ProofsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportsService) private readonly reports: ReportsService,
  ) {}

  /** The hashes of reports as the actor sees them; none of what they may not open. */
  async hashesOf(actor: Actor, ids: readonly string[]): Promise<{ reportId: string; sha256: string }[]> {
    const reports = await this.reports.loadReports(actor, ids);
    return this.database.read(actor, async (manager) => {
      const kept = await readHashes(manager, ids);
      const audiences = await publishedTo(manager, reports);
      return reports.flatMap((report) => {
        const sha256 = hashFor(kept, report.id, readerOf(actor, report, audiences(report.id)));
        return sha256 ? [{ reportId: report.id, sha256 }] : [];
      });
    });
  }

  /** Compares a hash with those of the copies that the actor may know of, and what is stored with it. */
  async verifyReport(actor: Actor, id: string, sha256: string): Promise<ReportVerification> {
    if (!/^[0-9a-f]{64}$/i.test(sha256)) {
      throw InvalidInput.at('sha256', 'INVALID', 'A SHA-256 is 64 digits of 0-9 and a-f: report.sha256 of its JSON.');
    }
    const report = await this.reports.openReport(actor, id);
    return this.database.read(actor, async (manager) => {
      const standing = (await publishedTo(manager, [report]))(id);
      const reader = readerOf(actor, report, standing);
      const known = (await readHashes(manager, [id])).filter(
        ({ audience }) => reader === null || audience === readersKey(reader),
      );
      const copies = known.filter((one) => one.sha256 === sha256.toLowerCase());
      const [copy] = copies;
      if (!copy) return { isGenuine: false, copyFor: null, isIntact: null };
      const readers = copy.audience === null ? null : (copy.audience.split('+') as Audience[]);
      const stored = await manager.findOneByOrFail(Report, { id });
      const header = tellAgreements(await headerFor(manager, id, stored.header!, readers), readers);
      const compiled = Object.assign(stored, { compiledAt: report.compiledAt });
      const again = await hashContent(manager, compiled, header, readers);
      const audiences = copies.flatMap(({ audience }) => (audience?.split('+') ?? []) as Audience[]);
      return { isGenuine: true, copyFor: [...new Set(audiences)].sort(), isIntact: again === copy.sha256 };
    });
  }
}
