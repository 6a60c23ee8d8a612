import type { ReportDocument } from '../report-document.js';
import type { ReportSection } from '../report-section.js';
import { sectionsAfter, sectionsBefore } from '../report-sections.js';
import { wordsOf } from '../report-words.js';
import { textOf } from '../page/section-markup.js';
import type { Chapter, Section } from './chapter.js';
import { drawMap } from './draw-map.js';
import { drawTable } from './draw-table.js';

/** What stands beside the figures, before the measures and after them. */
export const storySections: Section = ({ document }) => sectionsBefore(document).map((one) => chapterOf(document, one));
export const backgroundSections: Section = ({ document }) =>
  sectionsAfter(document).map((one) => chapterOf(document, one));

function chapterOf({ header }: ReportDocument, { title, paragraphs, map, tables }: ReportSection): Chapter {
  const words = wordsOf(header);
  return {
    title,
    write(pages, section) {
      for (const text of paragraphs) pages.paragraph(section, 'P', text, {}, 4);
      if (map) drawMap(pages, section, map);
      for (const { name, columns, rows } of tables.filter(({ isTold }) => !isTold)) {
        pages.keep(80);
        if (name !== title) pages.paragraph(section, 'H3', name, { size: 11, weight: 700 }, 2);
        const shares = columns.map(({ heading, width, numeric }) => {
          return { heading, share: Math.min(width, 40), ...(numeric ? { align: 'right' as const } : {}) };
        });
        drawTable(
          pages,
          section,
          shares,
          rows.map((row) => row.map((cell) => textOf(words, cell))),
        );
        pages.y += 8;
      }
    },
  };
}
