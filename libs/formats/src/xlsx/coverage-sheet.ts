import { textCell, type Sheet } from './sheet.js';

const kinds = [
  ...['MISSING', 'NOT_DUE', 'NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED'],
  ...['SUPPRESSED_AT_SOURCE', 'SUPPRESSED', 'WITHHELD'],
];

/** Who stands behind the totals. */
export const coverageSheet: Sheet = {
  name: 'Coverage',
  columns: () => [
    { heading: 'Measure', width: 20 },
    { heading: 'Period', width: 12 },
    { heading: 'Organizations reported', width: 14 },
    { heading: 'Organizations expected', width: 14 },
    { heading: 'Cells reported', width: 14 },
    { heading: 'Cells expected', width: 14 },
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
