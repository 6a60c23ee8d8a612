import { run, type Config } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { MailFacts } from './mail.entity.js';
import { mailPersons } from './members.sql.js';

export interface DigestLetter {
  personId: string;
  facts: Pick<MailFacts, 'coalition' | 'firstDay' | 'sections'>;
}

/** Puts digests before the sender, in the unit of work that keeps them; nothing where no mail can be sent. */
export async function mailDigests(
  manager: EntityManager,
  config: Config,
  coalitionId: string,
  letters: readonly DigestLetter[],
): Promise<void> {
  if (!config.KEELSON_SMTP_URL || letters.length === 0) return;
  await run(manager, mailPersons, [coalitionId, 'WEEKLY_DIGEST', JSON.stringify(letters)]);
}
