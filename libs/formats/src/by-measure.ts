import type { ReportFigure, ReportedMeasure } from '@keelson/reports';
import type { ReportContent } from './report-document.js';

/** How one part of a measure runs over the periods. */
export interface PartSeries {
  dimension: string;
  category: string;
  /** How many parts the dimension has, kept or not. */
  parts: number;
  points: Record<string, string | null>;
}

export interface FiguresOfMeasure {
  measure: ReportedMeasure;
  /** Period by period. */
  totals: ReportFigure[];
  /** By each dimension alone, the largest ones: of a ratio those with the largest denominators. By code. */
  parts: PartSeries[];
}

interface Part extends Omit<PartSeries, 'parts'> {
  size: number;
}

/** The figures measure by measure, also for a measure that has none; `most` parts of a dimension are kept. */
export async function* byMeasure({ document, figures }: ReportContent, most: number): AsyncGenerator<FiguresOfMeasure> {
  const { measures } = document.header;
  let at = 0;
  let totals: ReportFigure[] = [];
  let parts = new Map<string, Part>();
  const take = () => {
    const taken = { measure: measures[at]!, totals, parts: largest(parts, most) };
    at += 1;
    totals = [];
    parts = new Map();
    return taken;
  };
  for await (const portion of figures) {
    for (const figure of portion) {
      while (at < measures.length && measures[at]!.code !== figure.measureCode) yield take();
      const codes = Object.keys(figure.cell);
      if (codes.length === 0) totals.push(figure);
      if (codes.length === 1) addTo(parts, figure, codes[0]!);
    }
  }
  while (at < measures.length) yield take();
}

function addTo(parts: Map<string, Part>, { cell, period, value, denominator }: ReportFigure, dimension: string): void {
  const category = cell[dimension]!;
  const key = `${dimension}\0${category}`;
  const part = parts.get(key) ?? { dimension, category, points: {}, size: 0 };
  part.points[period] = value;
  // It only decides which parts are drawn.
  part.size += Math.abs(Number(denominator ?? value ?? 0));
  parts.set(key, part);
}

function largest(parts: Map<string, Part>, most: number): PartSeries[] {
  const all = [...parts.values()];
  const dimensions = [...new Set(all.map(({ dimension }) => dimension))].sort(byCode);
  return dimensions.flatMap((code) => {
    const own = all.filter(({ dimension }) => dimension === code);
    return own
      .sort((a, b) => b.size - a.size || byCode(a.category, b.category))
      .slice(0, most)
      .sort((a, b) => byCode(a.category, b.category))
      .map(({ dimension, category, points }) => ({ dimension, category, points, parts: own.length }));
  });
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
