import { mapSvg } from '../map-svg.js';
import type { SectionMap } from '../report-section.js';
import { drawPicture } from './draw-picture.js';
import { muted, type Pages } from './pages.js';

const size = { width: 640, height: 420 };
/** Dark enough on white paper, and beneath white numbers: a contrast of at least 4.5. */
const look = { ink: '#1a1d21', muted, paper: '#ffffff', active: '#1d5fb4', isolated: '#b4480f' };

/** A caption and the map as vectors, kept together on one page; the tables after it are its legend. */
export function drawMap(pages: Pages, parent: PDFKit.PDFStructureElement, map: SectionMap): void {
  pages.keep((size.height / size.width) * pages.width + 34);
  pages.paragraph(parent, 'P', map.caption, { size: 10, weight: 700 }, 2);
  const font = pages.plainFont();
  const svg = mapSvg(map, { ...size, ...look, fontSize: 11, fontFamily: font });
  drawPicture(pages, parent, svg, { ...size, alternative: map.alternative, font });
  pages.y += 8;
}
