import { Inject, Injectable } from '@nestjs/common';
import { Coalition, type Invitation } from '@keelson/coalitions';
import { keysFor, seal, type Person } from '@keelson/identity';
import { Organization } from '@keelson/organizations';
import { Config, newId, run } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { insertMail } from './mails.sql.js';
import type { MailFacts } from './mail.entity.js';

/** What the tokens in mails are sealed for. */
export const linksPurpose = 'links in mails';

interface LinkMail {
  kind: 'INVITATION' | 'PASSWORD_RESET';
  coalitionId: string | null;
  personId: string | null;
  address: string;
  facts: MailFacts;
  /** What its link carries. Sealed until it is sent, and then forgotten. */
  token: string;
}

/** Mails that carry a link which works once: written in the unit of work that makes the link. */
@Injectable()
export class MailsService {
  constructor(@Inject(Config) private readonly config: Config) {}

  /** Whether this installation sends mails at all. */
  get sends(): boolean {
    return this.config.KEELSON_SMTP_URL !== undefined;
  }

  /** False where no mail can be sent: then whoever made the link hands it over. */
  async mailInvitation(manager: EntityManager, invitation: Invitation, token: string): Promise<boolean> {
    if (!this.sends) return false;
    const { coalitionId, email: address, name, role, organizationIds } = invitation;
    const coalition = await manager.findOneByOrFail(Coalition, { id: coalitionId });
    const organizations = await manager.findBy(Organization, { coalitionId, id: In(organizationIds) });
    const facts = { name, role, coalition: coalition.name, organizations: organizations.map((one) => one.name).sort() };
    return this.mailLink(manager, { kind: 'INVITATION', coalitionId, personId: null, address, facts, token });
  }

  async mailPasswordReset(manager: EntityManager, person: Person, token: string): Promise<boolean> {
    const { id: personId, email: address, name } = person;
    const facts = { name };
    return this.mailLink(manager, { kind: 'PASSWORD_RESET', coalitionId: null, personId, address, facts, token });
  }

  private async mailLink(manager: EntityManager, { token, ...mail }: LinkMail): Promise<boolean> {
    if (!this.sends) return false;
    const id = newId();
    const sealed = seal(keysFor(linksPurpose, this.config), id, Buffer.from(token));
    const { coalitionId, personId, kind, address, facts } = mail;
    await run(manager, insertMail, [id, coalitionId, personId, kind, address, JSON.stringify(facts), sealed]);
    return true;
  }
}
