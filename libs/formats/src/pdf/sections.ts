import type { ReportSection } from '../report-section.js';
import { sectionsAfter, sectionsBefore } from '../report-sections.js';
import { textOf } from '../page/section-markup.js';
import type { Chapter, Section } from './chapter.js';
import { drawMap } from './draw-map.js';
import { drawTable } from './draw-table.js';

/** What stands beside the figures, before the measures and after them. */
export const storySections: Section = ({ document }) => sectionsBefore(document).map(chapterOf);
export const backgroundSections: Section = ({ document }) => sectionsAfter(document).map(chapterOf);

function chapterOf({ title, paragraphs, map, tables }: ReportSection): Chapter {
  return {
    title,
    write(pages, section) {
      for (const text of paragraphs) pages.paragraph(section, 'P', text, {}, 4);
      if (map) drawMap(pages, section, map);
      for (const { name, columns, rows } of tables.filter((table) => table.name !== 'Narrative')) {
        pages.keep(80);
        if (name !== title) pages.paragraph(section, 'H3', name, { size: 11, weight: 700 }, 2);
        const shares = columns.map(({ heading, width, numeric }) => {
          return { heading, share: Math.min(width, 40), ...(numeric ? { align: 'right' as const } : {}) };
        });
        drawTable(
          pages,
          section,
          shares,
          rows.map((row) => row.map(textOf)),
        );
        pages.y += 8;
      }
    },
  };
}
