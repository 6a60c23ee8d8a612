import { inflateSync } from 'node:zlib';
import exceljs from 'exceljs';
import type { ReportHeader } from '@keelson/reports';
import { buildContent, written } from '../testing/index.js';
import { writePage } from './page/write-page.js';
import { writePdf } from './pdf/write-pdf.js';
import { writeCsv } from './write-csv.js';
import { writeXlsx } from './xlsx/write-xlsx.js';

const reported = { organizationsReported: 2, organizationsExpected: 3, cellsReported: 2, cellsExpected: 3 };
const header: Partial<ReportHeader> = {
  columns: [{ code: 'sex', name: 'Sex', categories: { f: 'Women', m: 'Men' } }],
  narrative: [{ kind: 'WHAT_WORKS', measure: 'a', text: 'Speed bumps.\n\n<b>Slower</b> streets.' }],
  headlines: [
    {
      ...{ measure: 'a', period: '2024', figure: 2, value: '7', target: '5', status: 'BEHIND', ...reported },
      comparisons: [
        {
          ...{ kind: 'SAME_PANEL', period: '2023', figure: 1, before: '1234.5', now: '7', difference: '-1227.5' },
          ...{ percent: '-99.432969', organizations: 2, forAudiences: true },
        },
      ],
      curve: { year: '2024', standing: 'TURNED', forAudiences: true, figures: [] },
    },
    {
      ...{ measure: 'b', period: '2024', figure: 3, value: null, target: null, status: 'SUPPRESSED' },
      ...reported,
      comparisons: [],
    },
  ],
  gaps: [
    {
      ...{ measure: 'a', period: '2024', dimension: 'sex', figure: 2, best: 'f', indexOfDisparity: '12.5' },
      groups: [{ category: 'f', figure: 4, value: '3', rateDifference: '0', rateRatio: '1' }],
    },
  ],
  restatement: {
    of: { id: 'rep_01h455vb4pex5vsknk084sn02q', title: 'Last year', compiledAt: '2025-01-02T03:04:05.678Z' },
    changes: [
      {
        ...{ measure: 'a', period: '2023', cell: {}, previousFigure: 1, figure: 1, before: '1000', now: '1234.5' },
        ...{ difference: '234.5', percent: '23.45' },
        reasons: [{ kind: 'CORRECTION', text: '=Counted again', count: 1 }],
      },
    ],
    circumstances: ['targets'],
  },
  quality: {
    rates: [],
    warnings: [
      {
        ...{ frequency: 'YEAR', firstPeriod: '2023', lastPeriod: '2024', cells: 40, explained: 2 },
        open: [{ check: 'OUTLIER', count: 3 }],
      },
    ],
    nonValues: [
      { measure: 'a', kinds: { MISSING: 4 } },
      { measure: 'b', kinds: null },
    ],
  },
  activities: [{ title: '@Speed bumps', kind: 'PROGRAM', status: 'ACTIVE', organization: 'City', measures: ['a'] }],
  basis: {
    engine: 'keelson-report/2',
    watermark: { number: '12', snapshot: '5:5:', server: '77', at: '2026-01-02T03:04:06.000Z' },
    policies: { figuresFrom: 'APPROVED', timeZone: 'UTC', yearStartMonth: 1, smallNumberThreshold: 11 },
    resolutions: [],
    circumstances: {} as never,
  },
};
const content = () =>
  buildContent({
    measures: [
      { code: 'a', name: 'Deaths' },
      { code: 'b', name: 'Survivors' },
    ],
    figures: [
      { measureCode: 'a', period: '2023', value: '1234.5' },
      { measureCode: 'a', period: '2024', value: '7' },
    ],
    header,
  });

describe('what stands beside the figures of a report', () => {
  it('is on its page, as text', async () => {
    const page = (await written(writePage(content()))).toString().replace(/\s+/g, ' ');
    for (const text of [
      ...['In words', 'What works: Deaths', '&lt;b&gt;Slower&lt;/b&gt; streets.', 'Headlines', 'suppressed'],
      ...['Previous period, same partners', '−99.43', '2 partners', '2024: turned', 'Restatement', '“Last year”'],
      ...['correction of 1 value: =Counted again', 'Gaps', 'Women (best)', 'Each contributes', 'Data quality'],
      ...['40 numbers by year were checked', 'Methods', 'numbers from 1 to 10 are hidden', '5e'.repeat(32)],
    ]) {
      expect(page).toContain(text);
    }
  });

  it('is in its workbook, as sheets with numbers and harmless texts', async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.load((await written(writeXlsx(content()))) as never);
    const names = book.worksheets.map(({ name }) => name);
    expect(names.slice(5)).toEqual([
      ...['Narrative', 'Latest figures', 'Comparisons', 'Restatement', 'Gaps', 'Activities', 'Open warnings'],
      ...['Stepped over', 'Methods'],
    ]);
    const row = (name: string) => (book.getWorksheet(name)!.getRow(2).values as unknown[]).slice(1);
    expect(row('Restatement')).toEqual([
      ...['Deaths', '2023', 'Total', 1000, 1234.5, 234.5, 23.45, 'correction of 1 value: =Counted again'],
    ]);
    expect(row('Activities')[0]).toBe('@Speed bumps');
    expect(book.getWorksheet('Activities')!.getRow(2).getCell(1).type).toBe(exceljs.ValueType.String);
    expect(row('Narrative')).toEqual(['What works', 'Deaths', 'Speed bumps.\n\n<b>Slower</b> streets.']);
  });

  it('has chapters in its PDF', async () => {
    const pdf = await written(writePdf('A4')(content()));
    const text = pdf.toString('latin1');
    const streams = [...text.matchAll(/stream\n/g)].map(({ index }) => {
      try {
        return inflateSync(pdf.subarray(index + 7, text.indexOf('\nendstream', index))).toString('latin1');
      } catch {
        return '';
      }
    });
    const all = text + streams.join('\n');
    for (const title of ['In words', 'Headlines', 'Restatement', 'Gaps', 'Activities', 'Data quality', 'Methods']) {
      expect(all).toContain(`/Title (${title})`);
    }
  });

  it('is the last column of its CSV, where figures were restated', async () => {
    const rows = (await written(writeCsv(content()))).toString().trim().split('\n');
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(['restated_from', '1000', '']);
  });
});
