import { inflateSync } from 'node:zlib';
import { buildContent, written, type NewFigure } from '../../testing/index.js';
import { writePdf } from './write-pdf.js';

type NewContent = Parameters<typeof buildContent>[0];
const write = (content: NewContent, size: 'A4' | 'LETTER' = 'A4') => written(writePdf(size)(buildContent(content)));

/** All that the streams of a PDF say, as text: pdfkit packs each with deflate. */
function contentOf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\n/g)].map(({ index }) => {
    const end = text.indexOf('\nendstream', index);
    try {
      return inflateSync(pdf.subarray(index + 7, end)).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('\n');
}

/** What a reader can copy: the characters behind each font's glyphs, and the text said beside those that hide it. */
function charactersOf(pdf: Buffer): string {
  const content = contentOf(pdf);
  const maps = [...content.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)].flatMap(([, map = '']) =>
    [...map.matchAll(/<([0-9a-f ]+)>/gi)].map(([, hex = '']) => utf16(hex.replaceAll(' ', ''))),
  );
  const beside = [...content.matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs)].map(([, text = '']) =>
    Buffer.from(
      text.replace(/\\([nrtbf()\\])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })[c] ?? c),
      'latin1',
    )
      .subarray(2)
      .swap16()
      .toString('utf16le'),
  );
  return [...maps, ...beside].join('\n');
}

function utf16(hex: string): string {
  return String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16)));
}

const years = ['2020', '2021', '2022', '2023'];
const totals = (measureCode: string): NewFigure[] => years.map((period, i) => ({ measureCode, period, value: `${i}` }));

describe('the PDF of a report', () => {
  it('is the same bytes for the same content', async () => {
    const content = { measures: [{ code: 'a' }, { code: 'b' }], figures: [...totals('a'), ...totals('b')] };
    const [one, two] = [await write(content), await write(content)];
    expect(one.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(one.equals(two)).toBe(true);
    expect(one.equals(await write({ ...content, title: 'Another' }))).toBe(false);
  });

  it('is A4, or Letter', async () => {
    expect(contentOf(await write({}))).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(contentOf(await write({}, 'LETTER'))).toContain('/MediaBox [0 0 612 792]');
  });

  it('is tagged, says its language and title, and describes its charts', async () => {
    const content = contentOf(await write({ measures: [{ code: 'a', name: 'Deaths' }], figures: totals('a') }));
    for (const part of ['/Marked true', '/Lang (en)', '/DisplayDocTitle true', 'pdfuaid:part>1<']) {
      expect(content).toContain(part);
    }
    for (const type of [
      'Document',
      'Sect',
      'H1',
      'H2',
      'H3',
      'P',
      'TOC',
      'TOCI',
      'Link',
      'Table',
      'TH',
      'TD',
      'Figure',
    ]) {
      expect(content).toContain(`/S /${type}\n`);
    }
    expect(content).toContain('/Alt (Line chart of 4 periods, none of them without a figure.');
    expect(content).toMatch(/\/Scope \/Column[\s\S]*\/Scope \/Row/);
    expect(content).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
  });

  it('has a page for each measure, and the contents lead there', async () => {
    const measures = Array.from({ length: 60 }, (_, i) => ({ code: `m${i + 10}` }));
    const content = contentOf(await write({ measures, figures: measures.flatMap(({ code }) => totals(code)) }));
    // A title page, two pages of contents, two of the summary, the measures and the notes.
    expect(content).toContain('/Count 66\n');
    expect(content.match(/\/S \/GoTo/g)).toHaveLength(62);
    expect(content).toContain('(chapter-61)');
  });

  it('leaves a gap where nothing was reported, also across a new definition', async () => {
    const curves = async (change: Partial<NonNullable<NewContent['measures']>[0]>, figures = totals('a')) => {
      const content = contentOf(await write({ measures: [{ code: 'a', ...change }], figures }));
      // The curve alone is 2.25 wide; a line to it continues the stroke.
      const drawn = content.split('\n2.25 w\n').slice(1);
      return drawn.map((part) => part.slice(0, part.indexOf('\nS\n')).match(/ l(?=\n|$)/gm)?.length ?? 0);
    };
    expect(await curves({})).toEqual([3]);
    expect(await curves({ breaks: ['2022-01-01'] })).toEqual([1, 1]);
    const missing = totals('a').map((one) => (one.period === '2021' ? { ...one, value: null } : one));
    expect(await curves({}, missing)).toEqual([1]);
  });

  it.each<[string, string, string]>([
    ['Arabic', 'السلامة على الطرق', 'س'],
    ['Hebrew', 'ילדים שקוראים', 'ש'],
    ['Amharic', 'የመንገድ ደህንነት', 'ደ'],
    ['Hindi', 'हिन्दी सुरक्षा', 'सुरक्षा'],
    ['Chinese', '道路交通安全', '道'],
    ['combining marks', 'e\u0301\u0323', 'ẹ'],
    ['emoji', '🚲', '🚲'],
    ['no glyph, but a text', 'ภาษาไทย', 'ภาษาไทย'],
  ])('can be copied where a name is in %s', async (_, name, part) => {
    expect(charactersOf(await write({ title: name }))).toContain(part);
  });

  it.each<[string, NewContent]>([
    ['without a measure', {}],
    ['without a figure', { measures: [{ code: 'a' }], periods: [] }],
    ['without a number', { measures: [{ code: 'a' }], figures: totals('a').map((one) => ({ ...one, value: null })) }],
    [
      'with names of 10,000 characters',
      { title: 'x'.repeat(10_000), measures: [{ code: 'a', name: '😀'.repeat(5_000) }] },
    ],
    ['with controls and lone surrogates', { title: 'a\0b\u202e\ud800\r\n', measures: [{ code: 'a', unit: '\u0007' }] }],
    ['with an empty title', { title: '', measures: [{ code: 'a', name: '' }] }],
    [
      'of intervals',
      {
        measures: [{ code: 'a' }],
        figures: [{ measureCode: 'a', period: '2020', low: '75', high: '125', status: 'UNRESOLVED' }],
      },
    ],
  ])('can be opened for a report %s', async (_, content) => {
    const pdf = await write(content);
    expect(pdf.subarray(-6).toString()).toBe('%%EOF\n');
    expect(contentOf(pdf)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('stays small for 600 periods and 200 categories', async () => {
    const periods = Array.from({ length: 600 }, (_, i) => String(1000 + i));
    const figures = periods.flatMap((period): NewFigure[] => [
      { measureCode: 'a', period, value: '1' },
      ...Array.from({ length: 200 }, (_, i) => ({ measureCode: 'a', period, cell: { c: `k${i}` }, value: `${i}` })),
    ]);
    const columns = [{ code: 'c', name: 'Category', categories: {} }];
    const pdf = await write({ measures: [{ code: 'a' }], figures, header: { columns } });
    expect(pdf.length).toBeLessThan(1_000_000);
  });
});
