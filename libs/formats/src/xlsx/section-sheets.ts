import type { ReportDocument } from '../report-document.js';
import type { TableCell } from '../report-section.js';
import { sectionsAfter, sectionsBefore } from '../report-sections.js';
import { numberCell, textCell, type CellValue, type Sheet } from './sheet.js';

/** A sheet for each table of what stands beside the figures. */
export function sectionSheets(document: ReportDocument): Sheet[] {
  const tables = [...sectionsBefore(document), ...sectionsAfter(document)].flatMap((section) => section.tables);
  return tables.map(({ name, columns, rows }) => ({
    name: () => name,
    columns: () => columns,
    *rows() {
      for (const row of rows) yield row.map(cellOf);
    },
  }));
}

function cellOf(cell: TableCell): CellValue {
  return cell !== null && typeof cell === 'object' ? numberCell(cell.number) : textCell(cell);
}
