import exceljs from 'exceljs';
import { inPieces, readAll, unzip } from '../testing/index.js';
import type { DueCell, Template } from './template.js';
import type { ExpectedTemplate } from './read-template.js';
import { readWorkbook } from './read-workbook.js';
import { writeTemplate } from './write-template.js';

const nothing = { number: null, denominator: null, nonValue: null, reason: null };
const sex = (category: string, name: string) => [{ dimension: 'sex', category, name }];
const count: DueCell = {
  measure: 'people',
  name: 'People housed',
  unit: 'people',
  numberKind: 'COUNT',
  categories: [],
  ...nothing,
};
const cells: DueCell[] = [
  { ...count, number: '0' },
  { ...count, categories: sex('female', 'Female'), number: '12345678901234567' },
  { ...count, categories: sex('x', 'غير محدد'), nonValue: 'DECLINED', reason: '=1+1 _x0041_ <&>\r\n👩🏽‍⚕️' },
  { ...count, measure: 'budget', name: 'Budget', unit: 'USD', numberKind: 'AMOUNT', number: '-0.1' },
  { ...count, measure: 'rate', name: 'Rate', unit: '%', numberKind: 'RATIO', number: '1', denominator: '3' },
  {
    ...count,
    measure: 'late',
    name: 'Late',
    unit: '%',
    numberKind: 'RATIO',
    nonValue: 'SUPPRESSED_AT_SOURCE',
    denominator: '40',
  },
  { ...count, measure: 'empty', name: 'Nothing said', unit: '%', numberKind: 'RATIO' },
];
const template: Template = {
  ...{
    coalitionId: '0198-c',
    coalitionName: 'Home for all',
    organization: 'org-1',
    organizationName: 'منظمة',
    period: '2024-Q1',
  },
  ...{ dimensions: [{ code: 'sex', name: 'Sex' }], cells },
};
const mine: ExpectedTemplate = { coalitionId: '0198-c', organization: 'org-1', period: '2024-Q1' };

let file: Uint8Array;
beforeAll(async () => {
  file = await writeTemplate(template);
});

const read = (bytes: Uint8Array, expected = mine) => readAll(readWorkbook(inPieces(bytes, 1_000), expected));

/** As a person does it: open, change, save. */
async function change(alter: (workbook: exceljs.Workbook, cells: exceljs.Worksheet) => void): Promise<Uint8Array> {
  const workbook = await load(file);
  alter(workbook, workbook.getWorksheet('Cells')!);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function load(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  return workbook;
}

const filledWith = async (address: string, value: exceljs.CellValue, format = dateFormat(value)) =>
  read(
    await change((_, sheet) => {
      sheet.getCell(address).value = value;
      // Cells that look alike share one style; a format is one cell's own.
      if (format) sheet.getCell(address).style = { ...sheet.getCell(address).style, numFmt: format };
    }),
  );

const dateFormat = (value: exceljs.CellValue) => (value instanceof Date ? 'yyyy-mm-dd' : undefined);

describe('a template', () => {
  it('comes back as it went out: what is stored already changes nothing', async () => {
    const { rows, faults } = await read(file);
    expect(faults).toEqual([]);
    const cell = { organization: 'org-1', period: '2024-Q1' };
    const spoken = cells.flatMap((one, i) => (one.measure === 'empty' ? [] : [{ one, row: i + 2 }]));
    expect(rows).toEqual(
      spoken.map(({ one: { measure, categories, number, denominator, nonValue, reason }, row }) => ({
        ...{ ...cell, row, measure, number, denominator, nonValue, reason },
        categories: categories.map(({ dimension, category }) => `${dimension}=${category}`).join(','),
      })),
    );
  });

  it('is locked but for what is asked, keeps its header in sight and offers the non-values', async () => {
    const workbook = await load(file);
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Read me', 'visible'],
      ['Cells', 'visible'],
      ['Template', 'hidden'],
    ]);
    const sheet = workbook.getWorksheet('Cells')!;
    const open = (row: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((column) => sheet.getCell(row, column).protection?.locked === false);
    expect(sheet.getRow(1).values).toEqual([
      ,
      'Measure',
      'Categories',
      'Name',
      'Unit',
      'Sex',
      'Value',
      'Numerator',
      'Denominator',
      'Non-value',
      'Reason',
    ]);
    expect([open(1), open(2), open(6)]).toEqual([[], [6, 9, 10], [7, 8, 9, 10]]);
    expect(sheet.getCell('E2').value).toBe('(all)');
    expect(sheet.getCell('E4').value).toBe('غير محدد');
    const parts = await unzip(file);
    const xml = parts.get('xl/worksheets/sheet2.xml')!;
    expect(xml).toMatch(/<sheetProtection sheet="1"[^>]*\/>/);
    expect(xml).not.toMatch(/password|hashValue/);
    expect(xml).toContain('<pane xSplit="1" ySplit="1"');
    expect(xml).toMatch(/<dataValidation type="whole" [^>]*sqref="F2:F4"[^>]*><formula1>0<\/formula1>/);
    expect(xml).toMatch(/<dataValidation type="decimal" [^>]*sqref="F5"/);
    expect(xml).toMatch(/<dataValidation type="decimal" operator="greaterThan" [^>]*sqref="H6:H8"[^>]*><formula1>0</);
    expect(xml).toContain(
      '<formula1>&quot;NOT_COLLECTED,NOT_APPLICABLE,DECLINED,SUPPRESSED_AT_SOURCE&quot;</formula1>',
    );
    expect(xml).toContain('<col min="3" max="3" width="40"');
    for (const n of [1, 3]) expect(parts.get(`xl/worksheets/sheet${n}.xml`)).toContain('<sheetProtection sheet="1"');
    expect(workbook.getWorksheet('Read me')!.getCell('A1').value).toBe('Home for all: منظمة (org-1), 2024-Q1');
  });

  it('holds no more cells than can be read again', async () => {
    const many = { ...template, cells: Array<DueCell>(20_001).fill(count) };
    await expect(writeTemplate(many)).rejects.toThrow('20001 cells are due; a template holds at most 20000.');
  });

  it('holds no more text than can be read again', async () => {
    const wordy = { ...count, nonValue: 'DECLINED' as const, reason: 'x'.repeat(2_000) };
    const many = { ...template, cells: Array<DueCell>(3_001).fill(wordy) };
    await expect(writeTemplate(many)).rejects.toThrow('at most 6000000 characters');
  });

  it('of 20,000 cells comes back whole', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({
      ...count,
      categories: sex(`c${i}`, `C ${i}`),
      number: String(i),
    }));
    const large = await writeTemplate({ ...template, cells: many });
    expect(large.length).toBeLessThan(2 ** 20);
    const { rows, faults } = await read(large);
    expect(faults).toEqual([]);
    expect(rows.map(({ number }) => number)).toEqual(many.map(({ number }) => number));
  }, 60_000);

  it.each([
    ['zero', 0, '0'],
    ['a tenth', 0.1, '0.1'],
    ['a huge one', 1e21, '1000000000000000000000'],
    ['a small one', 1e-7, '0.0000001'],
    ['fifteen digits', 999_999_999_999_999, '999999999999999'],
    ['a text', ' 42 ', '42'],
    ['a text with groups', '-1 234 567.50', '-1234567.50'],
    ['a text with no-break spaces', '1\u00a0250\u202f000', '1250000'],
    ['a text of many digits', '123456789012345678901234.123456789012', '123456789012345678901234.123456789012'],
    ['a text with an exponent', '1.5e3', '1500'],
    ['a rich text', { richText: [{ text: '1' }, { font: { bold: true }, text: '2' }] }, '12'],
    ['a link', { text: '7', hyperlink: 'https://example.org' }, '7'],
  ])('takes %s', async (_, value, number) => {
    const { rows, faults } = await filledWith('F5', value);
    expect(faults).toEqual([]);
    expect(rows.find(({ row }) => row === 5)).toMatchObject({ number, nonValue: null });
  });

  it.each([
    ['nothing', null],
    ['spaces', ' \u00a0'],
    ['an empty text', ''],
  ])('takes %s as nothing said', async (_, value) => {
    const { rows, faults } = await filledWith('F5', value);
    expect(faults).toEqual([]);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 6, 7]);
  });

  it.each([
    ['a formula', { formula: '1+1', result: 2 }, 'WRONG_KIND', 'formula'],
    ['a formula without a result', { formula: 'A1' }, 'WRONG_KIND', 'formula'],
    ['a shared formula', { formula: 'A1', result: 2, shareType: 'shared', ref: 'F5:F5' }, 'WRONG_KIND', 'formula'],
    ['a date', new Date('2024-01-31'), 'WRONG_KIND', 'date'],
    ['an error', { error: '#DIV/0!' }, 'WRONG_KIND', '#DIV/0!'],
    ['a yes', true, 'WRONG_KIND', 'yes or no'],
    ['a no', false, 'WRONG_KIND', 'yes or no'],
    ['a word', 'many', 'NOT_A_NUMBER', 'many'],
    ['a comma', '1,250', 'NOT_A_NUMBER', '1,250'],
    ['a percent sign', '5%', 'NOT_A_NUMBER', '5%'],
    ['groups of two', '12 34', 'NOT_A_NUMBER', '12 34'],
    ['more digits than are exact', 0.1 + 0.2, 'NOT_A_NUMBER', '0.30000000000000004'],
    ['a rounded integer', 2 ** 60, 'NOT_A_NUMBER', '15'],
    ['too small a number', 1e-13, 'NOT_A_NUMBER', '12 after the point'],
    ['too large a number', 1e300, 'NOT_A_NUMBER', '24 digits'],
  ])('refuses %s in a number cell', async (_, value, code, message) => {
    const { rows, faults } = await filledWith('F5', value as exceljs.CellValue);
    expect(faults).toMatchObject([{ row: 5, column: 'Value', code }]);
    expect(faults[0]!.message).toMatch(/^Cells!F5: /);
    expect(faults[0]!.message).toContain(message);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 6, 7]);
  });

  it('refuses a number that is shown as a percentage', async () => {
    const { faults } = await filledWith('F5', 0.05, '0.0%');
    expect(faults).toMatchObject([{ row: 5, column: 'Value', code: 'WRONG_KIND' }]);
    expect((await filledWith('F5', 5, '0" %"')).faults).toEqual([]);
  });

  it.each([
    ['a number and a non-value', { F2: 3, I2: 'DECLINED' }, 2, 'Non-value', 'WRONG_KIND'],
    ['a half rate', { G8: 3 }, 8, 'Denominator', 'REQUIRED'],
    ['the other half', { H8: 3 }, 8, 'Numerator', 'REQUIRED'],
    ['a value for a rate', { F8: 3 }, 8, 'Value', 'WRONG_KIND'],
    ['a denominator for a count', { H2: 3 }, 2, 'Denominator', 'WRONG_KIND'],
    ['a reason for nothing', { J8: 'because' }, 8, 'Reason', 'REQUIRED'],
    ['an unknown non-value', { I8: 'unknown' }, 8, 'Non-value', 'INVALID'],
    ['a formula for a reason', { J2: { formula: 'A1', result: 'x' } }, 2, 'Reason', 'WRONG_KIND'],
    ['an endless reason', { J2: 'x'.repeat(2_001) }, 2, 'Reason', 'TOO_LONG'],
    ['a changed measure', { A2: 'rate' }, 2, 'Measure', 'INVALID'],
    ['changed categories', { B3: 'sex=male' }, 3, 'Categories', 'INVALID'],
    ['something behind the columns', { L3: 5 }, 3, 'L', 'INVALID'],
    ['something below the rows', { F40: 5 }, 40, 'Value', 'INVALID'],
    ['an added row', { A9: 'people', F9: 5 }, 9, 'Measure', 'INVALID'],
  ])('refuses %s', async (_, values, row, column, code) => {
    const { rows, faults } = await read(
      await change((_book, sheet) => {
        for (const [address, value] of Object.entries(values))
          sheet.getCell(address).value = value as exceljs.CellValue;
      }),
    );
    expect(faults[0]).toMatchObject({ row, column, code });
    expect(rows.map((one) => one.row)).not.toContain(row);
    expect(rows.length).toBeGreaterThan(4);
  });

  it('refuses a date for a reason', async () => {
    const { faults } = await filledWith('J2', new Date('2024-01-31'));
    expect(faults).toMatchObject([{ row: 2, column: 'Reason', code: 'WRONG_KIND' }]);
  });

  it('hears a non-value however it is written', async () => {
    const { rows } = await filledWith('I8', ' not collected ');
    expect(rows.at(-1)).toMatchObject({ row: 8, nonValue: 'NOT_COLLECTED', number: null });
  });

  it('refuses merged cells, which would say one number twice', async () => {
    const merged = await change((_, sheet) => sheet.mergeCells('F2:F3'));
    expect((await read(merged)).faults).toMatchObject([{ row: 3, column: 'Value', code: 'INVALID' }]);
  });

  it.each([
    ['a renamed sheet', (book: exceljs.Workbook) => void (book.getWorksheet('Cells')!.name = 'Numbers'), '"Numbers"'],
    ['a missing sheet', (book: exceljs.Workbook) => book.removeWorksheet(book.getWorksheet('Template')!.id), 'sheets'],
    ['one more sheet', (book: exceljs.Workbook) => void book.addWorksheet('Notes'), '"Notes"'],
    [
      'a moved sheet',
      (book: exceljs.Workbook) => void Object.assign(book.getWorksheet('Cells')!, { orderNo: 9 }),
      'in this order',
    ],
    [
      'a renamed heading',
      (_: unknown, sheet: exceljs.Worksheet) => void (sheet.getCell('F1').value = 'Number'),
      '"Value"',
    ],
    ['a moved column', (_: unknown, sheet: exceljs.Worksheet) => void sheet.spliceColumns(5, 1), '"Sex"'],
    ['a removed header', (_: unknown, sheet: exceljs.Worksheet) => void sheet.spliceRows(1, 1), 'A1'],
    [
      'another version',
      (book: exceljs.Workbook) => void (book.getWorksheet('Template')!.getCell('B1').value = '0'),
      'version 0',
    ],
    [
      'a changed identity',
      (book: exceljs.Workbook) => void (book.getWorksheet('Template')!.getCell('J5').value = ''),
      'Template',
    ],
  ])('refuses %s as a whole', async (_, alter, message) => {
    const { rows, faults } = await read(await change(alter));
    expect(rows).toEqual([]);
    expect(faults[0]).toMatchObject({ row: null, code: 'INVALID' });
    expect(faults[0]!.message).toContain(message);
  });

  it('is taken back only for what it was made for', async () => {
    const refused = async (expected: Partial<ExpectedTemplate>) =>
      (await read(file, { ...mine, ...expected })).faults[0]?.message;
    expect(await refused({ coalitionId: 'other' })).toContain('another coalition');
    expect(await refused({ organization: 'org-2' })).toContain('"org-1", not of "org-2"');
    expect(await refused({ period: '2024-Q2' })).toContain('2024-Q1, not for 2024-Q2');
    expect(await refused({ organization: undefined, period: undefined })).toBeUndefined();
  });
});
