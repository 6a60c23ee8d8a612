import { administrator } from '../../apps/api/e2e/scenario.js';
import { canSetClock, startClocked, type Clocked } from './clocked.scenario.js';

const minutes = 120_000;
const title = canSetClock
  ? 'a clock that tests set'
  : "a clock that tests set (skipped: install Debian's package faketime)";

describe(title, () => {
  const test = canSetClock ? it : it.skip;
  let s: Clocked;
  beforeAll(async () => {
    if (canSetClock) s = await startClocked('2027-01-04T09:00:00Z');
  }, minutes);
  afterAll(() => s?.stop());

  test('is believed by the database and by both processes, as often as it is moved', async () => {
    const believed = async () => {
      const token = await s.signIn(administrator.email, administrator.password);
      const { rows } = await s.database.query<{ now: Date }>('SELECT now()');
      const { iat } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { iat: number };
      return [rows[0]!.now, new Date(iat * 1000)].map((moment) => moment.toISOString().slice(0, 10));
    };
    expect(await believed()).toEqual(['2027-01-04', '2027-01-04']);
    await s.moveTo('2027-04-05T09:00:00Z');
    expect(await believed()).toEqual(['2027-04-05', '2027-04-05']);
  });
});
