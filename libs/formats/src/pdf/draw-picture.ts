import drawSvg from 'svg-to-pdfkit';
import type { Pages } from './pages.js';

export interface Picture {
  width: number;
  height: number;
  /** What it shows, for whoever does not see it. */
  alternative: string;
  font: string;
}

/** An SVG as vectors, as wide as the page; whoever draws it has kept room for it. */
export function drawPicture(
  pages: Pages,
  parent: PDFKit.PDFStructureElement,
  drawn: string,
  { width, height, alternative, font }: Picture,
): void {
  const { doc, left, y } = pages;
  const tall = (height / width) * pages.width;
  // Without a size of its own it takes the one that it is given.
  const svg = drawn.replace(/<svg [^>]*>/, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`);
  const bbox = [left, y, left + pages.width, y + tall];
  const figure = doc.struct('Figure', { alt: alternative, bbox, placement: 'Block' } as object);
  parent.add(figure);
  pages.mark(figure, 'Figure', () => {
    const warningCallback = (warning: string) => {
      throw new Error(`A chart could not be drawn: ${warning}`);
    };
    drawSvg(doc, svg, left, y, {
      ...{ width: pages.width, height: tall, assumePt: true, fontCallback: () => font, warningCallback },
    });
  });
  figure.end();
  pages.y += tall + 4;
}
