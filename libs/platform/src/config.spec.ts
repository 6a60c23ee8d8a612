import 'reflect-metadata';
import { InvalidConfig, parseConfig } from './config.js';

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
      ...{ KEELSON_ORIGINS: [], KEELSON_RATE_POINTS: 10_000, KEELSON_RATE_RESTORE: 500 },
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

  it('need a secret that is long enough', () => {
    expect(faultsOf({ KEELSON_SECRET: 'x'.repeat(31) })).toEqual(['KEELSON_SECRET must have at least 32 characters.']);
    expect(faultsOf({ KEELSON_ADMIN_PASSWORD: 'x'.repeat(129) })).toEqual([
      'KEELSON_ADMIN_PASSWORD must have at most 128 characters.',
    ]);
  });
});
