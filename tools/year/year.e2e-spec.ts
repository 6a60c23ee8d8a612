import { playAutumn } from './autumn.js';
import { canSetClock } from './clocked.scenario.js';
import { inDecember } from './december.js';
import { lookAround } from './look.js';
import { inJune } from './june.js';
import { inMarch } from './march.js';
import { Year } from './play.js';
import { inSeptember } from './september.js';
import { playSpring } from './spring.js';
import { playSummer } from './summer.js';
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

  test(
    'at the end of June much moves, the backbone has lost touch, and two do not stand behind the text',
    async () => {
      await playSpring(year);
      expect(await lookAround(year, '2027-01-01')).toEqual({ checks: 25, ...inJune });
    },
    minutes,
  );

  test(
    'at the end of September they stand behind a new text, and who decides is not right any more',
    async () => {
      await playSummer(year);
      expect(await lookAround(year, '2027-01-01')).toEqual({ checks: 25, ...inSeptember });
    },
    minutes,
  );

  test(
    'at the end of the year the circle is whole, and more people are hurt than before they began',
    async () => {
      await playAutumn(year);
      expect(await lookAround(year, '2027-01-01')).toEqual({ checks: 25, ...inDecember });
    },
    minutes,
  );
});
