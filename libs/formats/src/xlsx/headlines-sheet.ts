import { whyNoValue } from '../why-no-value.js';
import { numberCell, textCell, type Sheet } from './sheet.js';

/** The latest figure of each measure, and the first to compare it with. */
export const headlinesSheet: Sheet = {
  name: 'Headlines',
  columns: () => [
    { heading: 'Measure', width: 20 },
    { heading: 'Name', width: 40 },
    { heading: 'Unit', width: 24 },
    { heading: 'Latest', width: 16 },
    { heading: 'Period', width: 12 },
    { heading: 'First', width: 16 },
    { heading: 'First period', width: 12 },
    { heading: 'Organizations reported', width: 14 },
    { heading: 'Organizations expected', width: 14 },
    { heading: 'Target', width: 16 },
    { heading: 'Status', width: 14 },
    { heading: 'No value because', width: 24 },
  ],
  *rows({ summaries, totals }) {
    for (const { measure, latest, first } of summaries) {
      const last = totals.findLast((one) => one.measure === measure)?.figure;
      yield [
        ...[textCell(measure.code), textCell(measure.name), textCell(measure.unit)],
        ...[numberCell(latest?.value ?? null), latest?.period ?? null],
        ...[numberCell(first?.value ?? null), first?.period ?? null],
        ...[latest?.organizationsReported ?? null, latest?.organizationsExpected ?? null],
        ...[numberCell(latest?.target ?? null), latest?.status || null],
        latest ? null : last ? whyNoValue(last) || null : 'NO_FIGURE',
      ];
    }
  },
};
