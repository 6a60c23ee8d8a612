import { nameOf, type DescribeSection } from '../report-section.js';

/** What is done towards the measures. */
export const activitiesSection: DescribeSection = ({ header }) => {
  const { activities = [] } = header;
  if (activities.length === 0) return null;
  return {
    title: 'Activities',
    paragraphs: [
      'What partners do towards these measures. Each contributes; that a figure moved because of one of them cannot be told from this report.',
    ],
    tables: [
      {
        name: 'Activities',
        columns: [
          { heading: 'Activity', width: 50 },
          { heading: 'Led by', width: 30 },
          { heading: 'Kind', width: 16 },
          { heading: 'Status', width: 12 },
          { heading: 'Contributes to', width: 50 },
        ],
        rows: activities.map(({ title, organization, kind, status, measures }) => [
          ...[title, organization, wordsOf(kind), wordsOf(status)],
          measures.map((code) => nameOf(header, code)).join(', '),
        ]),
      },
    ],
  };
};

export function wordsOf(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
