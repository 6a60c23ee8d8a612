import { Coalition } from '@keelson/coalitions';
import { conversationClocks } from '@keelson/communications';
import { coalitionDayAt } from './coalition-day.sql.js';
import { dayAfter } from './day-after.js';
import type { FindFacts } from './find-facts.js';

const daysAhead = 14;

/** By the clock of sustaining conversations: due within 14 days, or overdue. About the coalition. */
export const findSustainingDue: FindFacts = async (manager, coalitionId, moment) => {
  const { today } = await coalitionDayAt(manager, coalitionId, moment);
  const clock = (await conversationClocks(manager, coalitionId)).find(({ kind }) => kind === 'SUSTAINING')!;
  const opens = dayAfter(clock.dueOn, -daysAhead);
  if (opens > today) return [];
  const { name } = await manager.findOneByOrFail(Coalition, { id: coalitionId });
  return [{ subjectId: coalitionId, title: name, since: opens, detail: '', facts: { day: clock.dueOn } }];
};
