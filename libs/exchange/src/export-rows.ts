import { formatPeriod } from '@keelson/measures';
import type { ExportedCells } from '@keelson/submissions';
import type { FileRow } from './file-row.js';

/** Cells as a file's rows, in their order. */
export async function* rowsOf({ portions }: Pick<ExportedCells, 'portions'>): AsyncGenerator<FileRow> {
  let row = 0;
  for await (const cells of portions) {
    for (const { frequency, periodStart, categories, ...cell } of cells) {
      yield {
        row: ++row,
        ...cell,
        period: formatPeriod({ frequency, start: periodStart }),
        categories: Object.entries(categories)
          .map((pair) => pair.join('='))
          .sort()
          .join(','),
      };
    }
  }
}
