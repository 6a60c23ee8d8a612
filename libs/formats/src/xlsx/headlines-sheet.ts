import { columnOf } from '../report-section.js';
import { whyNoValue } from '../why-no-value.js';
import { numberCell, textCell, type Sheet } from './sheet.js';

/** The latest figure of each measure, and the first to compare it with. */
export const headlinesSheet: Sheet = {
  name: (words) => words.say('report.title.headlines'),
  columns: (words) => [
    columnOf(words, 'measure', 20),
    columnOf(words, 'name', 40),
    columnOf(words, 'unit', 24),
    columnOf(words, 'latest', 16),
    columnOf(words, 'period', 12),
    columnOf(words, 'first', 16),
    columnOf(words, 'firstPeriod', 12),
    columnOf(words, 'organizationsReported', 14),
    columnOf(words, 'organizationsExpected', 14),
    columnOf(words, 'target', 16),
    columnOf(words, 'status', 14),
    columnOf(words, 'noValueBecause', 24),
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
