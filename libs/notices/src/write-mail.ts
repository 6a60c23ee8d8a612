import type { Config } from '@keelson/platform';
import MailComposer from 'nodemailer/lib/mail-composer';
import { english } from './english.js';
import type { Language, Letter } from './letter.js';
import { noticeKinds, type MailFacts, type MailKind, type NoticeKind } from './mail.entity.js';
import { unsubscribeToken } from './unsubscribe-token.js';

/** By BCP 47 code. Persons and coalitions do not choose one yet. */
const languages: Record<string, Language> = { en: english };

export interface Writable {
  id: string;
  coalitionId: string | null;
  personId: string | null;
  kind: MailKind;
  address: string;
  facts: MailFacts;
}

/** Names are people's: what would end a line, or turn its direction, has no place in a header. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The bytes of a mail. The same mail has the same Message-ID at every attempt, by which a server may know it again. */
export async function writeMail(
  mail: Writable,
  token: string | null,
  config: Config,
  language = 'en',
): Promise<Buffer> {
  const { KEELSON_PUBLIC_URL: home = '', KEELSON_MAIL_FROM: from = '' } = config;
  const { code, letters, greeting, refuse } = languages[language] ?? english;
  const facts = inOneLineEach(mail.facts);
  const path = mail.kind === 'INVITATION' ? 'invitation' : 'reset-password';
  const letter = letters[mail.kind](facts, { home: `${home}/`, own: `${home}/${path}#${token ?? ''}` });
  const unsubscribe = unsubscribeAddress(mail, config);
  const footer = unsubscribe ? { ...refuse, address: unsubscribe } : null;
  const whole = { ...letter, paragraphs: [greeting(facts.name), ...letter.paragraphs] };
  const composer = new MailComposer({
    from,
    to: { name: '', address: mail.address },
    subject: letter.subject,
    text: plainText(whole, footer),
    html: html(whole, footer, code),
    messageId: `<${mail.id}@${/@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'}>`,
    headers: {
      'auto-submitted': 'auto-generated',
      ...(unsubscribe
        ? { 'list-unsubscribe': `<${unsubscribe}>`, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    // What stands in facts is text, and never the name of a file or an address to read from.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return composer.compile().build();
}

function unsubscribeAddress({ kind, coalitionId, personId }: Writable, config: Config): string | null {
  if (!coalitionId || !personId || !noticeKinds.includes(kind as NoticeKind)) return null;
  const token = unsubscribeToken({ coalitionId, personId, kind: kind as NoticeKind }, config);
  return `${config.KEELSON_PUBLIC_URL}/notices/refuse?token=${token}`;
}

function inOneLineEach(facts: MailFacts): MailFacts {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? inOneLine(value) : Array.isArray(value) ? value.map(clean) : value;
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, clean(value)]));
}

type Footer = { sentence: string; label: string; address: string } | null;

function plainText({ paragraphs, action }: Letter, footer: Footer): string {
  return [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.address}`] : []),
    ...(footer ? [`-- \n${footer.sentence}\n${footer.label}: ${footer.address}`] : []),
  ].join('\n\n');
}

function html({ paragraphs, action }: Letter, footer: Footer, language: string): string {
  const link = (label: string, address: string) => `<a href="${escaped(address)}">${escaped(label)}</a>`;
  return [
    `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.5">`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...(action ? [`<p>${link(action.label, action.address)}</p>`] : []),
    ...(footer ? [`<hr><p><small>${escaped(footer.sentence)} ${link(footer.label, footer.address)}</small></p>`] : []),
    '</body></html>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
