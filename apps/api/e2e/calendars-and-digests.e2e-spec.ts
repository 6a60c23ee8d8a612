import { startMailServer, type MailServer } from '@keelson/notices/testing';
import ICAL from 'ical.js';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';

let s: CoalitionScenario;
let mailServer: MailServer;
let owner: Client;
const workers: Awaited<ReturnType<typeof startProcess>>[] = [];
let conversationId: string;

const tell = async <T = Record<string, { id: string }>>(ask: Ask, verb: string, selection: string, input: object) => {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const mutation = `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${selection} userErrors { field message } } }`;
  return dataOf(await ask<{ done: T }>(mutation, { input })).done;
};

beforeAll(async () => {
  [s, mailServer] = [await startCoalitionScenario(), await startMailServer()];
  owner = new Client({ connectionString: s.database.url });
  await owner.connect();
  const { coalitionId, backbone, organizationIds } = s;
  const heldAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const talk = { coalitionId, channel: 'MEETING', heldAt, title: 'Roads, trams; 🚲', notes: null };
  const { conversation } = await tell(backbone, 'logConversation', 'conversation { id }', {
    ...{ ...talk, participants: [{ organizationId: organizationIds['a'] }] },
  });
  conversationId = conversation!.id;
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map(({ child }) => stopProcess(child)));
  await owner?.end();
  await mailServer?.stop();
  await s?.stop();
}, 30_000);

interface Made {
  calendarFeed: { id: string };
  url: string;
}
const make = (ask: Ask) =>
  tell<Made>(ask, 'createCalendarFeed', 'calendarFeed { id } url', { coalitionId: s.coalitionId, name: 'Phone' });
const move = async <T>(ask: Ask, verb: string, id: string, selection = 'calendarFeed { id revokedAt }') =>
  dataOf(
    await ask<{ done: T }>(`mutation($id: ID!) { done: ${verb}(id: $id) { ${selection} userErrors { message } } }`, {
      id,
    }),
  ).done;
const headersOf = ({ headers }: Response) =>
  Object.fromEntries(
    ['content-type', 'cache-control', 'x-robots-tag', 'referrer-policy'].map((name) => [name, headers.get(name)]),
  );

describe('a calendar feed', () => {
  it('is read by whoever has its address, as a calendar that nobody indexes, and only again when it changed', async () => {
    const { url } = await make(s.partner);
    expect(url).toMatch(/\/calendars\/[\w-]{43}\.ics$/);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(headersOf(answer)).toEqual({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
    });
    const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[]);
    const [event] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(event).toMatchObject({ summary: 'Roads, trams; 🚲', uid: `${conversationId}@keelson`, sequence: 0 });
    const etag = answer.headers.get('etag')!;
    const again = (tag: string) => fetch(url, { headers: { 'if-none-match': tag } });
    expect((await again(etag)).status).toBe(304);
    expect((await again(`W/${etag}`)).status).toBe(304);
    await tell(s.backbone, 'updateConversation', 'conversation { id }', { id: conversationId, title: 'Roads' });
    const changed = await again(etag);
    expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining('SUMMARY:Roads\r\n')]);
    expect(s.output()).not.toContain(url.slice(-47, -4));
  });

  it('gives one answer for what was guessed, cut off, rotated and revoked, and to nobody who left', async () => {
    const { calendarFeed, url } = await make(s.funder);
    const rotated = await move<Made>(s.funder, 'rotateCalendarFeed', calendarFeed.id, 'calendarFeed { id } url');
    expect((await fetch(rotated.url)).status).toBe(200);
    await move(s.funder, 'revokeCalendarFeed', calendarFeed.id);
    const left = await make(s.observer);
    expect((await fetch(left.url)).status).toBe(200);
    await owner.query(
      `DELETE FROM role_grant WHERE person_id = (SELECT id FROM person WHERE email = 'observer@example.org')`,
    );
    const base = url.slice(0, -47);
    const answers = [];
    for (const lost of [`${base}${'x'.repeat(43)}.ics`, `${base}x.ics`, url.slice(0, -4), url, rotated.url, left.url]) {
      const started = Date.now();
      const answer = await fetch(lost);
      expect(Date.now() - started).toBeGreaterThanOrEqual(240);
      answers.push({ status: answer.status, text: await answer.text(), ...headersOf(answer) });
    }
    expect(answers[0]).toMatchObject({ status: 404, text: 'There is no calendar at this address.\n' });
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('is read sixty times at once, and then as often as it restores', async () => {
    const { url } = await make(s.otherPartner);
    const answers: Response[] = [];
    for (let i = 0; i < 61; i++) answers.push(await fetch(url));
    expect(answers.slice(0, 60).every(({ status }) => status === 200)).toBe(true);
    expect(answers[60]!.status).toBe(429);
    expect(Number(answers[60]!.headers.get('retry-after'))).toBeGreaterThan(0);
  }, 60_000);
});

describe('the weekly digest', () => {
  const digestQuery = `query($id: ID!) { digests(coalitionId: $id) { nodes { id week language
    sections { part heading more items { kind text title on subjectId } } } } }`;
  interface Told {
    digests: {
      nodes: {
        id: string;
        week: string;
        sections: { part: string; heading: string; items: { kind: string; text: string; subjectId: string }[] }[];
      }[];
    };
  }
  const digestsOf = async (ask: Ask) => dataOf(await ask<Told>(digestQuery, { id: s.coalitionId })).digests.nodes;
  const startWorker = async () => {
    const settings = { KEELSON_SMTP_URL: mailServer.url, KEELSON_MAIL_FROM: 'Keelson <notices@example.org>' };
    const address = { KEELSON_PUBLIC_URL: 'https://keelson.example.org' };
    const worker = await startProcess('worker', { ...environmentOf('worker', s.database), ...settings, ...address });
    workers.push(worker);
    return worker;
  };
  /** Until two looks a second apart see the same number of mails, and at least so many. */
  const settled = async (least: number) => {
    for (let last = -1; mailServer.mails.length < least || mailServer.mails.length !== last; await pause(1_000))
      last = mailServer.mails.length;
  };

  it('comes by mail and as data, once to each member, whatever happens to a worker', async () => {
    const { coalitionId, backbone } = s;
    const term = { coalitionId, word: 'Safety', text: 'Nobody is hurt.', looksLike: [], doesNotLookLike: [] };
    await tell(backbone, 'defineTerm', 'term { id }', term);
    const held = { coalitionId, channel: 'MEETING', heldAt: '2026-01-02T10:00:00Z', title: 'The road' };
    const { conversation } = await tell(backbone, 'logConversation', 'conversation { id }', {
      ...{ ...held, participants: [{ organizationId: s.organizationIds['a'] }] },
    });
    await tell(backbone, 'recordDecision', 'decision { id }', {
      ...{
        conversationId: conversation!.id,
        text: 'We close <the> road',
        why: 'It is not safe',
        decidedOn: '2026-01-02',
      },
    });
    // A week ago: who was here on Monday at seven is told of the week before.
    await owner.query(`UPDATE role_grant SET created_at = now() - interval '30 days'`);
    await owner.query(`ALTER TABLE decision DISABLE TRIGGER USER`);
    await owner.query(
      `UPDATE decision SET created_at = date_trunc('week', now() AT TIME ZONE 'UTC' - interval '7 hours') AT TIME ZONE 'UTC' - interval '3 days'`,
    );
    await owner.query(`ALTER TABLE decision ENABLE TRIGGER USER`);
    // One dies amid its work, before anything is kept; then two look at once.
    await owner.query('BEGIN; LOCK TABLE digest IN ACCESS EXCLUSIVE MODE');
    const first = await startWorker();
    const waiting = `SELECT 1 FROM pg_locks WHERE relation = 'digest'::regclass AND NOT granted`;
    while ((await owner.query(waiting)).rows.length === 0) await pause(50);
    first.child.kill('SIGKILL');
    await owner.query('COMMIT');
    await Promise.all([startWorker(), startWorker()]);
    await settled(4);
    const to = (name: string) => mailServer.mails.filter((mail) => mail.to[0] === `${name}@example.org`);
    for (const name of ['admin', 'partner', 'other', 'funder']) expect([name, to(name).length]).toEqual([name, 1]);
    const [mail] = to('partner');
    expect(mail!.headers['subject']).toMatch(/^Coalition ours: the week from \d+ \w+ \d{4}$/);
    expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(mail!.text).toContain('What is asked of you');
    expect(mail!.text).toContain('- Say how your organization stands to the term “Safety”');
    expect(mail!.text).toContain('- Decided on 2 January 2026: We close <the> road');
    expect(mail!.html).toContain('<li>Decided on 2 January 2026: We close &#60;the&#62; road</li>');
    expect(to('funder')[0]!.text).not.toContain('Safety');
    const [digest] = await digestsOf(s.partner);
    expect(new Date(`${digest!.week}T00:00:00Z`).getUTCDay()).toBe(1);
    expect(digest!.sections.map(({ part }) => part)).toEqual(['ASKED', 'DECISIONS']);
    const lines = digest!.sections.flatMap(({ items }) => items.map(({ text }) => `- ${text}`));
    for (const line of lines) expect(mail!.text).toContain(line);
    expect(digest!.sections[1]!.items[0]).toMatchObject({ kind: 'DECIDED', subjectId: expect.stringMatching(/^dec_/) });
    const query = 'query($id: ID!) { digest(id: $id) { week } }';
    expect(dataOf(await s.partner<{ digest: object }>(query, { id: digest!.id })).digest).toEqual({
      week: digest!.week,
    });
    expect(dataOf(await s.otherPartner<{ digest: null }>(query, { id: digest!.id })).digest).toBeNull();
  }, 180_000);

  it('tells what somebody follows, which is one thing at a time', async () => {
    const measure = { code: 'deaths', name: 'Deaths', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE' };
    const made = await tell<{ measures: { id: string }[] }>(s.backbone, 'createMeasures', 'measures { id }', {
      ...{ coalitionId: s.coalitionId, measures: [{ ...measure, frequency: 'MONTH' }] },
    });
    const measureId = made.measures[0]!.id;
    await tell(s.funder, 'follow', 'follow { measure { id } }', { measureId });
    const list = `query($id: ID!) { follows(coalitionId: $id) { nodes { measure { id } activity { id } goal { id } } } }`;
    const follows = dataOf(await s.funder<Record<'follows', { nodes: object[] }>>(list, { id: s.coalitionId })).follows;
    expect(follows.nodes).toEqual([{ measure: { id: measureId }, activity: null, goal: null }]);
    const none = await s.funder<{ follow: { userErrors: object[] } }>(
      'mutation { follow(input: {}) { userErrors { code field message } } }',
    );
    expect(none.data!.follow.userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    const mutation = 'mutation($input: FollowInput!) { unfollow(input: $input) { unfollowed userErrors { message } } }';
    expect(dataOf(await s.funder(mutation, { input: { measureId } }))).toMatchObject({
      unfollow: { unfollowed: true },
    });
  });
});
