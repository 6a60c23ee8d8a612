import { nameOf, type DescribeSection } from '../report-section.js';

const headings = {
  SUMMARY: 'Summary',
  STORY_BEHIND_THE_CURVE: 'The story behind the curve',
  PARTNERS: 'Partners with a part to play',
  WHAT_WORKS: 'What works',
  NEXT_STEPS: 'Next steps',
};

/** What people say beside the figures, in their order. */
export const narrativeSection: DescribeSection = ({ header }) => {
  const { narrative = [] } = header;
  if (narrative.length === 0) return null;
  return {
    title: 'In words',
    paragraphs: narrative.flatMap(({ kind, measure, text }) => {
      const about = measure === null ? headings[kind] : `${headings[kind]}: ${nameOf(header, measure)}`;
      return [`${about}. `, ...text.split(/\n\s*\n/)];
    }),
    tables: [
      {
        name: 'Narrative',
        columns: [
          { heading: 'Section', width: 26 },
          { heading: 'Measure', width: 30 },
          { heading: 'Text', width: 100 },
        ],
        rows: narrative.map(({ kind, measure, text }) => [
          ...[headings[kind], measure && nameOf(header, measure), text],
        ]),
      },
    ],
  };
};
