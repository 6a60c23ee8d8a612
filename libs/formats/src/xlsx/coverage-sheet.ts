import { columnOf } from '../report-section.js';
import { textCell, type Sheet } from './sheet.js';

const kinds = [
  ...['MISSING', 'NOT_DUE', 'NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED'],
  ...['SUPPRESSED_AT_SOURCE', 'SUPPRESSED', 'WITHHELD'],
];

/** Who stands behind the totals. */
export const coverageSheet: Sheet = {
  name: (words) => words.say('report.title.coverage'),
  columns: (words) => [
    columnOf(words, 'measure', 20),
    columnOf(words, 'period', 12),
    columnOf(words, 'organizationsReported', 14),
    columnOf(words, 'organizationsExpected', 14),
    columnOf(words, 'cellsReported', 14),
    columnOf(words, 'cellsExpected', 14),
    ...kinds.map((heading) => ({ heading, width: 14 })),
  ],
  *rows({ totals }) {
    for (const { figure } of totals) {
      yield [
        ...[textCell(figure.measureCode), figure.period, figure.organizationsReported, figure.organizationsExpected],
        ...[figure.cellsReported, figure.cellsExpected, ...kinds.map((kind) => figure.nonValues[kind] ?? 0)],
      ];
    }
  },
};
