import type { ReportFigure } from '@keelson/reports';
import { changeOf, noNumber, shortCoverageOf, statusOf, summarise } from '../describe-figures.js';
import { wordsOf, type Heading, type ReportWords } from '../report-words.js';
import type { Section } from './chapter.js';
import { drawTable, type Cell } from './draw-table.js';

/** The measures at a glance. */
export const summarySection: Section = ({ document, measures }) => {
  if (measures.length === 0) return [];
  const words = wordsOf(document.header);
  const name = (heading: Heading) => words.say(`report.heading.${heading}`);
  const summaries = measures.map(({ measure, totals }) => ({ ...summarise(measure, totals), totals }));
  const withTarget = summaries.some(({ latest }) => latest?.target);
  return [
    {
      title: words.say('report.title.summary'),
      write(pages, section) {
        const columns = [
          { heading: name('measure'), share: 4.4 },
          { heading: name('unit'), share: 2.4 },
          { heading: name('latest'), share: 1.8, align: 'right' as const },
          { heading: name('period'), share: 1.6 },
          { heading: name('changeSinceFirst'), share: 2, align: 'right' as const },
          { heading: name('reportedBy'), share: 1.7 },
          ...(withTarget ? [{ heading: name('target'), share: 2.6 }] : []),
        ];
        const rows = summaries.map(({ measure, latest, first, totals }): (string | Cell)[] => [
          measure.name,
          measure.unit,
          latest ? words.number(latest.value ?? '') : { text: whyNone(words, totals), faint: true },
          latest?.period ?? '',
          latest && first ? changeOf(words, first, latest) : '',
          latest ? shortCoverageOf(words, latest) : '',
          ...(withTarget ? [(latest && statusOf(words, latest)) ?? ''] : []),
        ]);
        drawTable(pages, section, columns, rows);
      },
    },
  ];
};

function whyNone(words: ReportWords, totals: ReportFigure[]): string {
  const last = totals.at(-1);
  return last ? noNumber(words, last) : words.say('report.noFigure');
}
