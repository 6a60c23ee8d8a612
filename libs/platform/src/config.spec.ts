import 'reflect-metadata';
import { InvalidConfig, parseConfig, requiresTotp } from './config.js';

function faultsOf(...asked: Parameters<typeof parseConfig>): string[] {
  try {
    parseConfig(...asked);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults;
    throw error;
  }
}

describe('the settings', () => {
  it('have defaults, also where a name is set to nothing', () => {
    const defaults = {
      ...{ KEELSON_HOST: '127.0.0.1', KEELSON_PORT: 4400, KEELSON_WORKER_PORT: 4401 },
      ...{ KEELSON_HOME: '.keelson', KEELSON_POOL: 10, KEELSON_LOG: 'log' },
      ...{ KEELSON_ORIGINS: [], KEELSON_TRUSTED_PROXIES: [], KEELSON_RATE_POINTS: 10_000, KEELSON_RATE_RESTORE: 500 },
      KEELSON_UPLOAD_MB: 200,
      KEELSON_WEBHOOK_NETWORKS: [],
    };
    expect(parseConfig({})).toEqual(defaults);
    expect(parseConfig({ KEELSON_PORT: '', DATABASE_URL: '', PATH: '/bin', PORT: 'x' })).toEqual(defaults);
  });

  it('are read as what they are', () => {
    const given = { DATABASE_URL: 'postgres://u:p@db:5432/k', KEELSON_PORT: '0', KEELSON_POOL: '200' };
    expect(parseConfig(given, ['DATABASE_URL'])).toMatchObject({ ...given, KEELSON_PORT: 0, KEELSON_POOL: 200 });
  });

  it('tell all faults at once, one for each', () => {
    const wrong = {
      ...{ DATABASE_URL: 'mysql://db', REDIS_URL: 'localhost', KEELSON_HOST: ' ', KEELSON_URL: 'nowhere:' },
      ...{ KEELSON_PORT: '65536', KEELSON_WORKER_PORT: '80.5', KEELSON_POOL: '1', KEELSON_LOG: 'loud' },
      ...{ KEELSON_ADMIN_EMAIL: 'admin', KEELSON_ADMIN_PASSWORD: 'short', KEELSON_POOLS: '5' },
    };
    expect(faultsOf(wrong, ['DATABASE_URL', 'KEELSON_SECRET']).sort()).toEqual([
      'DATABASE_URL must look like postgres://user:password@host:5432/name.',
      'KEELSON_ADMIN_EMAIL must be an e-mail address.',
      'KEELSON_ADMIN_PASSWORD must have at least 12 characters.',
      'KEELSON_HOST must be an address to listen on, such as 127.0.0.1.',
      'KEELSON_LOG must be one of fatal, error, warn, log, debug, verbose.',
      'KEELSON_POOL must be at least 2 connections.',
      'KEELSON_POOLS is not a setting of Keelson.',
      'KEELSON_PORT must be between 0 and 65535.',
      'KEELSON_SECRET must be set.',
      'KEELSON_URL must be an http address.',
      'KEELSON_WORKER_PORT must be a whole number.',
      'REDIS_URL must look like redis://host:6379.',
    ]);
  });

  it.each(['KEELSON_PORT', 'KEELSON_WORKER_PORT', 'KEELSON_POOL'])(
    'say of %s that it is a whole number first',
    (name) => {
      for (const value of ['many', '1.5', '1e3', '0x10', '1 000']) {
        expect(faultsOf({ [name]: value })).toEqual([`${name} must be a whole number.`]);
      }
      for (const value of ['-1', '70000']) {
        expect(faultsOf({ [name]: value })).toEqual([
          expect.stringMatching(/between 0 and 65535|at (least 2|most 200)/),
        ]);
      }
    },
  );

  it('read proxies as a list', () => {
    expect(parseConfig({ KEELSON_TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).KEELSON_TRUSTED_PROXIES).toEqual([
      '10.0.0.0/8',
      '::1',
    ]);
    expect(faultsOf({ KEELSON_TRUSTED_PROXIES: 'proxy.example.org' })).toEqual([
      expect.stringContaining('must be addresses'),
    ]);
  });

  it('read origins as a list, and budgets that let a query pass', () => {
    const origins = { KEELSON_ORIGINS: 'https://app.example.org, http://localhost:5173' };
    expect(parseConfig(origins).KEELSON_ORIGINS).toEqual(['https://app.example.org', 'http://localhost:5173']);
    for (const wrong of ['*', 'app.example.org', 'https://a.example.org/', 'https://a.example.org,']) {
      expect(faultsOf({ KEELSON_ORIGINS: wrong })).toEqual([expect.stringContaining('must be origins')]);
    }
    expect(faultsOf({ KEELSON_RATE_POINTS: '99', KEELSON_RATE_RESTORE: '0' })).toEqual([
      'KEELSON_RATE_POINTS must be at least 100 points.',
      'KEELSON_RATE_RESTORE must be at least 1 point a second.',
    ]);
  });

  it('need a secret that is long enough', () => {
    expect(faultsOf({ KEELSON_SECRET: 'x'.repeat(31) })).toEqual(['KEELSON_SECRET must have at least 32 characters.']);
    expect(faultsOf({ KEELSON_ADMIN_PASSWORD: 'x'.repeat(129) })).toEqual([
      'KEELSON_ADMIN_PASSWORD must have at most 128 characters.',
    ]);
  });

  const good = 'hT7vQ2mXz9LwR4kNb6Yc1JfD8sPgA3eU';

  it.each([
    'changeme-changeme-changeme-changeme-1234567',
    'replace_this_with_your_own_secret_0123456',
    'KEELSON_SECRET_KEELSON_SECRET_KEELSON_SECRET',
    'your-secret-key-goes-here-abcdefghijklmnop',
    'default-secret-of-the-installation-4711',
    '0123456789abcdef0123456789abcdef',
    'a'.repeat(64),
    'abababababababababababababababababab',
  ])('take no secret that others could have: %s', (text) => {
    for (const name of ['KEELSON_SECRET', 'KEELSON_SECRET_PREVIOUS']) {
      expect(faultsOf({ [name]: text })).toEqual([
        `${name} is easily guessed: set random characters, such as \`openssl rand -hex 32\` prints.`,
      ]);
      expect(faultsOf({ [name]: good })).toEqual([]);
    }
  });

  it('need all of a provider of OpenID Connect, or nothing', () => {
    const provider = {
      KEELSON_OIDC_ISSUER: 'https://login.example.org/tenant',
      KEELSON_OIDC_CLIENT_ID: 'keelson',
      KEELSON_OIDC_CLIENT_SECRET: 'given by the provider',
      KEELSON_OIDC_NAME: 'Example University',
    };
    expect(faultsOf(provider)).toEqual([]);
    expect(faultsOf({ ...provider, KEELSON_OIDC_NAME: '', KEELSON_OIDC_CLIENT_SECRET: undefined })).toEqual([
      'KEELSON_OIDC_CLIENT_SECRET, KEELSON_OIDC_NAME must be set too: sign-in with OpenID Connect needs all of 4.',
    ]);
    for (const issuer of ['http://127.0.0.1:4000', 'http://localhost', 'http://[::1]:4000']) {
      expect(faultsOf({ ...provider, KEELSON_OIDC_ISSUER: issuer })).toEqual([]);
    }
    for (const issuer of [
      'http://login.example.org',
      'ftp://x',
      'login',
      'http://127.0.0.1.example.org',
      'https://a/?b',
    ]) {
      expect(faultsOf({ ...provider, KEELSON_OIDC_ISSUER: issuer })).toEqual([
        'KEELSON_OIDC_ISSUER must be an https address; http is for 127.0.0.1, ::1 and localhost only.',
      ]);
    }
  });

  it('ask for a second factor where others reach the platform, unless told', () => {
    const required = (env: Record<string, string>) => requiresTotp(parseConfig(env));
    expect(['127.0.0.1', '::1', 'localhost'].map((host) => required({ KEELSON_HOST: host }))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['0.0.0.0', '::', '10.0.0.4'].map((host) => required({ KEELSON_HOST: host }))).toEqual([true, true, true]);
    expect(required({ KEELSON_TOTP: 'required' })).toBe(true);
    expect(required({ KEELSON_HOST: '0.0.0.0', KEELSON_TOTP: 'optional' })).toBe(false);
    expect(faultsOf({ KEELSON_TOTP: 'yes' })).toEqual(['KEELSON_TOTP must be required or optional.']);
  });

  it('of mails are set together, since mails carry links', () => {
    const mails = {
      ...{
        KEELSON_SMTP_URL: 'smtps://user:pass@mail.example.org:465',
        KEELSON_MAIL_FROM: 'Ours <notices@example.org>',
      },
      KEELSON_PUBLIC_URL: 'https://keelson.example.org',
    };
    expect(parseConfig(mails)).toMatchObject(mails);
    for (const name of Object.keys(mails) as (keyof typeof mails)[]) {
      const { [name]: _, ...rest } = mails;
      expect(faultsOf(rest)).toEqual([expect.stringMatching(new RegExp(`^${name} must be set too: `))]);
    }
    // Where people reach the platform is also said for itself.
    expect(faultsOf({ KEELSON_PUBLIC_URL: mails.KEELSON_PUBLIC_URL })).toEqual([]);
    for (const wrong of ['http://mail.example.org', 'mail.example.org:25']) {
      expect(faultsOf({ ...mails, KEELSON_SMTP_URL: wrong })).toEqual([
        expect.stringContaining('must look like smtps://'),
      ]);
    }
    for (const wrong of ['Ours', 'a@b.org, c@d.org', 'Ours\r\nBcc: x <a@b.org>', 'a@b@c.org']) {
      expect(faultsOf({ ...mails, KEELSON_MAIL_FROM: wrong })).toEqual([
        expect.stringContaining('KEELSON_MAIL_FROM must'),
      ]);
    }
  });

  it('of webhooks name networks', () => {
    const networks = '127.0.0.1, 10.0.0.0/8,fd00::/8';
    expect(parseConfig({ KEELSON_WEBHOOK_NETWORKS: networks }).KEELSON_WEBHOOK_NETWORKS).toEqual([
      ...['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    ]);
    for (const wrong of ['localhost', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/8/8', '10.0.0.0/']) {
      expect(faultsOf({ KEELSON_WEBHOOK_NETWORKS: wrong })).toHaveLength(1);
    }
  });
});
