import { isolatedActivitiesOf } from '@keelson/activities';
import { dayIn } from '@keelson/communications';
import { coalitionDayAt } from './coalition-day.sql.js';
import { dayAfter } from './day-after.js';
import type { FindFacts } from './find-facts.js';

const days = 60;

/** Those that the isolation rate counts, for more than 60 days. */
export const findIsolatedActivities: FindFacts = async (manager, coalitionId, moment) => {
  const { today, timeZone } = await coalitionDayAt(manager, coalitionId, moment);
  const isolated = await isolatedActivitiesOf(manager, coalitionId);
  return isolated.flatMap(({ id, title, since }) => {
    const day = dayIn(timeZone, since);
    const opens = dayAfter(day, days + 1);
    return opens <= today ? [{ subjectId: id, title, since: opens, detail: '', facts: { day } }] : [];
  });
};
