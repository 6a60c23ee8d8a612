import { byMeasure } from '../by-measure.js';
import type { ReportContent, ReportWriter } from '../report-document.js';
import { wordsOf, type ReportWords } from '../report-words.js';
import type { Chapter, GatheredReport, Section } from './chapter.js';
import { contentsPages, drawContents, drawTitlePage } from './front-matter.js';
import { cleanText } from './lay-out-text.js';
import { measureSection } from './measure-section.js';
import { notesSection } from './notes-section.js';
import { muted, Pages, type PaperSize } from './pages.js';
import { backgroundSections, storySections } from './sections.js';
import { summarySection } from './summary-section.js';

/** In the order of the document. */
const sections: Section[] = [summarySection, storySections, measureSection, backgroundSections, notesSection];
/** More are for a file; so the document and the memory that it takes stay bounded. */
const mostMeasures = 100;
const mostLines = 8;

/** The report as a PDF: tagged, its fonts embedded, its charts vectors; the same content makes the same bytes. */
export function writePdf(size: PaperSize): ReportWriter {
  return async function* (content: ReportContent): AsyncGenerator<Uint8Array> {
    const report = await gather(content);
    const { title, header, compiledAt } = report.document;
    const words = wordsOf(header);
    const pages = new Pages(size, {
      title: cleanText(`${title} · ${header.coalition.name}`),
      author: cleanText(header.coalition.name),
      ...{ made: compiledAt, language: words.language },
    });
    const chapters = sections.flatMap((section) => section(report));
    drawTitlePage(pages, report);
    const first = pages.page + 1;
    for (let i = contentsPages(pages, chapters.length); i > 0; i--) pages.newPage();
    pages.root.add(pages.contents);
    const entries = chapters.map((chapter, i) => ({ title: chapter.title, page: writeChapter(pages, chapter, i) }));
    drawContents(words, pages, first, entries);
    pages.contents.end();
    pages.root.end();
    drawFooters(words, pages, report.document.title);
    pages.doc.end();
    yield* pages.doc as AsyncIterable<Uint8Array>;
  };
}

async function gather(content: ReportContent): Promise<GatheredReport> {
  const measures: GatheredReport['measures'] = [];
  const shown = Math.min(content.document.header.measures.length, mostMeasures);
  for await (const measure of byMeasure(content, mostLines)) if (measures.push(measure) >= shown) break;
  return { document: content.document, measures };
}

/** Each begins a page. Returns which. */
function writeChapter(pages: Pages, { title, write }: Chapter, i: number): number {
  const { doc, root } = pages;
  pages.newPage();
  const section = doc.struct('Sect');
  root.add(section);
  const { page } = pages;
  doc.addNamedDestination(`chapter-${i}`, 'XYZ', 0, 0, null as unknown as number);
  doc.outline.addItem(cleanText(title));
  pages.paragraph(section, 'H2', title, { size: 18, weight: 700, most: 6 }, 6);
  write(pages, section);
  section.end();
  return page;
}

function drawFooters({ say }: ReportWords, pages: Pages, title: string): void {
  const { doc, left, width } = pages;
  const { start, count } = doc.bufferedPageRange();
  const [name] = pages.layOut(title, width - 80, { size: 8, most: 1 });
  for (let i = start + 1; i < start + count; i++) {
    doc.switchToPage(i);
    const [number] = pages.layOut(say('report.pdf.page', { page: i + 1, pages: count }), 70, { size: 8 });
    const y = doc.page.height - 48;
    pages.artifact(() => {
      pages.drawLine(name!, left, y, width - 80, { size: 8, color: muted, align: 'left' });
      pages.drawLine(number!, left + width - 70, y, 70, { size: 8, color: muted, align: 'right' });
    });
  }
}
