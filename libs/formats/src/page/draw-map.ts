import { mapSvg } from '../map-svg.js';
import type { SectionMap } from '../report-section.js';
import { finishSvg, lineStand, stands } from './finish-svg.js';
import { escaped, type Markup } from './markup.js';

const size = { width: 960, height: 560 };

/** A map as an SVG image; the tables beneath it are its legend. */
export function drawMap(map: SectionMap, id: string): Markup {
  const { ink, muted, paper } = stands;
  const svg = mapSvg(map, {
    ...{ ...size, fontSize: 12, fontFamily: 'system-ui, sans-serif', ink, muted, paper },
    ...{ active: lineStand(0), isolated: lineStand(1) },
  });
  const { caption, alternative } = map;
  return escaped`<figure>
    <figcaption>${caption}</figcaption>
    ${finishSvg(svg, { ...size, id, title: caption, description: alternative })}
  </figure> `;
}
