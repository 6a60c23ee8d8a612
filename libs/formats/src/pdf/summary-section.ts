import { changeOf, noNumber, shortCoverageOf, statusOf, summarise } from '../describe-figures.js';
import { displayNumber } from '../display-number.js';
import type { Section } from './chapter.js';
import { drawTable, type Cell } from './draw-table.js';

/** The measures at a glance. */
export const summarySection: Section = ({ measures }) => {
  if (measures.length === 0) return [];
  const summaries = measures.map(({ measure, totals }) => ({ ...summarise(measure, totals), totals }));
  const withTarget = summaries.some(({ latest }) => latest?.target);
  return [
    {
      title: 'Summary',
      write(pages, section) {
        const columns = [
          { heading: 'Measure', share: 4.4 },
          { heading: 'Unit', share: 2.4 },
          { heading: 'Latest', share: 1.8, align: 'right' as const },
          { heading: 'Period', share: 1.6 },
          { heading: 'Change since the first', share: 2, align: 'right' as const },
          { heading: 'Reported by', share: 1.7 },
          ...(withTarget ? [{ heading: 'Target', share: 2.6 }] : []),
        ];
        const rows = summaries.map(({ measure, latest, first, totals }): (string | Cell)[] => [
          measure.name,
          measure.unit,
          latest ? displayNumber(latest.value ?? '') : { text: whyNone(totals), faint: true },
          latest?.period ?? '',
          latest && first ? (changeOf(first, latest) ?? '') : '',
          latest ? shortCoverageOf(latest) : '',
          ...(withTarget ? [(latest && statusOf(latest)) ?? ''] : []),
        ]);
        drawTable(pages, section, columns, rows);
      },
    },
  ];
};

function whyNone(totals: Parameters<typeof noNumber>[0][]): string {
  const last = totals.at(-1);
  return last ? noNumber(last) : 'no figure';
}
