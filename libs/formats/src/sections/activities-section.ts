import { columnOf, nameOf, type DescribeSection } from '../report-section.js';
import { wordsOf } from '../report-words.js';

/** What is done towards the measures. */
export const activitiesSection: DescribeSection = ({ header }) => {
  const words = wordsOf(header);
  const { activities = [] } = header;
  if (activities.length === 0) return null;
  return {
    title: words.say('report.title.activities'),
    paragraphs: [words.say('report.activities.text')],
    tables: [
      {
        name: words.say('report.title.activities'),
        columns: [
          columnOf(words, 'activity', 50),
          columnOf(words, 'ledBy', 30),
          columnOf(words, 'kind', 16),
          columnOf(words, 'status', 12),
          columnOf(words, 'contributesTo', 50),
        ],
        rows: activities.map(({ title, organization, kind, status, measures }) => [
          ...[title, organization, words.name(kind), words.name(status)],
          measures.map((code) => nameOf(header, code)).join(', '),
        ]),
      },
    ],
  };
};
