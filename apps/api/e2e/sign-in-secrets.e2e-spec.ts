import { createTestDatabase, type TestDatabase } from '@keelson/platform/testing';
import { environmentOf, startProcess } from './scenario.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const guessed = 'KEELSON_SECRET is easily guessed: set random characters, such as `openssl rand -hex 32` prints.';

describe('an API process', () => {
  it.each([
    ['', 'KEELSON_SECRET must be set.'],
    ['short', 'KEELSON_SECRET must have at least 32 characters.'],
    ['changeme'.repeat(5), guessed],
    ['x'.repeat(40), guessed],
  ])(
    'told the secret %j stops with one sentence',
    async (secret, sentence) => {
      const started = startProcess('api', { ...environmentOf('api', database), KEELSON_SECRET: secret });
      const error = await started.catch((refused: Error) => refused);
      const [, line = '{}'] = /^api ended with 1: (.*)\n$/.exec((error as Error).message) ?? [];
      expect(JSON.parse(line)).toMatchObject({ level: 'fatal', message: sentence });
    },
    20_000,
  );
});
