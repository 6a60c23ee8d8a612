import { nonValues } from '../describe-figures.js';
import { nameOf, type DescribeSection, type TableCell } from '../report-section.js';

/** How far the parts of the latest figures lie apart: the difference and the ratio, always both. */
export const gapsSection: DescribeSection = ({ header }) => {
  const { gaps = [], columns } = header;
  if (gaps.length === 0) return null;
  return {
    title: 'Gaps',
    paragraphs: [
      'Each part beside the best one by the measure’s direction: the difference and the ratio, always both. The index of disparity is the mean distance of the parts from the total, in per cent of the total. Where one of the numbers is hidden, so are the gaps.',
    ],
    tables: [
      {
        name: 'Gaps',
        columns: [
          { heading: 'Measure', width: 40 },
          { heading: 'Period', width: 12 },
          { heading: 'By', width: 18 },
          { heading: 'Part', width: 24 },
          { heading: 'Figure', width: 14, numeric: true },
          { heading: 'Difference', width: 14, numeric: true },
          { heading: 'Ratio', width: 12, numeric: true },
          { heading: 'Index of disparity', width: 14, numeric: true },
        ],
        rows: gaps.flatMap((gap) => {
          const column = columns.find(({ code }) => code === gap.dimension);
          return gap.groups.map((group): TableCell[] => {
            const part = column?.categories[group.category] ?? group.category;
            const best = group.category === gap.best ? ' (best)' : '';
            const missing = gap.isHidden ? nonValues['SUPPRESSED']! : 'no figure';
            return [
              ...[nameOf(header, gap.measure), gap.period, column?.name ?? gap.dimension, `${part}${best}`],
              group.value === null ? missing : { number: group.value },
              ...[{ number: group.rateDifference }, { number: group.rateRatio }, { number: gap.indexOfDisparity }],
            ];
          });
        }),
      },
    ],
  };
};
