import { Inject, Injectable } from '@nestjs/common';
import { hashToken, passwordMatches } from '@keelson/identity';
import { Database, run, type Actor } from '@keelson/platform';
import { readerIn, ReportsService, type CompiledReport } from '@keelson/reports';
import { networkOf } from './network-of.js';
import { ShareLink, stateOf } from './share-link.entity.js';
import { recordUse, withdrawnPublications } from './share-links.sql.js';

/** A link that leads somewhere, and as whom whoever holds it reads. */
export interface Visit {
  link: ShareLink;
  actor: Actor;
}

/** What a link shows to whoever holds it, for whom nobody answers. */
@Injectable()
export class VisitsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportsService) private readonly reports: ReportsService,
  ) {}

  /** Null for a token that leads nowhere: never made, expired, revoked, or of a report that was withdrawn. */
  async openLink(token: string, requestId: string): Promise<Visit | null> {
    const tokenHash = hashToken(token);
    const link = tokenHash && (await this.findLink(tokenHash));
    if (!link) return null;
    const { coalitionId, publicationId, audience } = link;
    const withdrawn = await this.database.identify({ coalitionIds: [coalitionId] }, (manager) =>
      run(manager, withdrawnPublications, [[coalitionId], [publicationId]]),
    );
    if (stateOf(link, withdrawn.length > 0) !== 'OPEN') return null;
    return { link, actor: readerIn(audience, coalitionId, requestId) };
  }

  async passcodeMatches({ link }: Visit, passcode: string): Promise<boolean> {
    return link.passcodeHash === null || passwordMatches(link.passcodeHash, passcode);
  }

  /** The report as the link's audience sees it, and that it was looked at: as `page`, `embed` or a file's ending. */
  async openReport({ link, actor }: Visit, content: string, address: string): Promise<CompiledReport> {
    const report = await this.reports.openReport(actor, link.reportId);
    await this.database.work(actor, (manager) =>
      run(manager, recordUse, [link.coalitionId, link.id, content, networkOf(address)]),
    );
    return report;
  }

  private findLink(tokenHash: Buffer): Promise<ShareLink | null> {
    const secretHash = tokenHash.toString('hex');
    return this.database.identify({ secretHash }, (manager) => manager.findOneBy(ShareLink, { tokenHash }));
  }
}
