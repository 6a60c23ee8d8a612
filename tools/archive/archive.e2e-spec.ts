import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFormats } from '@keelson/formats';
import { decodeId } from '@keelson/platform';
import { createTestDatabase, testSecret, type TestDatabase } from '@keelson/platform/testing';
import { parse } from 'csv-parse/sync';
import { seedNotices } from '../../apps/api/e2e/access/seed-notices.js';
import { seedTenant, startWorker } from '../../apps/api/e2e/access/seed-tenant.js';
import type { Tenant } from '../../apps/api/e2e/access/tenant.scenario.js';
import { signInAsAdministrator } from '../../apps/api/e2e/server.scenario.js';
import { startScenario, type Scenario } from '../../apps/api/e2e/scenario.js';
import { ask, hashesOf, manifestOf, reseal, runTool, textOf, type Run } from './archive.scenario.js';

const folder = mkdtempSync(join(tmpdir(), 'keelson-archive-'));
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
const ours = { text: 'qmarkour', number: 41_111_000 };
const theirs = { text: 'qmarkthe', number: 42_222_000 };
let scenario: Scenario;
let tenant: Tenant;
let empty: TestDatabase;
let written: Run;

const settingsOf = ({ url, urls }: TestDatabase) => ({
  DATABASE_URL: url,
  KEELSON_APP_DATABASE_URL: urls.app,
  KEELSON_WORKER_DATABASE_URL: urls.worker,
  KEELSON_SECRET: testSecret,
  KEELSON_HOME: join(folder, 'home'),
});
const archive = (database: TestDatabase, out: string, coalition = `${ours.text}-coalition`) =>
  runTool('archive', ['--coalition', coalition, '--out', out], settingsOf(database));
const restore = (database: TestDatabase, from: string, ...more: string[]) =>
  runTool('restore', ['--from', from, ...more], settingsOf(database));

beforeAll(async () => {
  scenario = await startScenario();
  const stopWorker = await startWorker(scenario);
  const administrator = scenario.as(await signInAsAdministrator(scenario));
  tenant = await seedTenant(scenario, administrator, ours);
  await seedNotices(tenant);
  await seedTenant(scenario, administrator, theirs);
  await stopWorker();
  empty = await createTestDatabase();
  written = await archive(scenario.database, first);
  if (written.code !== 0) throw new Error(written.output);
}, 240_000);

afterAll(async () => {
  await scenario.stop();
  await empty.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run archive', () => {
  it('writes every table of the coalition, and a dictionary of every column', () => {
    expect(written).toMatchObject({ code: 0 });
    const { tables, coalition } = manifestOf(first);
    expect(coalition.code).toBe(`${ours.text}-coalition`);
    const dictionary = parse(readFileSync(join(first, 'tables/dictionary.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    for (const [table, rows] of Object.entries(tables)) {
      const lines = parse(readFileSync(join(first, `tables/${table}.csv`))) as string[][];
      expect([table, lines.length - 1]).toEqual([table, rows]);
      const named = dictionary
        .filter((line) => line['table'] === table && line['column'])
        .map((line) => line['column']);
      expect([table, ...lines[0]!]).toEqual([table, ...named]);
    }
    for (const table of ['goal', 'measurement', 'activity', 'decision', 'report_figure', 'audit_event', 'person']) {
      expect([table, tables[table]]).toEqual([table, expect.any(Number)]);
      expect(tables[table]).toBeGreaterThan(0);
    }
  });

  it('holds nothing of another coalition, no secret and no address', async () => {
    const text = textOf(first);
    expect(text).toContain(`${ours.text} vision adopted`);
    expect(text).not.toContain(theirs.text);
    expect(text).not.toContain('@example.org');
    const secrets = await ask<{ secret: string }>(
      scenario.database,
      `SELECT unnest(ARRAY[password_hash, email]) AS secret FROM person
       UNION ALL SELECT unnest(ARRAY[encode(secret_hash, 'hex'), encode(secret_hash, 'base64')]) FROM api_key
       UNION ALL SELECT unnest(ARRAY[encode(token_hash, 'hex'), email]) FROM invitation
       UNION ALL SELECT encode(token_hash, 'hex') FROM refresh_token
       UNION ALL SELECT encode(sealed, 'hex') FROM webhook_secret
       UNION ALL SELECT url FROM webhook_endpoint`,
    );
    expect(secrets.length).toBeGreaterThan(40);
    expect(secrets.filter(({ secret }) => text.includes(secret))).toEqual([]);
  });

  it('names the persons whom its rows name, and nobody of another coalition', async () => {
    const persons = parse(readFileSync(join(first, 'tables/person.csv')), { columns: true }) as { name: string }[];
    const names = persons.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([`${ours.text} backbone`, `${ours.text} partner`, 'Admin']));
    expect(names.filter((name) => !name.startsWith(ours.text))).toEqual(['Admin']);
  });

  it('writes every published report in every format, as each audience was shown it', () => {
    const paths = manifestOf(first).files.map(({ path }) => path);
    const folder = `reports/${decodeId('Report', tenant.reports.published.id)}`;
    const expected = ['coalition', 'funders'].flatMap((audience) =>
      fileFormats.map((format) => `${folder}/${audience}/report.${format}`),
    );
    expect(paths.filter((path) => path.startsWith('reports/'))).toEqual(expected.sort());
  });

  it('writes pages that need no server and no script, and tell what members could read', () => {
    const pages = Object.keys(hashesOf(first)).filter((path) => /^(site\/)?[\w-]+\.html$/.test(path));
    expect(pages).toHaveLength(8);
    const text = pages.map((path) => readFileSync(join(first, path), 'utf8')).join('\n');
    for (const path of pages) {
      const page = readFileSync(join(first, path), 'utf8');
      expect(page).toMatch(/^<!doctype html>\s*<html lang="en"/);
      expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|@import|url\(/);
      for (const [, target = ''] of page.matchAll(/href="([^"#]+)/g)) {
        expect([path, target, existsSync(join(first, path, '..', target))]).toEqual([path, target, true]);
      }
    }
    for (const word of [
      'vision adopted',
      'goal adopted',
      'shared',
      'published report',
      'activity',
      'meeting',
      'decided',
    ]) {
      expect(text).toContain(`${ours.text} ${word}`);
    }
    for (const word of ['vision of a draft', 'unpublished report', 'notes', 'Ada', 'host', 'reason']) {
      expect(text).not.toContain(`${ours.text} ${word}`);
    }
    expect(tenant.secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('refuses a folder that is not empty, and names the coalitions that there are', async () => {
    const again = await archive(scenario.database, first);
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') });
    const unknown = await archive(scenario.database, join(folder, 'none'), 'nobody');
    expect(unknown.code).toBe(1);
    expect(unknown.output).toContain(`There is: ${ours.text}-coalition, ${theirs.text}-coalition.`);
  });

  it('refuses a connection that does not own the tables', async () => {
    const settings = { ...settingsOf(scenario.database), DATABASE_URL: scenario.database.urls.app };
    const run = await runTool('archive', ['--coalition', 'x', '--out', join(folder, 'none')], settings);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('must be that of the owner') });
  });
});

describe('npm run restore, of an archive that was touched,', () => {
  const touched = join(folder, 'touched');
  const counts = () =>
    ask<{ n: string }>(empty, `SELECT (SELECT count(*) FROM coalition) || ' ' || (SELECT count(*) FROM person) AS n`);

  beforeEach(() => {
    rmSync(touched, { recursive: true, force: true });
    cpSync(first, touched, { recursive: true });
  });
  afterEach(async () => expect(await counts()).toEqual([{ n: '0 0' }]));

  const change = (path: string, edit: (text: string) => string) =>
    writeFileSync(join(touched, path), edit(readFileSync(join(touched, path), 'utf8')));

  it.each<[string, () => void, string]>([
    [
      'a number was changed',
      () => change('tables/measurement.csv', (text) => text.replace(/\d{8}/, '99999999')),
      'tables/measurement.csv was changed.',
    ],
    ['a file is missing', () => rmSync(join(touched, 'tables/decision.csv')), 'tables/decision.csv is missing.'],
    ['a file was added', () => writeFileSync(join(touched, 'tables/more.csv'), 'a'), 'tables/more.csv does not belong'],
    [
      'a file leads elsewhere',
      () => symlinkSync('/etc/hostname', join(touched, 'tables/link.csv')),
      'tables/link.csv does not belong',
    ],
    ['the manifest is cut', () => change('manifest.json', (text) => text.slice(0, 500)), 'cannot be read'],
    ['the manifest is missing', () => rmSync(join(touched, 'manifest.json')), 'manifest.json is missing'],
    [
      'it is of another version',
      () => change('manifest.json', (text) => text.replace(/"version": "\w+"/, '"version": "Later9"')),
      'of the version Later9',
    ],
  ])('refuses it and changes nothing: %s', async (_, touch, sentence) => {
    touch();
    const run = await restore(empty, touched);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining(sentence) });
  });

  it.each<[string, string, (text: string) => string, string]>([
    ['a row is gone', 'tables/decision.csv', (text) => `${text.split('\n')[0]}\n`, 'has 0 rows, the manifest says 2'],
    [
      'a row leads nowhere',
      'tables/goal.csv',
      (text) => text.replaceAll(/01[0-9a-f]{6}-/g, '01ffffff-'),
      'tables/goal.csv cannot be read in',
    ],
    [
      'a column is another',
      'tables/target.csv',
      (text) => text.replace('value', 'worth'),
      'tables/target.csv cannot be read in',
    ],
    [
      'a value is written otherwise',
      'tables/target.csv',
      (text) => text.replace('41111101', '041111101'),
      'target is not in the database as it stands',
    ],
  ])('refuses it also where the manifest was made to fit: %s', async (_, path, edit, sentence) => {
    change(path, edit);
    reseal(touched, path);
    const run = await restore(empty, touched);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining(sentence) });
  });

  it('refuses another manifest than the one that was named', async () => {
    const run = await restore(empty, first, '--sha256', '0'.repeat(64));
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('is not the one you named') });
  });
});

describe('npm run restore', () => {
  let run: Run;
  beforeAll(async () => {
    const sha256 = /SHA-256 of manifest.json: (\w+)/.exec(written.output)?.[1] ?? '';
    run = await restore(empty, first, '--sha256', sha256);
  }, 300_000);

  it('reads all of it into an empty installation, and an archive of that is the same to the byte', async () => {
    expect(run).toMatchObject({ code: 0, output: expect.stringContaining('all as in the archive.') });
    expect(await archive(empty, second)).toMatchObject({ code: 0 });
    expect(hashesOf(second)).toEqual(hashesOf(first));
  });

  it('gives nobody a way in but the administrator, who has the one role', async () => {
    const persons = `SELECT p.administrator, g.role, p.email LIKE '%@archive.invalid' AS nameless, count(*)::int AS n
                       FROM person p LEFT JOIN role_grant g ON g.person_id = p.id GROUP BY 1, 2, 3 ORDER BY 1`;
    expect(await ask(empty, persons)).toEqual([
      { administrator: false, role: null, nameless: true, n: manifestOf(first).tables['person'] },
      { administrator: true, role: 'BACKBONE', nameless: false, n: 1 },
    ]);
  });

  it('leaves every trigger as it was', async () => {
    const triggers = `SELECT tgrelid::regclass || ' ' || tgname AS name, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`;
    expect(await ask(empty, triggers)).toEqual(await ask(scenario.database, triggers));
    const refused = ask(empty, `UPDATE decision SET text = 'another'`);
    await expect(refused).rejects.toThrow('decision is append-only');
  });

  it('writes the same as an owner of the tables who is no superuser and meets the policies', async () => {
    const name = `owner_${randomBytes(6).toString('hex')}`;
    await ask(empty, `CREATE ROLE ${name} LOGIN PASSWORD 'owner'`);
    try {
      const tables = `SELECT format('ALTER TABLE %s OWNER TO ${name}', c.oid::regclass) AS sql FROM pg_class c
                       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`;
      for (const { sql } of await ask<{ sql: string }>(empty, tables)) await ask(empty, sql);
      const url = Object.assign(new URL(empty.url), { username: name, password: 'owner' }).href;
      expect(await archive({ ...empty, url }, join(folder, 'third'))).toMatchObject({ code: 0 });
      expect(hashesOf(join(folder, 'third'))).toEqual(hashesOf(first));
    } finally {
      await ask(empty, `REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}; DROP ROLE ${name}`);
    }
  });

  it('refuses an installation in which there is something', async () => {
    const before = await ask(scenario.database, 'SELECT count(*) FROM audit_event');
    const full = await restore(scenario.database, first);
    expect(full.code).toBe(1);
    expect(full.output).toContain(`The installation is not empty (${ours.text}-coalition, ${theirs.text}-coalition)`);
    expect(await ask(scenario.database, 'SELECT count(*) FROM audit_event')).toEqual(before);
  });
});
