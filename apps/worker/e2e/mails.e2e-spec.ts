import { joinCoalition } from '@keelson/coalitions/testing';
import { startMailServer, type MailServer } from '@keelson/notices/testing';
import { encodeId } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { openReportsRoom } from '@keelson/reports/testing';
import { startReporting, until, type ReportingScenario, type Started } from './reporting.scenario.js';

const minutes = 120_000;
const publicUrl = 'https://keelson.example.org';

let room: TestRoom;
let s: ReportingScenario;
let server: MailServer;
let settings: Record<string, string>;
let worker: Started;

beforeAll(async () => {
  server = await startMailServer();
  settings = {
    ...{ KEELSON_SMTP_URL: server.url, KEELSON_MAIL_FROM: 'Keelson <notices@example.org>' },
    ...{ KEELSON_PUBLIC_URL: publicUrl, KEELSON_LOG: 'log' },
  };
  room = await openReportsRoom();
  s = await startReporting(settings, room);
  worker = await s.startWorker();
}, minutes);
afterAll(async () => {
  await s?.stop();
  await room?.close();
  await server?.stop();
}, minutes);
beforeEach(() => {
  server.mails.length = 0;
  server.texts = 0;
  server.refuse = () => null;
  server.take = () => 'TAKE';
});

let invited = 0;
const coalitionId = () => encodeId('Coalition', s.built.coalition.id);
const invite = async (more: object = {}) => {
  const email = `guest-${++invited}@example.org`;
  const { invitePerson } = await s.ask<{ invitePerson: { link: string; mailed: boolean } }>(
    `mutation($input: InvitePersonInput!) { invitePerson(input: $input) { link mailed userErrors { message } } }`,
    { input: { coalitionId: coalitionId(), email, name: 'Guest', role: 'OBSERVER', organizationIds: [], ...more } },
  );
  return { email, ...invitePerson };
};
const rowOf = async (address: string) => {
  const text = 'SELECT state, failure, attempts, sealed FROM mail WHERE address = $1 ORDER BY id DESC LIMIT 1';
  type Row = { state: string; failure: string | null; attempts: number; sealed: Buffer | null };
  return (await s.database.query<Row>(text, [address])).rows[0];
};
const hurry = (address: string) =>
  s.database.query('UPDATE mail SET next_attempt_at = now() WHERE address = $1 AND settled_at IS NULL', [address]);
const recipients = () => server.mails.map(({ to }) => to.join()).sort();
const publish = async () => {
  const report = await s.request(`Yearly "A & B" <1>`);
  await s.compiled(report);
  await s.ask(`mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`, {
    input: { id: report.id, audiences: ['FUNDERS'] },
  });
};

describe('an invitation', () => {
  it(
    'is sent to its address with the link that is shown, and the link is kept nowhere',
    async () => {
      const { email, link, mailed } = await invite();
      expect(mailed).toBe(true);
      expect(link).toMatch(new RegExp(`^${publicUrl}/invitation#[\\w-]{43}$`));
      await until(async () => server.mails.length === 1);
      const [mail] = server.mails;
      expect(mail).toMatchObject({ from: 'notices@example.org', to: [email] });
      expect(mail!.headers).toMatchObject({
        from: 'Keelson <notices@example.org>',
        subject: `You are invited to ${s.built.coalition.name}`,
        'auto-submitted': 'auto-generated',
        'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@example\.org>$/),
      });
      expect(mail!.headers['list-unsubscribe']).toBeUndefined();
      expect(mail!.text).toContain(`Accept the invitation:\n${link}`.replaceAll('\n', '\r\n'));
      expect(mail!.html).toContain(`<a href="${link}">Accept the invitation</a>`);
      await until(async () => (await rowOf(email))?.state === 'SENT');
      expect(await rowOf(email)).toMatchObject({ sealed: null, attempts: 1 });
      const token = link.split('#')[1]!;
      for (const text of [worker.output(), s.api.output()]) expect(text).not.toContain(token);
    },
    minutes,
  );

  it(
    'cannot be given further recipients or headers by a name',
    async () => {
      const name = 'Eve\r\nBcc: other@example.org\r\n\r\nSubject: x\u202e';
      const { email } = await invite({ name });
      await until(async () => server.mails.length === 1);
      const [mail] = server.mails;
      expect(mail!.to).toEqual([email]);
      expect(Object.keys(mail!.headers)).not.toContain('bcc');
      expect(mail!.raw.match(/^(Bcc|Subject):/gim)).toEqual(['Subject:']);
      expect(mail!.text).toContain('Hello Eve Bcc: other@example.org Subject: x,');
    },
    minutes,
  );
});

describe('a published report', () => {
  it(
    'is told to its audience, with a way to refuse such mails by one click',
    async () => {
      const funder = await joinCoalition(room, s.built, { role: 'FUNDER', email: 'funder@example.org' });
      await joinCoalition(room, s.built, { role: 'OBSERVER', email: 'observer@example.org' });
      await publish();
      // The coalition has another funder already.
      await until(async () => server.mails.length === 2);
      expect(recipients()).toEqual(['funder@example.org', 'invited-1@example.org']);
      const mail = server.mails.find(({ to }) => to[0] === 'funder@example.org');
      expect(mail!.headers['subject']).toContain('the report "Yearly "A & B" <1>" is published');
      expect(mail!.html).toContain('&#60;1&#62;');
      expect(mail!.html).not.toContain('<1>');
      const address = /<(https:[^>]+)>/.exec(mail!.headers['list-unsubscribe'] ?? '')?.[1] ?? '';
      expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      expect(address).toMatch(new RegExp(`^${publicUrl}/notices/refuse\\?token=[\\w-]+$`));
      const here = address.replace(publicUrl, s.api.address);
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
      // A mail program that opens the link, and one that was given another link.
      expect((await fetch(here)).status).toBe(200);
      const forged = here.replace(/.{9}$/, (end) => [...end].reverse().join(''));
      expect((await fetch(forged, form)).status).toBe(404);
      const refused = 'SELECT person_id FROM notice_refusal';
      expect((await s.database.query(refused)).rows).toEqual([]);
      const clicked = await fetch(here, { ...form, body: 'List-Unsubscribe=One-Click' });
      expect([clicked.status, await clicked.json()]).toEqual([200, { refused: 'REPORT_PUBLISHED' }]);
      expect((await s.database.query(refused)).rows).toEqual([{ person_id: funder.personId }]);
      await publish();
      const { email } = await invite();
      await until(async () => server.mails.length === 4);
      expect(recipients()).toEqual(
        [...['funder@example.org', email], ...Array(2).fill('invited-1@example.org')].sort(),
      );
    },
    minutes,
  );
});

describe('a mail server', () => {
  it(
    'that is busy is asked again, with the same Message-ID; one that refuses for good is not',
    async () => {
      server.refuse = () => ({ responseCode: 451, message: 'later' });
      const { email } = await invite();
      // Put off for some 10 s; while an attempt runs, the row says when it would count as lost.
      const soon = `SELECT 1 FROM mail WHERE address = $1 AND next_attempt_at < now() + interval '20 s'`;
      await until(async () => (await s.database.query(soon, [email])).rows.length === 1);
      expect(server.texts).toBe(0);
      server.refuse = () => null;
      await hurry(email);
      await until(async () => (await rowOf(email))?.state === 'SENT');
      expect(server.mails.filter(({ to }) => to[0] === email)).toHaveLength(1);
      server.refuse = () => ({ responseCode: 550, message: 'nobody here' });
      const other = await invite();
      await until(async () => (await rowOf(other.email))?.state === 'FAILED');
      expect(await rowOf(other.email)).toMatchObject({
        failure: expect.stringMatching(/^The mail server answered 550 to RCPT TO/),
        sealed: null,
      });
    },
    minutes,
  );

  it(
    'that breaks off after the text is not given it again: nobody knows whether it took it',
    async () => {
      server.take = () => 'BREAK';
      const { email } = await invite();
      await until(async () => (await rowOf(email))?.state === 'FAILED');
      expect((await rowOf(email))?.failure).toContain('it may have arrived, and is not sent again');
      expect(server.texts).toBe(1);
    },
    minutes,
  );
});

describe('a worker that is killed', () => {
  it(
    'before the text has sent nothing: the next one sends the mail, once',
    async () => {
      server.refuse = () => 'NEVER_ANSWER';
      const { email } = await invite();
      await until(async () => (await rowOf(email))?.attempts === 1);
      worker.child.kill('SIGKILL');
      server.refuse = () => null;
      worker = await s.startWorker();
      await hurry(email);
      await until(async () => (await rowOf(email))?.state === 'SENT');
      expect(server.mails.filter(({ to }) => to[0] === email)).toHaveLength(1);
      expect(server.texts).toBe(1);
    },
    minutes,
  );

  it(
    'after the text may have sent it: no other one sends it again',
    async () => {
      server.take = () => 'NEVER_ANSWER';
      const { email } = await invite();
      await until(async () => server.texts === 1);
      expect((await rowOf(email))?.state).toBe('HANDED_OVER');
      worker.child.kill('SIGKILL');
      server.take = () => 'TAKE';
      worker = await s.startWorker();
      await hurry(email);
      await until(async () => (await rowOf(email))?.state === 'FAILED');
      expect((await rowOf(email))?.failure).toContain('it may have arrived');
      expect(server.texts).toBe(1);
      expect(server.mails).toEqual([]);
    },
    minutes,
  );
});
