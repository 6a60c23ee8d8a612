import type { MailFacts, MailKind } from './mail.entity.js';

/** A mail in words, before it has a form. */
export interface Letter {
  subject: string;
  paragraphs: string[];
  /** What to do, and where. */
  action?: { label: string; address: string };
}

/** Where a mail leads. */
export interface Links {
  /** The first page. */
  home: string;
  /** The one that works once. */
  own: string;
}

/** One language: everything that mails say. A further one is a further file, and a row in write-mail.ts. */
export interface Language {
  /** BCP 47. */
  code: string;
  letters: Record<MailKind, (facts: MailFacts, links: Links) => Letter>;
  greeting(name: string | undefined): string;
  /** Below every notice that can be refused. */
  refuse: { sentence: string; label: string };
}
