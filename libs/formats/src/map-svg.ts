import { GraphChart } from 'echarts/charts';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { MappedLink, ReportMap } from '@keelson/reports';

use([GraphChart, SVGRenderer]);

export interface MapLook {
  width: number;
  height: number;
  fontSize: number;
  fontFamily: string;
  /** Of numbers, and of the rings around what is not active. */
  ink: string;
  muted: string;
  paper: string;
  active: string;
  isolated: string;
}

type Line = { type: 'solid' | number[]; width: number; arrow: boolean };

/** Told apart by their strokes, not by colour: what waits is dashed, what doubles is dotted. */
export const linkLines: Record<MappedLink['kind'], Line> = {
  FEEDS: { type: 'solid', width: 1.5, arrow: true },
  ENABLES: { type: 'solid', width: 2.75, arrow: true },
  REFERS: { type: [12, 3, 2, 3], width: 1.5, arrow: true },
  SHARES_RESOURCE: { type: 'solid', width: 1, arrow: false },
  DEPENDS_ON: { type: [7, 4], width: 1.5, arrow: true },
  DUPLICATES: { type: [2, 3], width: 1.5, arrow: false },
};
const node = 26;

/** Activities where they were placed, by their numbers, and the links between them, as SVG. */
export function mapSvg({ activities, links }: Pick<ReportMap, 'activities' | 'links'>, look: MapLook): string {
  const instance = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: look.height });
  const room = { x: look.width - 2 * node, y: look.height - 2 * node };
  instance.setOption({
    animation: false,
    textStyle: { fontFamily: look.fontFamily },
    series: [
      {
        type: 'graph',
        layout: 'none',
        ...{ left: node, top: node, width: room.x, height: room.y, preserveAspect: false },
        silent: true,
        symbol: 'circle',
        symbolSize: node,
        data: activities.map(({ x, y, status, isolated }, i) => {
          const isActive = status === 'ACTIVE';
          const colour = isolated ? look.isolated : look.active;
          return {
            id: String(i),
            ...{ x: (x / 1_000) * room.x, y: (y / 1_000) * room.y },
            itemStyle: {
              color: isActive ? colour : look.paper,
              borderColor: isActive ? colour : look.muted,
              borderWidth: 1.5,
            },
            label: {
              ...{ show: true, formatter: String(i + 1), fontSize: look.fontSize },
              color: isActive ? look.paper : look.ink,
            },
          };
        }),
        edges: links.map(({ from, to, kind }) => {
          const { type, width, arrow } = linkLines[kind];
          return {
            ...{ source: String(from), target: String(to), symbol: ['none', arrow ? 'arrow' : 'none'], symbolSize: 8 },
            // Curved, so that links there and back are two lines.
            lineStyle: { color: look.muted, type, width, curveness: 0.12, opacity: 1 },
          };
        }),
      },
    ],
  });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}
