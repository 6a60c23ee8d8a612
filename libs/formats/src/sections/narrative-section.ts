import { columnOf, nameOf, type DescribeSection } from '../report-section.js';
import { wordsOf } from '../report-words.js';

/** What people say beside the figures, in their order. */
export const narrativeSection: DescribeSection = ({ header }) => {
  const words = wordsOf(header);
  const { narrative = [] } = header;
  if (narrative.length === 0) return null;
  return {
    title: words.say('report.title.inWords'),
    paragraphs: narrative.flatMap(({ kind, measure, text }) => {
      const heading = words.say(`report.narrative.${kind}`);
      const about = measure === null ? heading : `${heading}: ${nameOf(header, measure)}`;
      return [`${about}. `, ...text.split(/\n\s*\n/)];
    }),
    tables: [
      {
        name: words.say('report.title.narrative'),
        isTold: true,
        columns: [columnOf(words, 'section', 26), columnOf(words, 'measure', 30), columnOf(words, 'text', 100)],
        rows: narrative.map(({ kind, measure, text }) => [
          ...[words.say(`report.narrative.${kind}`), measure && nameOf(header, measure), text],
        ]),
      },
    ],
  };
};
