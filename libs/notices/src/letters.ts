import type { MessageKey, MessageValues, Words } from '@keelson/messages';
import type { MailFacts, MailKind } from './mail.entity.js';

/** A mail in words, before it has a form. */
export interface Letter {
  subject: string;
  paragraphs: string[];
  /** Each its heading and then its lines. */
  sections?: string[][];
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

interface Outline {
  subject: MessageKey;
  paragraphs: MessageKey[];
  action: MessageKey;
  to: keyof Links;
  /** What its messages name beside the facts as they are. */
  values?: (facts: MailFacts, words: Words) => MessageValues;
}

const periodsOf = ({ periods = [], morePeriods = 0 }: MailFacts, words: Words) => {
  const more = morePeriods > 0 ? [words.say('mail.morePeriods', { count: morePeriods })] : [];
  return { periods: words.list([...periods, ...more]) };
};

const outlines: Record<MailKind, Outline | ((facts: MailFacts) => Outline)> = {
  INVITATION: {
    subject: 'mail.invitation.subject',
    paragraphs: ['mail.invitation.text', 'mail.invitation.care'],
    ...{ action: 'mail.invitation.action', to: 'own' },
    values: ({ organizations = [] }, words) => ({
      ...{ count: organizations.length, organizations: words.list(organizations) },
    }),
  },
  PASSWORD_RESET: {
    subject: 'mail.passwordReset.subject',
    paragraphs: ['mail.passwordReset.text', 'mail.passwordReset.care'],
    ...{ action: 'mail.passwordReset.action', to: 'own' },
  },
  REPORT_PUBLISHED: {
    subject: 'mail.reportPublished.subject',
    paragraphs: ['mail.reportPublished.text'],
    ...{ action: 'mail.signInToRead', to: 'home' },
  },
  REPORT_RESTATED: {
    subject: 'mail.reportRestated.subject',
    paragraphs: ['mail.reportRestated.text'],
    ...{ action: 'mail.signInToRead', to: 'home' },
  },
  SUBMISSION_APPROVED: {
    subject: 'mail.submissionApproved.subject',
    paragraphs: ['mail.submissionApproved.text'],
    ...{ action: 'mail.signIn', to: 'home' },
    values: periodsOf,
  },
  SUBMISSION_RETURNED: ({ reason }) => ({
    subject: 'mail.submissionReturned.subject',
    paragraphs: ['mail.submissionReturned.text', ...(reason ? (['mail.submissionReturned.reason'] as const) : [])],
    ...{ action: 'mail.submissionReturned.action', to: 'home' },
    values: periodsOf,
  }),
  AGREEMENT_EXPIRING: {
    subject: 'mail.agreementExpiring.subject',
    paragraphs: ['mail.agreementExpiring.text', 'mail.agreementExpiring.advice'],
    ...{ action: 'mail.signInToRead', to: 'home' },
    values: ({ lastDay }, words) => ({ lastDay: lastDay ? words.day(lastDay) : '' }),
  },
  COMMITMENT_OVERDUE: {
    subject: 'mail.commitmentOverdue.subject',
    paragraphs: ['mail.commitmentOverdue.text', 'mail.commitmentOverdue.advice'],
    ...{ action: 'mail.commitmentOverdue.action', to: 'home' },
    values: ({ lastDay, organizations = [] }, words) => ({
      ...{ lastDay: lastDay ? words.day(lastDay) : '', organizations: words.list(organizations) },
    }),
  },
  WEBHOOK_DISABLED: {
    subject: 'mail.webhookDisabled.subject',
    paragraphs: ['mail.webhookDisabled.text', 'mail.webhookDisabled.advice'],
    ...{ action: 'mail.signIn', to: 'home' },
  },
  WEEKLY_DIGEST: {
    subject: 'mail.weeklyDigest.subject',
    paragraphs: ['mail.weeklyDigest.text'],
    ...{ action: 'mail.signIn', to: 'home' },
    values: ({ firstDay }, words) => ({ firstDay: firstDay ? words.day(firstDay) : '' }),
  },
};

const nothing: MessageValues = {
  ...{
    coalition: '',
    organization: '',
    title: '',
    role: '',
    reason: '',
    host: '',
    lastDay: '',
    firstDay: '',
    cause: '',
    days: 0,
  },
};

/** What a mail says, in one language. */
export function writeLetter(kind: MailKind, facts: MailFacts, words: Words, links: Links): Letter {
  const found = outlines[kind];
  const outline = typeof found === 'function' ? found(facts) : found;
  const values = { ...nothing, ...plainOf(facts), ...outline.values?.(facts, words) };
  return {
    subject: words.say(outline.subject, values),
    paragraphs: outline.paragraphs.map((key) => words.say(key, values)),
    sections: facts.sections,
    action: { label: words.say(outline.action), address: links[outline.to] },
  };
}

function plainOf(facts: MailFacts): MessageValues {
  const plain = Object.entries(facts).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain) as MessageValues;
}
