import { createHmac } from 'node:crypto';
import { keysFor } from '@keelson/identity';
import { testSecret } from '@keelson/platform/testing';
import { memberPassword, startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { compileReport, defineMeasure } from './report.scenario.js';
import { administrator, dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';

let s: CoalitionScenario;
let worker: Awaited<ReturnType<typeof startProcess>>;
let reportId: string;
beforeAll(async () => {
  s = await startCoalitionScenario();
  worker = await startProcess('worker', environmentOf('worker', s.database));
  await defineMeasure(s, '=HYPERLINK("https://example.org","x")');
  const token = await s.signIn(administrator.email, administrator.password);
  reportId = (await compileReport(s, token)).id;
  dataOf(
    await s.backbone(
      `mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`,
      { input: { id: reportId, audiences: ['COALITION'] } },
    ),
  );
}, 60_000);
afterAll(async () => {
  if (worker) await stopProcess(worker.child);
  await s?.stop();
});

const sign = async (ask: Ask, format = 'CSV') => {
  const answer = await ask<{ signDownload: { download: { url: string; expiresAt: string } } }>(
    `mutation($input: SignDownloadInput!) {
      signDownload(input: $input) { download { url expiresAt } userErrors { message } } }`,
    { input: { reportId, format } },
  );
  return dataOf(answer).signDownload.download;
};
const signInAgain = async () => s.as(await s.signIn('other@example.org', memberPassword));
const open = (url: string) => fetch(s.address + url);
const verbs = async (verb: string) => {
  const query = `query($id: ID!, $verbs: [String!]) { auditLog(coalitionId: $id, filter: { verbs: $verbs }) {
    nodes { after person { email } } } }`;
  const answer = await s.backbone<{ auditLog: { nodes: { after: object; person: { email: string } }[] } }>(query, {
    id: s.coalitionId,
    verbs: [verb],
  });
  return dataOf(answer).auditLog.nodes;
};

describe('a heavy file', () => {
  it('is written while the API goes on answering, two at a time', async () => {
    let written = 0;
    const files = ['pdf', 'letter.pdf', 'xlsx', 'pdf'].map(async (format) => {
      const answer = await s.partner.download(`/reports/${reportId}.${format}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      written += 1;
      return [
        answer.status,
        answer.headers.get('content-length') === String(bytes.length),
        bytes.subarray(0, 2).toString(),
      ];
    });
    let answers = 0;
    for (; written === 0; answers++) expect((await open('/schemas/report.json')).status).toBe(200);
    // A PDF takes a good half second of a core; written between two answers it would leave room for one or two.
    expect(answers).toBeGreaterThan(20);
    const whole = (start: string) => [200, true, start];
    expect(await Promise.all(files)).toEqual([whole('%P'), whole('%P'), whole('PK'), whole('%P')]);
  }, 60_000);

  it('is given up when whoever asked leaves, and the next one is written', async () => {
    for (let i = 0; i < 4; i++) {
      const leave = new AbortController();
      const asked = fetch(`${s.address}/reports/${reportId}.pdf`, {
        headers: { authorization: `Bearer ${await s.signIn('partner@example.org', memberPassword)}` },
        signal: leave.signal,
      });
      setTimeout(() => leave.abort(), 50);
      await expect(asked).rejects.toThrow('aborted');
    }
    expect((await s.partner.download(`/reports/${reportId}.pdf`)).status).toBe(200);
  }, 60_000);
});

describe('the schema of the JSON', () => {
  it('is there for everybody', async () => {
    const answer = await open('/schemas/report.json');
    expect(answer.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
    expect(await answer.json()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });
});

describe('a signed link', () => {
  it.each([
    ['CSV', 'text/csv; charset=utf-8', 'csv'],
    ['JSON', 'application/json; charset=utf-8', 'json'],
    ['HTML', 'text/html; charset=utf-8', 'html'],
    ['XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['PDF', 'application/pdf', 'pdf'],
    ['PDF_LETTER', 'application/pdf', 'letter.pdf'],
    ['CIDS', 'application/ld+json; charset=utf-8', 'cids.jsonld'],
    ['IATI', 'application/xml; charset=utf-8', 'iati.xml'],
    ['DHIS2', 'application/json; charset=utf-8', 'dhis2.json'],
  ])(
    'hands out the %s without a credential, as an attachment, and is written down',
    async (format, type, ending) => {
      const { url, expiresAt } = await sign(s.partner, format);
      const lifetime = Date.parse(expiresAt) - Date.now();
      expect(lifetime).toBeGreaterThan(290_000);
      expect(lifetime).toBeLessThanOrEqual(300_000);
      const answer = await open(url);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="[^"]+\\.${ending}"`),
      );
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const direct = await s.partner.download(`/reports/${reportId}.${ending}`);
      expect(direct.headers.get('content-type')).toBe(type);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBeGreaterThan(100);
      expect(bytes.equals(Buffer.from(await direct.arrayBuffer()))).toBe(true);
      const made = { person: { email: 'partner@example.org' } };
      expect((await verbs('signDownload'))[0]).toEqual({ ...made, after: { format: ending } });
      expect((await verbs('downloadReport')).slice(0, 2)).toEqual([
        { ...made, after: { format: ending, byLink: false } },
        { ...made, after: { format: ending, byLink: true } },
      ]);
    },
    60_000,
  );

  it('holds no formula in its texts', async () => {
    expect(await (await open((await sign(s.partner)).url)).text()).toContain(
      `"'=HYPERLINK(""https://example.org"",""x"")"`,
    );
  });

  it('is for nothing else: whatever is changed in it makes it unknown', async () => {
    const { url } = await sign(s.partner);
    const [text = '', mac = ''] = url.split('link=')[1]!.split('.');
    const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const forged = (change: (fields: unknown[]) => void) => {
      const fields = [...content];
      change(fields);
      return `${Buffer.from(JSON.stringify(fields)).toString('base64url')}.${mac}`;
    };
    const links = [
      '',
      'x.y',
      text,
      `${text}.`,
      `${text}.${mac.slice(0, -4)}`,
      forged((fields) => (fields[2] = 'html')),
      forged((fields) => (fields[6] = Date.now() + 1e9)),
      forged((fields) => (fields[3] = '00000000-0000-0000-0000-000000000000')),
    ];
    for (const link of links) {
      const answer = await open(`/downloads?link=${link}`);
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { error: { code: 'NOT_FOUND', message: 'No such download.' } },
      ]);
    }
    expect((await open('/downloads')).status).toBe(404);
  });

  it('is made by those only who may open the report', async () => {
    const answer = await s.outsider(
      `mutation($input: SignDownloadInput!) { signDownload(input: $input) { download { url } } }`,
      { input: { reportId, format: 'CSV' } },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('ends with the session that made it', async () => {
    const [lost, kept] = [await signInAgain(), await signInAgain()];
    const { url } = await sign(lost);
    expect((await open(url)).status).toBe(200);
    dataOf(await kept('mutation { revokeOtherSessions { userErrors { message } } }'));
    expect((await open(url)).status).toBe(403);
  });

  it('ends with the rights of whoever made it', async () => {
    const { url } = await sign(s.observer);
    expect((await open(url)).status).toBe(200);
    dataOf(
      await s.backbone(
        `mutation($input: WithdrawReportInput!) { withdrawReport(input: $input) { userErrors { message } } }`,
        { input: { id: reportId, reason: 'A number was wrong.' } },
      ),
    );
    const answer = await open(url);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: { code: 'NOT_FOUND', message: 'No such report.' } },
    ]);
  });

  it('ends with the key that made it', async () => {
    const made = await s.backbone<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } userErrors { message } } }`,
      {
        input: { coalitionId: s.coalitionId, name: 'reader', role: 'BACKBONE', scopes: ['READ'], organizationIds: [] },
      },
    );
    const { secret, apiKey } = dataOf(made).createApiKey;
    const { url } = await sign(s.as(secret));
    expect((await open(url)).status).toBe(200);
    dataOf(await s.backbone(`mutation($id: ID!) { revokeApiKey(id: $id) { userErrors { message } } }`, apiKey));
    const answer = await open(url);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: { code: 'FORBIDDEN', message: 'The session or key that made this link has ended.' },
    });
  });

  it('ends after its five minutes, and says so', async () => {
    const { url } = await sign(s.backbone);
    const content = JSON.parse(Buffer.from(url.split('link=')[1]!.split('.')[0]!, 'base64url').toString()) as unknown[];
    const text = Buffer.from(JSON.stringify([...content.slice(0, 6), Date.now() - 1])).toString('base64url');
    const [{ key }] = keysFor('download links', { KEELSON_SECRET: testSecret });
    const answer = await open(`/downloads?link=${text}.${createHmac('sha256', key).update(text).digest('base64url')}`);
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { error: { code: 'FORBIDDEN', message: 'This link has expired; ask for a new one.' } },
    ]);
  });
});
