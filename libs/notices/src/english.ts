import type { Language } from './letter.js';

const roles: Record<string, string> = {
  BACKBONE: 'backbone staff',
  PARTNER: 'a partner',
  FUNDER: 'a funder',
  OBSERVER: 'an observer',
};
const listed = (texts: readonly string[] = []) => texts.join(', ');

export const english: Language = {
  code: 'en',
  greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
  refuse: { sentence: 'You get this because you belong to the coalition.', label: 'Do not send me such mails' },
  letters: {
    INVITATION: ({ coalition, role = '', organizations = [] }, { own }) => ({
      subject: `You are invited to ${coalition}`,
      paragraphs: [
        `${coalition} invites you as ${roles[role] ?? role}${organizations.length > 0 ? ` for ${listed(organizations)}` : ''}.`,
        'The link works once and for 14 days. Whoever has it can accept in your name, so do not pass it on. If you expected no invitation, do nothing.',
      ],
      action: { label: 'Accept the invitation', address: own },
    }),
    PASSWORD_RESET: (_, { own }) => ({
      subject: 'Set a new password',
      paragraphs: [
        'Somebody, probably you, asked for a new password for this address.',
        'The link works once and for one hour. If it was not you, do nothing: your password stays as it is.',
      ],
      action: { label: 'Set a new password', address: own },
    }),
    REPORT_PUBLISHED: ({ coalition, title }, { home }) => ({
      subject: `${coalition}: the report "${title}" is published`,
      paragraphs: [`${coalition} published the report "${title}" to you.`],
      action: { label: 'Sign in to read it', address: home },
    }),
    REPORT_RESTATED: ({ coalition, title }, { home }) => ({
      subject: `${coalition}: numbers of the report "${title}" changed`,
      paragraphs: [
        `Numbers of the report "${title}", which was published to you, have changed since. Its next edition says which, from what to what, and why.`,
      ],
      action: { label: 'Sign in to read it', address: home },
    }),
    SUBMISSION_APPROVED: ({ coalition, organization, periods }, { home }) => ({
      subject: `${coalition}: what ${organization} submitted is approved`,
      paragraphs: [
        `What ${organization} submitted for ${listed(periods)} is approved and counts in the figures of ${coalition}.`,
      ],
      action: { label: 'Sign in', address: home },
    }),
    SUBMISSION_RETURNED: ({ coalition, organization, periods, reason }, { home }) => ({
      subject: `${coalition}: what ${organization} submitted came back`,
      paragraphs: [
        `What ${organization} submitted for ${listed(periods)} was returned, so that you can correct it and submit it again.`,
        ...(reason ? [`The reason: ${reason}`] : []),
      ],
      action: { label: 'Sign in to correct it', address: home },
    }),
    AGREEMENT_EXPIRING: ({ coalition, lastDay }, { home }) => ({
      subject: `${coalition}: a data-sharing agreement ends on ${lastDay}`,
      paragraphs: [
        `A data-sharing agreement of ${coalition} holds until ${lastDay}. What is seen by it alone is withheld from the next day on, in live figures and in reports published from then on.`,
        'Propose another one in its place if it should go on.',
      ],
      action: { label: 'Sign in to read it', address: home },
    }),
    COMMITMENT_OVERDUE: ({ coalition, title, lastDay, organizations }, { home }) => ({
      subject: `${coalition}: "${title}" was due on ${lastDay}`,
      paragraphs: [
        `"${title}" was due on ${lastDay}. All who hold it get this mail: ${listed(organizations)}.`,
        'There are three ways on: ask the coalition for help, agree on a new date, or be released from it.',
      ],
      action: { label: 'Sign in to choose one', address: home },
    }),
    WEBHOOK_DISABLED: ({ coalition, host, reason }, { home }) => ({
      subject: `${coalition}: the webhook to ${host} was disabled`,
      paragraphs: [
        `Nothing more is sent to the endpoint at ${host}. ${reason}`,
        'Correct the receiver, then enable the endpoint again; what was not delivered can be replayed for 30 days.',
      ],
      action: { label: 'Sign in', address: home },
    }),
  },
};
