import { formatPeriod } from '@keelson/measures';
import { findOverdueSubmissions } from '@keelson/submissions';
import { dayAfter } from './day-after.js';
import type { FindFacts } from './find-facts.js';

/** More than so many days after the due date; without a due date nothing is overdue. */
const days = 7;

/** About the organization: a submission of which nothing was entered has no id yet. */
export const findLateSubmissions: FindFacts = async (manager, coalitionId, moment) => {
  const overdue = await findOverdueSubmissions(manager, coalitionId, { days, moment });
  return overdue.map(({ organizationId, organization, frequency, periodStart, dueOn, measures }) => {
    const period = formatPeriod({ frequency, start: periodStart });
    const facts = { period, day: dueOn, measures: String(measures) };
    return { subjectId: organizationId, title: organization, since: dayAfter(dueOn, days + 1), detail: period, facts };
  });
};
