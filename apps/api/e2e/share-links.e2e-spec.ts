import { createHash } from 'node:crypto';
import { fileFormats } from '@keelson/formats';
import { Client } from 'pg';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { compileReport, defineMeasure } from './report.scenario.js';
import { administrator, dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';

let s: CoalitionScenario;
let worker: Awaited<ReturnType<typeof startProcess>>;
let reportId: string;

const publish = async (id: string, ...audiences: string[]) =>
  dataOf(
    await s.backbone(
      `mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`,
      { input: { id, audiences } },
    ),
  );

beforeAll(async () => {
  s = await startCoalitionScenario();
  worker = await startProcess('worker', environmentOf('worker', s.database));
  await defineMeasure(s, 'crashes <b>');
  reportId = (await compileReport(s, await s.signIn(administrator.email, administrator.password))).id;
  await publish(reportId, 'FUNDERS');
}, 60_000);
afterAll(async () => {
  if (worker) await stopProcess(worker.child);
  await s?.stop();
});

interface Made {
  shareLink: { id: string; state: string; uses: number; lastUsedAt: string | null; asksPasscode: boolean } | null;
  url: string;
  embedUrl: string | null;
  userErrors: { code: string; field: string[]; message: string }[];
}
const shareMutation = `mutation($input: ShareReportInput!) { shareReport(input: $input) {
  shareLink { id state uses lastUsedAt asksPasscode } url embedUrl userErrors { code field message } } }`;
const tryToShare = (ask: Ask, more: object = {}) =>
  ask<{ shareReport: Made }>(shareMutation, {
    input: { reportId, audience: 'FUNDERS', name: 'A foundation', ...more },
  });
async function share(more: object = {}): Promise<Made> {
  return dataOf(await tryToShare(s.backbone, more)).shareReport;
}
const open = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
const form = (passcode: string): RequestInit => ({ method: 'POST', body: new URLSearchParams({ passcode }) });
const revoke = async (id: string) =>
  dataOf(await s.backbone(`mutation($id: ID!) { revokeShareLink(id: $id) { userErrors { message } } }`, { id }));
const linkOf = async (id: string) =>
  dataOf(
    await s.backbone<{ shareLink: NonNullable<Made['shareLink']> }>(
      `query($id: ID!) { shareLink(id: $id) { id state uses lastUsedAt asksPasscode } }`,
      { id },
    ),
  ).shareLink;
async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: s.database.url });
  await client.connect();
  return client
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}
const hashOf = (url: string) => createHash('sha256').update(url.slice(-43)).digest();

describe('a share link', () => {
  it('shows the report and every file of it to whoever has it, and nothing is kept or found', async () => {
    const { url, shareLink, embedUrl } = await share();
    expect(url).toMatch(/\/shared\/[\w-]{43}$/);
    expect(embedUrl).toBeNull();
    const page = await open(url);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('crashes &lt;b&gt;');
    expect(text).not.toMatch(/<script| style="/);
    expect(page.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; base-uri 'none'; style-src 'sha256-${hash}'; form-action 'none'; frame-ancestors 'none'`,
    );
    const links = [...text.matchAll(/href="(\/shared\/[^"]+)"/g)].map(([, path]) => path!);
    expect(links).toHaveLength(fileFormats.length);
    for (const path of links) {
      const file = await open(s.address + path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50);
      for (const answer of [page, file]) {
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive');
        expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      }
    }
    const { uses, lastUsedAt } = await linkOf(shareLink!.id);
    expect(uses).toBe(1 + fileFormats.length);
    expect(Date.parse(lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  }, 60_000);

  it('has an access log: when, what, and from which network', async () => {
    const { url, shareLink } = await share();
    await open(`${url}/report.csv`);
    await open(url);
    const query = `query($id: ID!) { shareLinkUses(id: $id, first: 1) {
      nodes { at content network } totalCount pageInfo { hasNextPage } } }`;
    const answer = await s.backbone(query, { id: shareLink!.id });
    const network = expect.stringMatching(/^127\.0\.0\.0\/24$|\/48$/);
    expect(dataOf(answer)).toMatchObject({
      shareLinkUses: {
        nodes: [{ content: 'page', network }],
        totalCount: 2,
        pageInfo: { hasNextPage: true },
      },
    });
    expect((await s.partner(query, { id: shareLink!.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('gives one answer, after one time, for what was guessed, cut off, expired, revoked or withdrawn', async () => {
    const [expired, revoked, withdrawn] = [await share(), await share(), await share()];
    await ask(
      `UPDATE share_link SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
        WHERE token_hash = $1`,
      [hashOf(expired.url)],
    );
    expect((await linkOf(expired.shareLink!.id)).state).toBe('EXPIRED');
    await revoke(revoked.shareLink!.id);
    dataOf(
      await s.backbone(
        `mutation($input: WithdrawReportInput!) { withdrawReport(input: $input) { userErrors { message } } }`,
        { input: { id: reportId, reason: 'A wrong number' } },
      ),
    );
    // What is published again needs a new link.
    await publish(reportId, 'FUNDERS');
    const guessed = `${s.address}/shared/${'x'.repeat(43)}`;
    const urls = [
      expired.url,
      revoked.url,
      withdrawn.url,
      guessed,
      `${guessed}/report.csv`,
      guessed.slice(0, -9),
      `${guessed}/embed`,
    ];
    const answers = await Promise.all(
      urls.map(async (url) => {
        const started = performance.now();
        const answer = await open(url);
        return { status: answer.status, text: await answer.text(), took: performance.now() - started };
      }),
    );
    for (const { status, text, took } of answers) {
      expect([status, text]).toEqual([404, answers[0]!.text]);
      expect(took).toBeGreaterThan(240);
    }
    expect(answers[0]!.text).toContain('There is no report at this address');
    expect((await linkOf(revoked.shareLink!.id)).state).toBe('REVOKED');
    expect((await linkOf(withdrawn.shareLink!.id)).state).toBe('WITHDRAWN');
    const query = `query($id: ID!) { shareLinks(coalitionId: $id, first: 100) { nodes { id state } } }`;
    const { shareLinks } = dataOf(
      await s.backbone<{ shareLinks: { nodes: { id: string; state: string }[] } }>(query, { id: s.coalitionId }),
    );
    expect(shareLinks.nodes.find(({ id }) => id === revoked.shareLink!.id)?.state).toBe('REVOKED');
  });

  it('is made, seen and ended by backbone staff only, and of what is published to the audience', async () => {
    for (const asked of [s.partner, s.funder, s.observer]) {
      expect((await tryToShare(asked)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const stranger = await tryToShare(s.outsider);
    expect(stranger.data?.shareReport?.userErrors ?? stranger.errors).toMatchObject([{}]);
    expect(JSON.stringify(stranger)).toContain('No such report.');
    const { data } = await tryToShare(s.backbone, { audience: 'COALITION' });
    expect(data?.shareReport.userErrors).toMatchObject([{ code: 'INVALID_STATE', field: ['audience'] }]);
  });

  it.each<[object, string]>([
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: '2099-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: ' ' }, 'name'],
    [{ passcode: 'short' }, 'passcode'],
    [{ embeddedAt: ['https://*.example.org'] }, 'embeddedAt'],
    [{ embeddedAt: ['http://example.org'] }, 'embeddedAt'],
    [{ embeddedAt: ["https://a.org; script-src 'unsafe-inline'"] }, 'embeddedAt'],
    [{ embeddedAt: ['https://a.org/'] }, 'embeddedAt'],
    [{ embeddedAt: ['https://a.org'], passcode: 'long enough' }, 'passcode'],
  ])('refuses %j', async (input, field) => {
    const { data } = await tryToShare(s.backbone, input);
    expect(data?.shareReport.shareLink).toBeNull();
    expect(data?.shareReport.userErrors.map((one) => one.field.at(-1))).toEqual([field]);
  });
});

describe('a share link with a passcode', () => {
  const passcode = 'four boats in the fog';

  it('shows nothing before it is told, and everything for an hour after', async () => {
    const { url, shareLink } = await share({ passcode });
    expect(shareLink!.asksPasscode).toBe(true);
    const first = await open(url);
    const asked = await first.text();
    expect(asked).toContain('<form method="post">');
    expect(asked).not.toContain('crashes');
    expect((await open(`${url}/report.csv`)).status).toBe(303);
    const wrong = await open(url, form('not the passcode'));
    expect([wrong.status, (await wrong.text()).includes('This is not the passcode.')]).toEqual([403, true]);
    expect(wrong.headers.get('set-cookie')).toBeNull();
    const spanish = await open(url, { ...form('not the passcode'), headers: { 'accept-language': 'es-MX, en;q=0.5' } });
    expect([spanish.status, await spanish.text()]).toEqual([
      403,
      expect.stringMatching(/lang="es"[^]*Este no es el código/),
    ]);
    const right = await open(url, form(passcode));
    expect([right.status, right.headers.get('location')]).toEqual([303, new URL(url).pathname]);
    const cookie = right.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax/);
    expect(cookie).toContain(`Path=${new URL(url).pathname}`);
    const headers = { cookie: cookie.split(';')[0]! };
    expect((await open(`${url}/report.csv`, { headers })).status).toBe(200);
    expect(await (await open(url, { headers })).text()).toContain('crashes &lt;b&gt;');
    const other = await share({ passcode });
    expect((await open(`${other.url}/report.csv`, { headers })).status).toBe(303);
    const forged = { cookie: headers.cookie.replace(/=\d+/, '=9999999999') };
    expect((await open(`${url}/report.csv`, { headers: forged })).status).toBe(303);
    expect((await linkOf(shareLink!.id)).uses).toBe(2);
  });

  it('is kept as argon2id, and guessing it is slowed down', async () => {
    const { url } = await share({ passcode });
    const rows = await ask<{ hash: string }>(`SELECT passcode_hash AS hash FROM share_link WHERE token_hash = $1`, [
      hashOf(url),
    ]);
    expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await open(url, form(`guess ${i}`))).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    const right = await open(url, form(passcode));
    expect([right.status, Number(right.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(await right.text()).toContain('Too many attempts failed.');
  });
});

describe('the embed page', () => {
  it('shows the report or one measure in a frame of the named origins, without a script', async () => {
    const { embedUrl } = await share({ embeddedAt: ['https://funder.example.org', 'http://localhost:8080'] });
    for (const [query, heading] of [
      ['', '<h1 dir="auto">Our year</h1>'],
      ['?measure=crashes', '<h2 id="measure" dir="auto">crashes &lt;b&gt;</h2>'],
    ]) {
      const page = await open(`${embedUrl}${query}`);
      const text = await page.text();
      expect([page.status, text.includes(heading!)]).toEqual([200, true]);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; base-uri 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'none'; /,
      );
      expect(policy).toMatch(/frame-ancestors https:\/\/funder\.example\.org http:\/\/localhost:8080$/);
      expect(page.headers.get('x-frame-options')).toBeNull();
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(text).not.toMatch(/<script|<nav| style="|https?:\/\//);
    }
    expect((await open(`${embedUrl}?measure=unknown`)).status).toBe(404);
  });

  it('is there only where origins were named', async () => {
    const { url } = await share();
    expect((await open(`${url}/embed`)).status).toBe(404);
    expect((await open(url)).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});
