import { canSetClock } from './clocked.scenario.js';
import { lookAround } from './look.js';
import { inMarch } from './march.js';
import { Year } from './play.js';
import { playWinter } from './winter.js';

const minutes = 300_000;
const title = canSetClock
  ? 'a year of one coalition'
  : "a year of one coalition (skipped: install Debian's package faketime)";

/** Each date plays on from the one before. */
describe(title, () => {
  const test = canSetClock ? it : it.skip;
  let year: Year;
  beforeAll(async () => {
    if (!canSetClock) return;
    year = await Year.start('2027-01-04');
    await year.clocked.stopWorker();
  }, minutes);
  afterAll(() => year?.clocked.stop(), minutes);

  test(
    'at the end of March they have an agenda and have begun',
    async () => {
      await playWinter(year);
      expect(await lookAround(year, '2027-01-01')).toEqual({ checks: 25, ...inMarch });
    },
    minutes,
  );
});
