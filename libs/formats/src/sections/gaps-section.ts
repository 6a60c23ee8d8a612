import { columnOf, nameOf, type DescribeSection, type TableCell } from '../report-section.js';
import { wordsOf } from '../report-words.js';

/** How far the parts of the latest figures lie apart: the difference and the ratio, always both. */
export const gapsSection: DescribeSection = ({ header }) => {
  const words = wordsOf(header);
  const { gaps = [], columns } = header;
  if (gaps.length === 0) return null;
  return {
    title: words.say('report.title.gaps'),
    paragraphs: [words.say('report.gaps.text')],
    tables: [
      {
        name: words.say('report.title.gaps'),
        columns: [
          columnOf(words, 'measure', 40),
          columnOf(words, 'period', 12),
          columnOf(words, 'by', 18),
          columnOf(words, 'part', 24),
          columnOf(words, 'figure', 14, true),
          columnOf(words, 'difference', 14, true),
          columnOf(words, 'ratio', 12, true),
          columnOf(words, 'disparity', 14, true),
        ],
        rows: gaps.flatMap((gap) => {
          const column = columns.find(({ code }) => code === gap.dimension);
          return gap.groups.map((group): TableCell[] => {
            const part = column?.categories[group.category] ?? group.category;
            const shown = group.category === gap.best ? words.say('report.gaps.best', { part }) : part;
            const missing = words.say(gap.isHidden ? 'report.nonValue.SUPPRESSED' : 'report.noFigure');
            return [
              ...[nameOf(header, gap.measure), gap.period, column?.name ?? gap.dimension, shown],
              group.value === null ? missing : { number: group.value },
              ...[{ number: group.rateDifference }, { number: group.rateRatio }, { number: gap.indexOfDisparity }],
            ];
          });
        }),
      },
    ],
  };
};
