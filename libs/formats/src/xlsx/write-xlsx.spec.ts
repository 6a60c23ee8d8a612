import { setTimeout as wait } from 'node:timers/promises';
import exceljs from 'exceljs';
import { buildContent, written, type NewFigure } from '../../testing/index.js';
import { writeXlsx } from './write-xlsx.js';

type NewContent = Parameters<typeof buildContent>[0];

const write = (content: NewContent) => written(writeXlsx(buildContent(content)));
async function open(content: NewContent): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.load((await write(content)) as never);
  return book;
}
const rowsOf = (book: exceljs.Workbook, name: string) => {
  const rows: unknown[][] = [];
  book.getWorksheet(name)!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
};
const figure = (change: Partial<NewFigure> = {}): NewFigure => ({ measureCode: 'a', period: '2024', ...change });

describe('the workbook of a report', () => {
  it('has a sheet per section, each with headings that stay', async () => {
    const book = await open({ measures: [{ code: 'a' }], figures: [figure({ value: '5' })] });
    expect(book.worksheets.map(({ name }) => name)).toEqual(['About', 'Headlines', 'Figures', 'Coverage', 'Measures']);
    for (const sheet of book.worksheets) {
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.getRow(1).font.bold).toBe(true);
    }
  });

  it('has numbers as numbers, blanks as blanks with their reason, and what is too long for a number as text', async () => {
    const book = await open({
      measures: [{ code: 'a', unit: 'deaths' }],
      figures: [
        figure({ value: '-5.25', target: '0' }),
        figure({ value: '0' }),
        figure({ nonValues: { MISSING: 1 } }),
        figure({ nonValues: { SUPPRESSED: 1 } }),
        figure({ nonValues: { WITHHELD: 1 } }),
        figure({ value: '123456789012345678901234.5' }),
      ],
    });
    const [, ...rows] = rowsOf(book, 'Figures');
    expect(rows.map((row) => [row[2], row[8], row[10]])).toEqual([
      [-5.25, 0, undefined],
      [0, undefined, undefined],
      [undefined, undefined, 'MISSING'],
      [undefined, undefined, 'SUPPRESSED'],
      [undefined, undefined, 'WITHHELD'],
      ['123456789012345678901234.5', undefined, undefined],
    ]);
    expect(rowsOf(book, 'Coverage')[3]?.slice(0, 8)).toEqual(['a', '2024', 2, 3, 2, 3, 1, 0]);
    const latest = ['a', 'a', 'deaths', '123456789012345678901234.5', '2024'];
    expect(rowsOf(book, 'Headlines')[1]?.slice(0, 5)).toEqual(latest);
  });

  it.each([
    '=HYPERLINK("http://x","y")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '</script><b>&amp;',
    'السلامة على الطرق',
    'የመንገድ ደህንነት',
    '道路交通安全',
    'e\u0301\u0323',
    '👩‍👩‍👧',
    ']]>',
  ])('keeps the name %j as the text that it is', async (name) => {
    const book = await open({
      title: name,
      measures: [{ code: 'a', name, unit: name }],
      figures: [figure({ unit: name })],
    });
    expect(rowsOf(book, 'Measures')[1]?.slice(0, 3)).toEqual(['a', name, name]);
    expect(rowsOf(book, 'About')[1]?.[1]).toBe(name);
    const cell = book.getWorksheet('Measures')!.getRow(2).getCell(2);
    expect([cell.type, cell.formula]).toEqual([exceljs.ValueType.String, undefined]);
  });

  it('holds what XML and Excel forbid in another form', async () => {
    const name = `a\0b\ud800${'x'.repeat(40_000)}`;
    const book = await open({ measures: [{ code: 'a', name }] });
    const [, row] = rowsOf(book, 'Measures');
    expect(row?.[1]).toBe(`a\ufffdb\ufffd${'x'.repeat(32_767 - 4)}`);
  });

  it.each<[string, NewContent]>([
    ['without a measure', {}],
    ['without a figure', { measures: [{ code: 'a' }] }],
  ])('opens for a report %s', async (_, content) => {
    expect(rowsOf(await open(content), 'Figures')).toHaveLength(1);
  });

  it('is the same bytes for the same content', async () => {
    const content = { measures: [{ code: 'a' }], figures: [figure({ value: '1' })] };
    const one = await write(content);
    // An archive counts in steps of two seconds.
    await wait(2_100);
    expect(one.equals(await write(content))).toBe(true);
  });

  it('has the ends of intervals where the report has one', async () => {
    const interval = figure({ low: '75', high: '125', status: 'UNRESOLVED' });
    const book = await open({ measures: [{ code: 'a' }], figures: [interval], header: { intervals: true } });
    expect(rowsOf(book, 'Figures')[0]?.slice(2, 5)).toEqual(['Value', 'Low', 'High']);
    expect(rowsOf(book, 'Figures')[1]?.slice(2, 5)).toEqual([undefined, 75, 125]);
  });
});
