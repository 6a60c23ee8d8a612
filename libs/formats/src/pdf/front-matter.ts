import { countOf } from '../describe-figures.js';
import { instantOf, wordsOf, type ReportWords } from '../report-words.js';
import type { GatheredReport } from './chapter.js';
import { cleanText } from './lay-out-text.js';
import { accent, muted, type Pages } from './pages.js';

const contentsSize = 10;
const rowHeight = 17;
/** In points, as the others; a pixel is at most one. */
const logoWidth = 180;
const logoHeight = 72;
const logoBottom = 134;

export function drawTitlePage(pages: Pages, { document, measures }: GatheredReport): void {
  const { title, header, firstPeriod, lastPeriod } = document;
  const words = wordsOf(header);
  const { say } = words;
  const section = pages.doc.struct('Sect');
  pages.root.add(section);
  drawLogo(pages, section, document);
  pages.artifact(() => pages.doc.rect(pages.left, 150, 64, 4).fill(accent));
  pages.y = 172;
  pages.paragraph(
    section,
    'P',
    say('report.page.kicker', { coalition: header.coalition.name }),
    { size: 12, color: muted, most: 4 },
    6,
  );
  pages.paragraph(section, 'H1', title, { size: 30, weight: 700, most: 8 }, 10);
  pages.paragraph(section, 'P', words.span(firstPeriod, lastPeriod), { size: 14 }, 20);
  const facts = [
    say('report.pdf.compiled', {
      instant: instantOf(document),
      ...{ known: header.requestedBy ? 'YES' : 'NO', requestedBy: header.requestedBy },
      source: header.coalition.figuresFrom,
      organizations: countOf(words, header.organizationsExpected, 'organizations'),
    }),
    say('report.pdf.holds', {
      measures: countOf(words, header.measures.length, 'measures'),
      figures: countOf(words, header.figures, 'figures'),
    }),
    document.id,
    ...(document.sha256 ? [`SHA-256 ${document.sha256}`] : []),
  ];
  for (const fact of facts) pages.paragraph(section, 'P', fact, { color: muted, most: 8 });
  const left = header.measures.length - measures.length;
  if (left > 0) {
    const text = say('report.pdf.left', { shown: measures.length, left });
    pages.paragraph(section, 'P', text);
  }
  section.end();
}

/** Above the title, in the proportions that it has. */
function drawLogo(
  pages: Pages,
  section: PDFKit.PDFStructureElement,
  { header: { logo }, logo: bytes }: GatheredReport['document'],
): void {
  if (!logo || !bytes) return;
  const { doc, left } = pages;
  const scale = Math.min(logoWidth / logo.width, logoHeight / logo.height, 1);
  const [width, height] = [logo.width * scale, logo.height * scale];
  const y = logoBottom - height;
  const bbox = [left, y, left + width, logoBottom];
  const figure = doc.struct('Figure', { alt: cleanText(logo.alternative), bbox, placement: 'Block' } as object);
  section.add(figure);
  pages.mark(figure, 'Figure', () => doc.image(Buffer.from(bytes), left, y, { width, height }));
  figure.end();
}

/** How many pages the contents take, so that they can be kept free before page numbers are known. */
export function contentsPages(pages: Pages, entries: number): number {
  return Math.max(1, Math.ceil(entries / rowsOf(pages)));
}

/** The contents, drawn last, on the pages from `first` on. */
export function drawContents(
  { say }: ReportWords,
  pages: Pages,
  first: number,
  entries: { title: string; page: number }[],
): void {
  const { doc, left, width } = pages;
  const list = doc.struct('TOC');
  const rows = rowsOf(pages);
  for (let i = 0; i < entries.length; i++) {
    if (i % rows === 0) {
      doc.switchToPage(first + i / rows);
      pages.y = 100;
      if (i === 0) {
        pages.y = 54;
        const heading = doc.struct('H2');
        pages.contents.add(heading);
        pages.contents.add(list);
        const [line] = pages.layOut(say('report.title.contents'), width, { size: 18, weight: 700 });
        pages.mark(heading, 'H2', () => pages.drawLine(line!, left, pages.y, width, { size: 18 }));
        heading.end();
        pages.y = 100;
      }
    }
    drawEntry(pages, list, entries[i]!, `chapter-${i}`);
    pages.y += rowHeight;
  }
  list.end();
}

function drawEntry(
  pages: Pages,
  list: PDFKit.PDFStructureElement,
  { title, page }: { title: string; page: number },
  destination: string,
): void {
  const { doc, left, width, y } = pages;
  const item = doc.struct('TOCI');
  list.add(item);
  const link = doc.struct('Link');
  item.add(link);
  const [name] = pages.layOut(title, width - 50, { size: contentsSize, most: 1 });
  const [number] = pages.layOut(String(page + 1), 40, { size: contentsSize });
  pages.mark(link, 'Link', () => {
    pages.drawLine(name!, left, y, width - 50, { size: contentsSize, align: 'left' });
    pages.drawLine(number!, left + width - 40, y, 40, { size: contentsSize, align: 'right' });
  });
  pages.artifact(() => {
    const from = left + name!.width + 8;
    const to = left + width - number!.width - 8;
    if (to > from)
      doc
        .save()
        .dash(0.6, { space: 3 })
        .lineWidth(0.6)
        .strokeColor(muted)
        .moveTo(from, y + 11)
        .lineTo(to, y + 11)
        .stroke()
        .restore();
  });
  doc.goTo(left, y, width, rowHeight, destination, { structParent: link, Contents: new String(title) } as object);
  link.end();
  item.end();
}

function rowsOf({ doc }: Pages): number {
  return Math.floor((doc.page.height - 100 - 90) / rowHeight);
}
