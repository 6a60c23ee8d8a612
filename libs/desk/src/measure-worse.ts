import { findWorseMeasures } from '@keelson/aggregation';
import { coalitionDayAt } from './coalition-day.sql.js';
import type { FindFacts } from './find-facts.js';

/**
 * As the figures say it. One that not all who were asked have reported may look worse than it is, and one of few
 * organizations or few people is hidden from others: the facts say so, and the words repeat it.
 */
export const findMeasuresGoneWorse: FindFacts = async (manager, coalitionId, moment) => {
  const day = await coalitionDayAt(manager, coalitionId, moment);
  const measures = await findWorseMeasures(manager, coalitionId, day);
  return measures.map(({ measureId, name, since, latest, hidden }) => ({
    ...{ subjectId: measureId, title: name, since, detail: '' },
    facts: {
      period: latest.period,
      value: latest.value ?? '',
      baseline: latest.baseline ?? '',
      reported: String(latest.organizationsReported),
      expected: String(latest.organizationsExpected),
      ...(latest.organizationsReported < latest.organizationsExpected ? { incomplete: 'yes' } : {}),
      ...(hidden ? { hidden: 'yes' } : {}),
    },
  }));
};
