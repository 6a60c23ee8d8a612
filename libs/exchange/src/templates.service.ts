import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { Organization } from '@keelson/organizations';
import { Database, Forbidden, NotFound, record, type Actor } from '@keelson/platform';
import { canSubmitFor } from '@keelson/submissions';
import { dueCells } from './due-cells.sql.js';
import { canImport } from './exchange.policy.js';
import type { TemplateIdentity } from './template.js';
import { writeTemplate } from './write-template.js';

@Injectable()
export class TemplatesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * A workbook to fill in: what is due from an organization for a period, with what is stored. For whoever submits for
   * that organization; another one's looks absent. What it holds leaves the platform, which is written down. Throws
   * InvalidInput where the period is none, nothing is due, or more than a workbook holds.
   */
  async exportTemplate(
    actor: Actor,
    { coalitionId, organization, period }: TemplateIdentity,
  ): Promise<{ name: string; file: Uint8Array }> {
    const template = await this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!canImport(actor, coalitionId)) throw new Forbidden('You submit for no organization here.');
      const found = await manager.findOneBy(Organization, { coalitionId, code: organization });
      if (!found || !canSubmitFor(actor, { coalitionId, organizationId: found.id })) {
        throw new NotFound('organization that you submit for', ['organization']);
      }
      const due = await dueCells(manager, coalitionId, found.id, period);
      const subject = { coalitionId, subjectType: 'Organization', subjectId: found.id } as const;
      await record(manager, actor, { ...subject, verb: 'exportTemplate', after: { period: due.period } });
      return due;
    });
    const name = `${template.organization}-${template.period}`.replace(/[^\w.-]+/g, '_');
    return { name: `${name}.xlsx`, file: await writeTemplate(template) };
  }
}
