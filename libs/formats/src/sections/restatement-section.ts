import type { RestatedFigure, RestatementReason } from '@keelson/reports';
import { cellText } from '../cell-text.js';
import { nameOf, type DescribeSection, type TableCell } from '../report-section.js';

const reasons: Record<RestatementReason['kind'], (count: number) => string> = {
  CORRECTION: (count) => `correction of ${count} ${count === 1 ? 'value' : 'values'}`,
  REPORTED: (count) => `${count} ${count === 1 ? 'value' : 'values'} reported`,
  APPROVED: (count) => `${count} ${count === 1 ? 'submission' : 'submissions'} approved`,
  RETURNED: (count) => `${count} ${count === 1 ? 'submission' : 'submissions'} returned`,
};

/** What changed since the last edition that was published. */
export const restatementSection: DescribeSection = (document) => {
  const { restatement } = document.header;
  if (!restatement) return null;
  const { of, changes, isCut, circumstances } = restatement;
  const last = `“${of.title}”, compiled on ${of.compiledAt.slice(0, 10)}`;
  if (changes.length === 0) {
    const text = `Of what is shown here, no figure differs from the last edition, ${last}.`;
    return { title: 'Restatement', paragraphs: [text], tables: [] };
  }
  return {
    title: 'Restatement',
    paragraphs: [
      `These figures differ from the last edition, ${last}. What is hidden from the readers of either edition is left out.`,
      ...(isCut ? ['There are more than can be told here.'] : []),
      ...(circumstances.length > 0 ? [`Beside values these were changed since: ${circumstances.join(', ')}.`] : []),
    ],
    tables: [
      {
        name: 'Restatement',
        columns: [
          { heading: 'Measure', width: 40 },
          { heading: 'Period', width: 12 },
          { heading: 'Of', width: 24 },
          { heading: 'Before', width: 14, numeric: true },
          { heading: 'Now', width: 14, numeric: true },
          { heading: 'Difference', width: 14, numeric: true },
          { heading: 'Per cent', width: 12, numeric: true },
          { heading: 'Why', width: 60 },
        ],
        rows: changes.map((one): TableCell[] => [
          ...[nameOf(document.header, one.measure), one.period],
          `${cellText(document, one.cell) || 'Total'}${one.isHeadline ? ' (headline)' : ''}`,
          ...[endOf(one.before, one.beforeInterval), endOf(one.now, one.nowInterval)],
          ...[{ number: one.difference }, { number: one.percent }, whyOf(one)],
        ]),
      },
    ],
  };
};

function endOf(value: string | null, interval: { low: string; high: string } | undefined): TableCell {
  return interval ? `${interval.low} to ${interval.high}` : { number: value };
}

export function whyOf({ reasons: told }: Pick<RestatedFigure, 'reasons'>): string {
  return told.map(({ kind, text, count }) => `${reasons[kind](count)}${text ? `: ${text}` : ''}`).join('; ');
}
