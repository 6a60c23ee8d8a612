import { Inject, Injectable } from '@nestjs/common';
import { Database, findMine, newId, record, type Actor, type Page, type PageArguments } from '@keelson/platform';
import { ResourceLink } from './resource-link.entity.js';
import { canRead } from './briefings.policy.js';
import { problemsOfTexts, requireSound } from './check-texts.js';
import { listStatements, type StatementFilter } from './list-statements.js';
import { speakerOf } from './speaker-of.js';
import { standing, withdrawStatement } from './withdraw-statement.js';

export interface NewResourceLink {
  coalitionId: string;
  /** In whose name; without one, the backbone's or the writer's only organization's. */
  organizationId?: string | null;
  title: string;
  /** http or https. */
  url: string;
  note?: string | null;
}

@Injectable()
export class ResourceLinksService {
  constructor(@Inject(Database) private readonly database: Database) {}

  addResourceLink(actor: Actor, input: NewResourceLink): Promise<ResourceLink> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      const organizationId = await speakerOf(manager, actor, input);
      const problems = problemsOfTexts({ title: [input.title, 'Say what is behind the link.'] });
      if (!isWebAddress(input.url)) {
        const message = 'Write a whole web address, such as https://example.org/page, without a user or a password.';
        problems.push({ code: 'INVALID', field: ['url'], message });
      }
      requireSound(problems);
      const said = { title: input.title.trim(), url: input.url.trim(), note: input.note?.trim() || null };
      const link = manager.create(ResourceLink, {
        ...{ id: newId(), coalitionId, organizationId, writtenById: actor.personId, createdAt: new Date() },
        ...{ ...said, ...standing },
      });
      await manager.insert(ResourceLink, link);
      const subject = {
        coalitionId,
        verb: 'addResourceLink',
        subjectType: 'ResourceLink',
        subjectId: link.id,
      } as const;
      await record(manager, actor, { ...subject, after: { organizationId, ...said } });
      return link;
    });
  }

  withdrawResourceLink(actor: Actor, id: string, reason: string): Promise<ResourceLink> {
    const which = { kind: ResourceLink, type: 'ResourceLink', id, reason } as const;
    return this.database.work(actor, (manager) =>
      withdrawStatement(manager, actor, which, canRead, ({ organizationId }) => organizationId),
    );
  }

  loadResourceLinks(actor: Actor, ids: readonly string[]): Promise<ResourceLink[]> {
    return findMine(this.database, actor, ResourceLink, 'id', ids);
  }

  /** The newest first. */
  listResourceLinks(
    actor: Actor,
    coalitionId: string,
    filter: StatementFilter,
    page: PageArguments,
  ): Promise<Page<ResourceLink>> {
    return listStatements(this.database, actor, [ResourceLink, 'resourceLinks'], coalitionId, filter, page);
  }
}

/** A page may be made of them: javascript: and data: would run there, and a password would be read by everybody. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const { protocol, username, password } = new URL(text.trim());
  return /^https?:$/.test(protocol) && !username && !password;
}
