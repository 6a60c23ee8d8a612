import { administrator, startScenario, type Scenario } from './scenario.js';

let s: Scenario;
let cookie: string;
beforeAll(async () => {
  s = await startScenario();
  const signedIn = await post('/auth/sign-in', administrator);
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
}, 60_000);
afterAll(() => s?.stop());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(s.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(s.address + path, { headers, redirect: 'manual' });
const pages: [path: string, signedIn: boolean][] = [
  ['/', false],
  ['/', true],
  ['/sign-in', false],
  ['/invitation', false],
  ['/reset-password', false],
  ['/notices/refuse', false],
  ['/graphiql', true],
];
const open = (path: string, signedIn: boolean) => get(path, signedIn ? { cookie } : {});

describe.each(pages)('the page %s (signed in: %s)', (path, signedIn) => {
  it('runs and loads nothing but our own files, stays out of frames and caches, and tells nobody where it was', async () => {
    const page = await open(path, signedIn);
    expect(page.status).toBe(200);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = Object.fromEntries(
      (page.headers.get('content-security-policy') ?? '').split('; ').map((rule) => [rule.split(' ')[0], rule]),
    );
    expect(policy).toMatchObject({
      'default-src': `default-src 'none'`,
      'script-src': `script-src 'self'`,
      'connect-src': `connect-src 'self'`,
      'frame-ancestors': `frame-ancestors 'none'`,
      'form-action': `form-action 'none'`,
      'base-uri': `base-uri 'none'`,
      'style-src': path === '/graphiql' ? `style-src 'self' 'unsafe-inline'` : `style-src 'self'`,
    });
    const html = await page.text();
    expect(html).not.toMatch(/https?:|src="\/\/|<script(?![^>]* src="\/assets\/)|\son\w+=|<style|style="/);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toMatch(/<title>[^<]*Keelson<\/title>/);
  });

  it('finds every file that it names, and every file that those import', async () => {
    const html = await (await open(path, signedIn)).text();
    const names = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const file = await get(name);
      expect([name, file.status, file.headers.get('content-type')]).toEqual([
        name,
        200,
        name.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8',
      ]);
      const text = await file.text();
      const imported = [...text.matchAll(/^import .* from '\.\/([\w.-]+)';$/gm)].map(([, one]) => `/assets/${one}`);
      for (const one of imported) expect([one, (await get(one)).status]).toEqual([one, 200]);
    }
  });

  it('labels its fields, announces its problems and fits a small screen', async () => {
    const html = await (await open(path, signedIn)).text();
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toMatch(/<p id="problem"[^>]* role="alert">/);
    expect(html).toContain('<h1');
    for (const [field] of html.matchAll(/<input(?![^>]*(?:hidden|type="radio"))[^>]*>/g)) {
      const id = / id="([\w-]+)"/.exec(field)?.[1];
      expect(html).toContain(`<label for="${id}">`);
    }
  });
});

describe('the pages', () => {
  it('send a guest who wants GraphiQL to sign in first', async () => {
    const answer = await get('/graphiql');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in?next=/graphiql']);
  });

  it('show a guest the form, and whoever has the cookie the way in', async () => {
    expect(await (await get('/')).text()).toContain('<form id="sign-in">');
    const home = await (await get('/', { cookie })).text();
    expect(home).not.toContain('<form');
    expect(home).toContain('href="/graphiql"');
    // The page holds no data: that is asked for with an access token, for which the cookie stands.
    expect(home).not.toContain(administrator.email);
    const refreshed = await post('/auth/refresh', {}, { cookie, origin: s.address });
    cookie = refreshed.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await refreshed.json()).toMatchObject({ accessToken: expect.any(String) });
  });

  it('keep their files until they change, and open no other file', async () => {
    const first = await get('/assets/pages.css');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/assets/pages.css', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    for (const name of ['nothing.js', '..%2fpages.module.js', '%2e%2e%2fpages.module.js', 'graphiql.min.js.map']) {
      expect([name, (await get(`/assets/${name}`)).status]).toEqual([name, 404]);
    }
  });
});
