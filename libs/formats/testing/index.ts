import type { ReportedMeasure, ReportFigure, ReportHeader } from '@keelson/reports';
import type { ReportContent, ReportDocument, ReportPeriod } from '../src/index.js';

type NewMeasure = Partial<ReportedMeasure> & { code: string };
/** A figure of a measure by its code; a period is a year. */
export type NewFigure = Partial<ReportFigure> & { measureCode: string; period: string };

export interface NewContent {
  title?: string;
  measures?: NewMeasure[];
  figures?: NewFigure[];
  periods?: ReportPeriod[];
  header?: Partial<ReportHeader>;
  logo?: Uint8Array;
}

/** A report of years, made of what a test is about. Figures come in portions of two. */
export function buildContent({ title, measures = [], figures = [], ...rest }: NewContent): ReportContent {
  const codes = [...new Set(figures.map(({ period }) => period))].sort();
  const periods = rest.periods ?? codes.map((code) => ({ code, start: `${code}-01-01`, last: `${code}-12-31` }));
  const built = figures.map((figure, i) => buildFigure(figure, i + 1, measures));
  const document: ReportDocument = {
    id: 'rep_01h455vb4pex5vsknk084sn02q',
    title: title ?? 'Road safety',
    frequency: 'YEAR',
    firstPeriod: periods[0]?.code ?? '2024',
    lastPeriod: periods.at(-1)?.code ?? '2024',
    breakdowns: null,
    requestedAt: new Date('2026-01-02T03:04:05.678Z'),
    compiledAt: new Date('2026-01-02T03:04:06.789Z'),
    periods,
    sha256: '5e'.repeat(32),
    logo: rest.logo ?? null,
    header: {
      coalition: { code: 'ours', name: 'Our coalition', timeZone: 'Europe/Dublin', figuresFrom: 'APPROVED' },
      requestedBy: 'Fay',
      periods: periods.map(({ code }) => code),
      columns: [],
      measures: measures.map((measure) => ({
        ...{ name: measure.code, unit: 'deaths', numberKind: 'COUNT', factor: 1, direction: 'DECREASE' },
        first: built.find(({ measureCode }) => measureCode === measure.code)?.position ?? 1,
        figures: built.filter(({ measureCode }) => measureCode === measure.code).length,
        ...measure,
      })) as ReportedMeasure[],
      organizationsExpected: 3,
      figures: built.length,
      ...rest.header,
    },
  };
  return { document, figures: portionsOf(built) };
}

function buildFigure(figure: NewFigure, position: number, measures: NewMeasure[]): ReportFigure {
  const measure = measures.find(({ code }) => code === figure.measureCode);
  return {
    ...{ reportId: '', coalitionId: '', position, periodStart: `${figure.period}-01-01`, cell: {} },
    ...{ measureName: measure?.name ?? figure.measureCode, unit: measure?.unit ?? 'deaths' },
    ...{ value: null, low: null, high: null, numerator: null, denominator: null, target: null, status: '' },
    ...{ organizationsReported: 2, organizationsExpected: 3, cellsReported: 2, cellsExpected: 3 },
    ...{ nonValues: {}, derived: false },
    ...figure,
  };
}

async function* portionsOf(figures: ReportFigure[]): AsyncGenerator<ReportFigure[]> {
  for (let i = 0; i < figures.length; i += 2) yield figures.slice(i, i + 2);
}

/** The whole of what a writer writes. */
export async function written(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk as string));
  return Buffer.concat(parts);
}
