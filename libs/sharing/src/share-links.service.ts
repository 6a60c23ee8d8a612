import { Inject, Injectable } from '@nestjs/common';
import { hashPassword, newToken } from '@keelson/identity';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  run,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { canPublishReport, ReportsService } from '@keelson/reports';
import type { EntityManager } from 'typeorm';
import { checkShare, type NewShareLink } from './check-share.js';
import { ShareLinkUse } from './share-link-use.entity.js';
import { ShareLink } from './share-link.entity.js';
import { standingPublication, withdrawnPublications } from './share-links.sql.js';

/** `token` is what the link carries; it is not kept. */
export interface Shared {
  link: ShareLink;
  token: string;
}

/** Links that show a published report to people without an account. Only backbone staff make, see and end them. */
@Injectable()
export class ShareLinksService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReportsService) private readonly reports: ReportsService,
  ) {}

  async shareReport(actor: Actor, input: NewShareLink): Promise<Shared> {
    // A link outlives the key that made it.
    if (actor.keyId) throw new Forbidden('A key cannot share reports; sign in.');
    const [report] = await this.reports.loadReports(actor, [input.reportId]);
    if (!report) throw new NotFound('report', ['reportId']);
    const { id: reportId, coalitionId } = report;
    if (!canPublishReport(actor, coalitionId)) throw new Forbidden('Backbone staff share reports.');
    const checked = checkShare(input);
    const passcodeHash = input.passcode == null ? null : await hashPassword(input.passcode);
    return this.database.work(actor, async (manager) => {
      const { audience } = input;
      const [publication] = await run<{ id: string }>(manager, standingPublication, [coalitionId, reportId, audience]);
      if (!publication) {
        const message = 'A link shows what was published to an audience: publish the report to it first.';
        throw new InvalidState('report.notPublished', message, 'INVALID_STATE', ['audience']);
      }
      const { token, tokenHash } = newToken();
      const link = Object.assign(new ShareLink(), {
        ...{ id: newId(), coalitionId, reportId, publicationId: publication.id, audience, name: input.name.trim() },
        ...{ tokenHash, passcodeHash, ...checked, createdBy: actor.personId, createdAt: new Date() },
        ...{ revokedAt: null, revokedBy: null, uses: 0, lastUsedAt: null },
      });
      await manager.insert(ShareLink, link);
      const { name, expiresAt, embeddedAt } = link;
      await record(manager, actor, {
        ...subjectOf(link, 'shareReport'),
        after: { reportId, audience, name, expiresAt, embeddedAt, asksFirst: passcodeHash !== null },
      });
      return { link, token };
    });
  }

  /** Ends a link for good. Whoever has downloaded the report by it has it. */
  async revokeShareLink(actor: Actor, id: string): Promise<ShareLink> {
    return this.database.work(actor, async (manager) => {
      const link = await manager.findOne(ShareLink, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!link || !isBackbone(actor, link.coalitionId)) throw new NotFound('share link');
      if (link.revokedAt) throw new InvalidState('shareLink.revoked', 'It was revoked already.');
      link.revokedAt = new Date();
      link.revokedBy = actor.personId;
      await manager.update(ShareLink, { id }, { revokedAt: link.revokedAt, revokedBy: link.revokedBy });
      await record(manager, actor, { ...subjectOf(link, 'revokeShareLink'), after: { revokedAt: link.revokedAt } });
      return link;
    });
  }

  listShareLinks(
    actor: Actor,
    coalitionId: string,
    { reportId }: { reportId?: string | null },
    page: PageArguments,
  ): Promise<Page<ShareLink>> {
    requireBackbone(actor, coalitionId);
    const where = reportId ? { coalitionId, reportId } : { coalitionId };
    const query = (manager: EntityManager) => manager.createQueryBuilder(ShareLink, 'link').where(where);
    return pageOf(this.database, actor, query, page, { name: 'shareLinks', by: ['id'], descending: true });
  }

  /** When a link was used, the latest first. */
  async listUses(actor: Actor, id: string, page: PageArguments): Promise<Page<ShareLinkUse>> {
    const [link] = await this.loadShareLinks(actor, [id]);
    if (!link) throw new NotFound('share link', ['id']);
    const where = { coalitionId: link.coalitionId, shareLinkId: id };
    const query = (manager: EntityManager) => manager.createQueryBuilder(ShareLinkUse, 'usage').where(where);
    return pageOf(this.database, actor, query, page, { name: 'shareLinkUses', by: ['id'], descending: true });
  }

  async loadShareLinks(actor: Actor, ids: readonly string[]): Promise<ShareLink[]> {
    const links = await findMine(this.database, actor, ShareLink, 'id', ids);
    return links.filter(({ coalitionId }) => isBackbone(actor, coalitionId));
  }

  /** Of these publications, those that were withdrawn. */
  withdrawnAmong(actor: Actor, publicationIds: readonly string[]): Promise<{ id: string }[]> {
    return this.database.read(actor, (manager) =>
      run<{ id: string }>(manager, withdrawnPublications, [coalitionIdsOf(actor), publicationIds]),
    );
  }
}

function requireBackbone(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!isBackbone(actor, coalitionId)) throw new Forbidden();
}

function subjectOf({ id, coalitionId }: ShareLink, verb: string) {
  return { coalitionId, verb, subjectType: 'ShareLink', subjectId: id } as const;
}
