import type { RestatedFigure } from '@keelson/reports';
import { cellText } from '../cell-text.js';
import type { ReportDocument } from '../report-document.js';
import { columnOf, nameOf, type DescribeSection, type TableCell } from '../report-section.js';
import { exactInterval, wordsOf, type ReportWords } from '../report-words.js';

/** What changed since the last edition that was published. */
export const restatementSection: DescribeSection = (document) => {
  const { restatement } = document.header;
  if (!restatement) return null;
  const words = wordsOf(document.header);
  const { of, changes, isCut, circumstances } = restatement;
  const last = { title: of.title, day: of.compiledAt.slice(0, 10) };
  const title = words.say('report.title.restatement');
  if (changes.length === 0) return { title, paragraphs: [words.say('report.restatement.none', last)], tables: [] };
  const changed = circumstances.map((one) => words.say(`report.circumstance.${one}`)).join(', ');
  return {
    title,
    paragraphs: [
      words.say('report.restatement.text', last),
      ...(isCut ? [words.say('report.restatement.cut')] : []),
      ...(changed ? [words.say('report.restatement.circumstances', { circumstances: changed })] : []),
    ],
    tables: [
      {
        name: words.say('report.title.restatement'),
        columns: [
          columnOf(words, 'measure', 40),
          columnOf(words, 'period', 12),
          columnOf(words, 'of', 24),
          columnOf(words, 'before', 14, true),
          columnOf(words, 'now', 14, true),
          columnOf(words, 'difference', 14, true),
          columnOf(words, 'percent', 12, true),
          columnOf(words, 'why', 60),
        ],
        rows: changes.map((one): TableCell[] => [
          ...[nameOf(document.header, one.measure), one.period],
          cellOf(document, words, one),
          ...[endOf(words, one.before, one.beforeInterval), endOf(words, one.now, one.nowInterval)],
          ...[{ number: one.difference }, { number: one.percent }, whyOf(one, words)],
        ]),
      },
    ],
  };
};

function cellOf(document: ReportDocument, { say }: ReportWords, { cell: of, isHeadline }: RestatedFigure): string {
  const cell = cellText(document, of) || say('report.restatement.total');
  return isHeadline ? say('report.restatement.headline', { cell }) : cell;
}

function endOf(
  words: ReportWords,
  value: string | null,
  interval: { low: string; high: string } | undefined,
): TableCell {
  return interval ? exactInterval(words, interval.low, interval.high) : { number: value };
}

export function whyOf({ reasons }: Pick<RestatedFigure, 'reasons'>, { say } = wordsOf({})): string {
  return reasons
    .map(({ kind, text, count }) => `${say(`report.reason.${kind}`, { count })}${text ? `: ${text}` : ''}`)
    .join('; ');
}
