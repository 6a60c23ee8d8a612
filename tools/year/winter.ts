import { adopt, consultOn, firstText, pledge, propose } from './agendas.js';
import { beginWork, playDay, tieWork } from './acts.js';
import { found } from './founding.js';
import { letWork } from './look.js';
import { agreeOnMeasures } from './numbers.js';
import type { Year } from './play.js';

/** January to March: they find each other, adopt what they want together, and begin. */
export async function playWinter(year: Year): Promise<void> {
  await found(year);
  await letWork(year, { digests: false });
  await playDay(year, '2027-01-13');
  await consultOn(year, 'first', firstText);
  await playDay(year, '2027-02-17');
  await propose(year, 'first');
  // Eight of nine; the library has not found the time.
  await pledge(year, 'first', {
    OWN: ['hub', 'tenants', 'elders', 'clinic', 'school'],
    SUPPORT: ['council', 'buses', 'traders'],
  });
  await adopt(year, 'first');
  await agreeOnMeasures(year);
  await beginWork(year, '2027-02-17');
  await playDay(year, '2027-03-24');
  await tieWork(year, '2027-03-24');
  await year.on('2027-03-29');
  await letWork(year, { digests: true });
}
