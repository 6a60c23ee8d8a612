import { partnerAgreementSentences } from '../describe-agreements.js';
import { columnOf, nameOf, type DescribeSection } from '../report-section.js';
import { oneOf, wordsOf } from '../report-words.js';

/** Organizations' own figures, as far as the reader is told of them. */
export const partnersSection: DescribeSection = ({ header }) => {
  const { partners = [] } = header;
  if (partners.length === 0) return null;
  const words = wordsOf(header);
  return {
    title: words.say('report.title.partners'),
    paragraphs: [words.say('report.partners.text'), ...partnerAgreementSentences(header)],
    tables: [
      {
        name: words.say('report.title.partners'),
        columns: [
          columnOf(words, 'measure', 40),
          columnOf(words, 'period', 12),
          columnOf(words, 'organization', 40),
          columnOf(words, 'figure', 16, true),
          columnOf(words, 'numerator', 14, true),
          columnOf(words, 'denominator', 14, true),
        ],
        rows: partners.map(({ measure, period, name, value, numerator, denominator, missing }) => [
          ...[nameOf(header, measure), period, name],
          value === null
            ? (oneOf(words, 'nonValue', missing ?? '') ?? words.say('report.noFigure'))
            : { number: value },
          ...[{ number: numerator }, { number: denominator }],
        ]),
      },
    ],
  };
};
