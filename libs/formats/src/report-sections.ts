import type { DescribeSection, ReportTable, TableCell } from './report-section.js';
import { activitiesSection } from './sections/activities-section.js';
import { gapsSection } from './sections/gaps-section.js';
import { headlinesSection } from './sections/headlines-section.js';
import { mapSection } from './sections/map-section.js';
import { methodsSection } from './sections/methods-section.js';
import { narrativeSection } from './sections/narrative-section.js';
import { partnersSection } from './sections/partners-section.js';
import { qualitySection } from './sections/quality-section.js';
import { restatementSection } from './sections/restatement-section.js';
import type { ReportDocument } from './report-document.js';

/** Before the measures one by one, and after them. */
const before: DescribeSection[] = [narrativeSection, headlinesSection, restatementSection];
const after: DescribeSection[] = [
  gapsSection,
  partnersSection,
  activitiesSection,
  mapSection,
  qualitySection,
  methodsSection,
];

/** Without tables that have no row. */
const describe = (sections: DescribeSection[]) => (document: ReportDocument) =>
  sections.flatMap((section) => {
    const described = section(document);
    if (!described) return [];
    return [{ ...described, tables: described.tables.filter(({ rows }) => rows.length > 0).map(withoutEmptyColumns) }];
  });

/** What no row has (no target, no forecast) leaves its room to the others. */
function withoutEmptyColumns({ columns, rows, ...table }: ReportTable): ReportTable {
  const isFilled = (_: unknown, i: number) => i === 0 || rows.some((row) => !isEmpty(row[i] ?? null));
  return { ...table, columns: columns.filter(isFilled), rows: rows.map((row) => row.filter(isFilled)) };
}

function isEmpty(cell: TableCell): boolean {
  return cell === null || cell === '' || (typeof cell === 'object' && cell.number === null);
}

export const sectionsBefore = describe(before);
export const sectionsAfter = describe(after);
