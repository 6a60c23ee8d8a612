import exceljs from 'exceljs';
import { buildRows, each, gather, inPieces, readAll, unzip } from '../testing/index.js';
import type { FileRow } from './file-row.js';
import { readXlsx } from './read-xlsx.js';
import { withoutExponent } from './plain-decimal.js';
import { mostTidyRows } from './tidy-sheet.js';
import { writeXlsx } from './write-xlsx.js';

const row: FileRow = {
  ...{ row: 2, organization: 'org', measure: 'people', period: '2024-01', categories: '' },
  ...{ number: '7', denominator: null, nonValue: null, reason: null },
};

/** A sheet as somebody typed it. */
async function sheetOf(lines: exceljs.CellValue[][], more?: (workbook: exceljs.Workbook) => void) {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('anything').addRows(lines);
  more?.(workbook);
  return readAll(readXlsx(inPieces(new Uint8Array(await workbook.xlsx.writeBuffer()), 1_000)));
}
const headings = ['organization', 'measure', 'period', 'value'];

describe('a tidy workbook', () => {
  it('that is read again says the same', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const rows = buildRows(seed, 60);
      const { rows: again, faults } = await readAll(readXlsx(writeXlsx(each(rows))));
      expect(faults).toEqual([]);
      // 12.50 and 12.5 are one number to a spreadsheet, and to PostgreSQL.
      const equal = (all: FileRow[]) =>
        all.map((one) => ({ ...one, row: 0, number: plain(one.number), denominator: plain(one.denominator) }));
      expect(equal(again)).toEqual(equal(rows));
      expect(again.map((one) => one.row)).toEqual(rows.map((_, i) => i + 2));
    }
  });
  const plain = (number: string | null) => number && withoutExponent(number).replace(/(\.\d*?)0+$/, '$1');

  it('has typed cells, a frozen header, and no formula', async () => {
    const rows = [row, { ...row, number: null, nonValue: 'DECLINED', reason: '=HYPERLINK("http://example.org")' }];
    const parts = await unzip(await gather(writeXlsx(each(rows))));
    const xml = parts.get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toMatch(/<c r="E2"[^>]*><v>7<\/v>/);
    expect(xml).toMatch(/<c r="I3"[^>]* t="s"><v>/);
    expect(xml).not.toContain('<f>');
    expect(xml).toContain('<col min="1" max="2" width="24"');
  });

  it('without a row is a whole file', async () => {
    expect(await readAll(readXlsx(writeXlsx(each([]))))).toEqual({ rows: [], faults: [] });
  });

  it('is not written longer than it could be read', async () => {
    const many = (function* () {
      for (let i = 0; i <= mostTidyRows; i++) yield row;
    })();
    await expect(gather(writeXlsx(each(many)))).rejects.toThrow(`at most ${mostTidyRows} rows`);
    const wordy = Array<FileRow>(3_001).fill({ ...row, reason: 'x'.repeat(2_000) });
    await expect(gather(writeXlsx(each(wordy)))).rejects.toThrow('6000000 characters');
  }, 120_000);

  it('breaks with what broke its rows', async () => {
    async function* broken(): AsyncGenerator<FileRow> {
      yield row;
      throw new Error('the database went away');
    }
    await expect(gather(writeXlsx(broken()))).rejects.toThrow('the database went away');
  });

  it('is written no further when nobody reads on', async () => {
    let written = 0;
    async function* endless(): AsyncGenerator<FileRow> {
      for (;;) {
        if (++written % 100 === 0) await new Promise(setImmediate);
        yield row;
      }
    }
    const file = writeXlsx(endless());
    await file.next();
    await file.return(undefined);
    await new Promise((done) => setTimeout(done, 50));
    const soFar = written;
    await new Promise((done) => setTimeout(done, 50));
    expect(written).toBe(soFar);
    expect(written).toBeLessThan(mostTidyRows);
  });

  it('has its columns in any order, with dimensions among them', async () => {
    const { rows, faults } = await sheetOf([
      ['value', 'sex', 'Organization_ID', 'measure_id', 'numerator', 'denominator', 'period', 'age_band', 'categories'],
      [7, 'female', 'org', 'people', null, null, 2024, 'adult', null],
      [],
      [null, null, 'org', 'rate', 0, '3', '2024-01', null, 'sex=x; age_band=child'],
    ]);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { ...row, period: '2024', categories: 'age_band=adult,sex=female' },
      { ...row, row: 4, measure: 'rate', number: '0', denominator: '3', categories: 'age_band=child,sex=x' },
    ]);
  });

  it.each<[string, exceljs.CellValue[], string, string]>([
    ['a formula', ['org', 'people', '2024-01', { formula: '1+1', result: 2 }], 'value', 'WRONG_KIND'],
    ['an error', ['org', 'people', '2024-01', { error: '#N/A' }], 'value', 'WRONG_KIND'],
    ['a period that became a date', ['org', 'people', new Date('2024-01-01'), 7], 'period', 'WRONG_KIND'],
    ['a date for a number', ['org', 'people', '2024-01', new Date('2024-01-01')], 'value', 'WRONG_KIND'],
    ['a row that says nothing', ['org', 'people', '2024-01', null], 'value', 'REQUIRED'],
    ['a row of nobody', [null, 'people', '2024-01', 7], 'organization', 'REQUIRED'],
    ['a number without a heading', ['org', 'people', '2024-01', 7, 8], 'E', 'INVALID'],
  ])('refuses %s, and reads on', async (_, line, column, code) => {
    const { rows, faults } = await sheetOf([headings, line, ['org', 'people', '2024-01', 7]]);
    expect(faults).toMatchObject([{ row: 2, column, code }]);
    expect(rows).toEqual([{ ...row, row: 3 }]);
  });

  it.each<[string, exceljs.CellValue[][], string, string]>([
    ['a missing column', [['organization', 'period', 'value']], 'measure', 'REQUIRED'],
    ['no column for numbers', [['organization', 'measure', 'period']], 'value', 'REQUIRED'],
    ['a column twice', [[...headings, 'measure_id']], 'measure_id', 'DUPLICATE'],
    ['a formula for a heading', [[...headings, { formula: 'A1', result: 'sex' }]], 'E', 'WRONG_KIND'],
  ])('refuses %s as a whole', async (_, lines, column, code) => {
    const { rows, faults } = await sheetOf([...lines, ['org', 'people', '2024-01', 7]]);
    expect(rows).toEqual([]);
    expect(faults[0]).toMatchObject({ row: null, column, code });
  });

  it.each([
    ['number', { number: '1' }, ['non_value', 'WRONG_KIND']],
    ['half a rate', { non_value: null, numerator: '1' }, ['denominator', 'REQUIRED']],
    ['a value beside a rate', { non_value: null, value: 1, numerator: 1, denominator: 2 }, ['value', 'WRONG_KIND']],
  ])('refuses a non-value or value beside %s', async (_, change, [column, code]) => {
    const said = {
      value: 'number' in change ? 1 : null,
      numerator: null,
      denominator: null,
      non_value: 'DECLINED',
      ...change,
    };
    const names = ['value', 'numerator', 'denominator', 'non_value'] as const;
    const line = ['org', 'people', '2024-01', ...names.map((name) => said[name])];
    const { faults } = await sheetOf([['organization', 'measure', 'period', ...names], line]);
    expect(faults).toMatchObject([{ row: 2, column, code }]);
  });

  it('is one sheet', async () => {
    const two = await sheetOf([headings], (workbook) => void workbook.addWorksheet('more').addRow(['x']));
    expect(two.faults).toMatchObject([{ row: null, message: expect.stringContaining('"anything", "more"') }]);
    expect((await sheetOf([])).faults).toMatchObject([{ row: null, message: expect.stringContaining('empty') }]);
    expect((await sheetOf([headings], (workbook) => void workbook.addWorksheet('blank'))).faults).toEqual([]);
  });
});
