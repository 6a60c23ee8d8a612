import { wordsIn, type Words } from '@keelson/messages';
import type { Config } from '@keelson/platform';
import MailComposer from 'nodemailer/lib/mail-composer';
import { writeLetter, type Letter } from './letters.js';
import { noticeKinds, type MailFacts, type MailKind, type NoticeKind } from './mail.entity.js';
import { unsubscribeToken } from './unsubscribe-token.js';

export interface Writable {
  id: string;
  coalitionId: string | null;
  personId: string | null;
  kind: MailKind;
  address: string;
  facts: MailFacts;
  /** BCP 47: the person's, or else the coalition's; null where there is neither. */
  language: string | null;
}

/** Names are people's: what would end a line, or turn its direction, has no place in a header. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The bytes of a mail. The same mail has the same Message-ID at every attempt, by which a server may know it again. */
export async function writeMail(mail: Writable, token: string | null, config: Config): Promise<Buffer> {
  const { KEELSON_PUBLIC_URL: home = '', KEELSON_MAIL_FROM: from = '' } = config;
  const words = wordsIn(mail.language);
  const facts = inOneLineEach(mail.facts);
  const path = mail.kind === 'INVITATION' ? 'invitation' : 'reset-password';
  const links = { home: `${home}/`, own: `${home}/${path}#${token ?? ''}` };
  const letter = writeLetter(mail.kind, facts, words, links);
  const unsubscribe = unsubscribeAddress(mail, config);
  const footer = unsubscribe ? footerOf(words, unsubscribe) : null;
  const whole = { ...letter, paragraphs: [greeting(words, facts.name), ...letter.paragraphs] };
  const composer = new MailComposer({
    from,
    to: { name: '', address: mail.address },
    subject: letter.subject,
    text: plainText(whole, footer),
    html: html(whole, footer, words.language),
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

function greeting(words: Words, name: string | undefined): string {
  return name ? words.say('mail.greeting', { name }) : words.say('mail.greetingOfNobody');
}

/** Below every notice that can be refused. */
function footerOf(words: Words, address: string) {
  return { sentence: words.say('mail.refuse.why'), label: words.say('mail.refuse.action'), address };
}

type Footer = { sentence: string; label: string; address: string } | null;

function plainText({ paragraphs, sections = [], action }: Letter, footer: Footer): string {
  return [
    ...paragraphs,
    ...sections.map(([heading = '', ...lines]) => [heading, ...lines.map((line) => `- ${line}`)].join('\n')),
    ...(action ? [`${action.label}:\n${action.address}`] : []),
    ...(footer ? [`-- \n${footer.sentence}\n${footer.label}: ${footer.address}`] : []),
  ].join('\n\n');
}

function html({ paragraphs, sections = [], action }: Letter, footer: Footer, language: string): string {
  const link = (label: string, address: string) => `<a href="${escaped(address)}">${escaped(label)}</a>`;
  return [
    `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.5">`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...sections.map(([heading = '', ...lines]) => {
      const items = lines.map((line) => `<li>${escaped(line)}</li>`);
      return `<h2>${escaped(heading)}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
    }),
    ...(action ? [`<p>${link(action.label, action.address)}</p>`] : []),
    ...(footer ? [`<hr><p><small>${escaped(footer.sentence)} ${link(footer.label, footer.address)}</small></p>`] : []),
    '</body></html>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
