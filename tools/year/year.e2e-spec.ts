import { playAutumn } from './autumn.js';
import { canSetClock } from './clocked.scenario.js';
import { changesOfSecond, countYear, pledgesOf } from './count.js';
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

  test('is all there: what was said, promised and done, and who left', async () => {
    expect(await countYear(year)).toEqual({
      ...{ conversations: 12, agendas: 3, activities: 20, commitments: 60, communityInputs: 15 },
      // 44 came to a good end, nine of them late or with a new date; five were released, with the painted crossing; of
      // five nobody heard again; and six are due in January.
      ...{ confirmed: 44, released: 5, overdue: 5 },
      left: ['library on 2027-05-31', 'traders on 2027-08-31'],
    });
    expect(await pledgesOf(year)).toEqual([
      // Counted on 18 August: the library is gone, the traders are not.
      'first, SUPERSEDED: 5 own, 3 support, 0 need a change, 0 silent, of 8',
      // On 17 November, without both.
      'second, SUPERSEDED: 5 own, 1 support, 1 need a change, 0 silent, of 7',
      'third, ADOPTED: 5 own, 1 support, 0 need a change, 1 silent, of 7',
    ]);
    expect(await changesOfSecond(year)).toEqual(['reviewDate', 'goal heard']);
  });
});
