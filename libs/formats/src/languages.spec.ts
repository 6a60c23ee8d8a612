import { inflateSync } from 'node:zlib';
import exceljs from 'exceljs';
import { messagesOf } from '@keelson/messages';
import { buildContent, written } from '../testing/index.js';
import { writeMeasureFrame } from './page/write-measure-frame.js';
import { writePage } from './page/write-page.js';
import { writePdf } from './pdf/write-pdf.js';
import { writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';
import { writeXlsx } from './xlsx/write-xlsx.js';

const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const alternative = 'Dos caminos "que" se <cruzan>';
const ofLogo = { mediaType: 'image/png', width: 1, height: 1, sha256: '5e'.repeat(32), alternative } as const;
const content = (language?: string, bears = false) =>
  buildContent({
    title: 'Seguridad vial',
    measures: [
      { code: 'a', name: 'Deaths', breaks: ['2024-01-01'] },
      { code: 'b', name: 'Rate', numberKind: 'RATIO', factor: 1_000, direction: 'INCREASE' },
    ] as never,
    figures: [
      { measureCode: 'a', period: '2022', value: '12345678901234567.25', target: '1000', status: 'MET' },
      { measureCode: 'a', period: '2023', nonValues: { MISSING: 2, DECLINED: 1 } },
      { measureCode: 'a', period: '2024', value: '1234567.5', target: '1000', status: 'BEHIND' },
      { measureCode: 'b', period: '2024', low: '3.25', high: '9.5', status: 'UNRESOLVED' },
    ],
    header: {
      coalition: { code: 'vial', name: 'Camino', timeZone: 'Europe/Dublin', figuresFrom: 'APPROVED' },
      ...(language ? { language } : {}),
      ...(bears ? { logo: ofLogo } : {}),
      narrative: [{ kind: 'WHAT_WORKS', measure: 'a', text: 'Speed bumps.' }],
    },
    ...(bears ? { logo } : {}),
  });
const page = async (language?: string, bears = false) =>
  (await written(writePage(content(language, bears)))).toString().replace(/\s+/g, ' ');
const pdfOf = async (language?: string, bears = false) => {
  const pdf = await written(writePdf('A4')(content(language, bears)));
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\n/g)].map(({ index }) => {
    try {
      return inflateSync(pdf.subarray(index + 7, text.indexOf('\nendstream', index))).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('\n');
};

describe('a report in Spanish', () => {
  it('is a page in Spanish, with its numbers and dates, and what people wrote as they wrote it', async () => {
    const text = await page('es');
    expect(text).toContain('<html lang="es" dir="ltr">');
    for (const told of [
      ...['Compilado el 2 de enero de 2026 a las 3:04', '1.234.567,5', 'Por detrás de la meta', 'Informado por'],
      ...['3,25 a 9,5', '1 no facilitado, 2 falta', 'Qué funciona: Deaths', 'Speed bumps.', 'debería bajar'],
      ...['1000 × numeradores ÷ denominadores', 'Gráfico de líneas de 3 períodos, 1 de ellos sin cifra.'],
    ]) {
      expect(text).toContain(told);
    }
    // Every digit that was given, none of them rounded by a floating point.
    expect(text).toContain('12.345.678.901.234.567,3');
  });

  it('has numbers as they are written where it is read', async () => {
    expect(await page('es-MX')).toContain('<html lang="es-MX"');
    expect(await page('es-MX')).toContain('1,234,567.5');
    expect(await page('es-MX')).toContain('Informado por');
  });

  it('leaves no English word of ours', async () => {
    const text = (await page('es')).replace(/<style>.*?<\/style>/s, '');
    const english = Object.entries(messagesOf('en'));
    const spanish = messagesOf('es');
    const left = english.filter(([key, words]) => {
      const isOther = key.startsWith('report.') && words !== spanish[key as keyof typeof spanish];
      return isOther && /^[^{}]{9,}$/.test(words) && text.includes(words);
    });
    expect(left).toEqual([]);
  });

  it('is a frame and a PDF in Spanish', async () => {
    expect(await writeMeasureFrame(content('es'), 'a')).toContain('<html lang="es" dir="ltr">');
    const pdf = await pdfOf('es');
    expect(pdf).toContain('/Lang (es)');
    expect(pdf).toContain('/Title (Resumen)');
    expect(await pdfOf()).toContain('/Lang (en)');
  });

  it('is a workbook in Spanish whose numbers are numbers', async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.load((await written(writeXlsx(content('es')))) as never);
    const names = book.worksheets.map(({ name }) => name);
    expect(names).toEqual(['Acerca de', 'Titulares', 'Cifras', 'Cobertura', 'Indicadores', 'Relato']);
    const values = (name: string, row: number) => (book.getWorksheet(name)!.getRow(row).values as unknown[]).slice(1);
    expect(values('Cifras', 1).slice(0, 3)).toEqual(['Indicador', 'Período', 'Valor']);
    expect(values('Cifras', 4).slice(0, 3)).toEqual(['a', '2024', 1234567.5]);
  });

  it('is the same to machines as one in English', async () => {
    const csv = async (language?: string) => (await written(writeCsv(content(language)))).toString();
    expect(await csv('es')).toBe(await csv());
    const json = JSON.parse((await written(writeJson(content('es')))).toString()) as { report: object; figures: [] };
    const english = JSON.parse((await written(writeJson(content()))).toString()) as { report: object; figures: [] };
    expect(json).toEqual({ ...english, report: { ...english.report, language: 'es' } });
  });
});

describe('a report in a language without words', () => {
  it('is English as a whole, and says so', async () => {
    expect(await page('am')).toBe(await page());
    expect(await page()).toContain('<html lang="en" dir="ltr">');
  });
});

describe('the logo of a report', () => {
  it('stands in the page itself, with its words, and the page may show nothing else', async () => {
    const text = await page('es', true);
    expect(text).toContain(`src="data:image/png;base64,${logo.toString('base64')}"`);
    expect(text).toContain('alt="Dos caminos &quot;que&quot; se &lt;cruzan&gt;"');
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
    expect(await page('es')).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect((await page('es')).match(/<img/g)).toBeNull();
  });

  it('is a tagged figure of the PDF, the same bytes each time', async () => {
    const pdf = await pdfOf('es', true);
    expect(pdf).toContain('/Subtype /Image');
    expect(pdf).toContain(`/Alt (${alternative})`);
    expect(await pdfOf('es', true)).toBe(pdf);
    expect(await pdfOf('es')).not.toContain('/Subtype /Image');
  });

  it('is told in JSON, without its bytes', async () => {
    const text = (await written(writeJson(content('es', true)))).toString();
    expect(JSON.parse(text)).toMatchObject({ report: { logo: ofLogo } });
    expect(text).not.toContain(logo.toString('base64').slice(0, 30));
  });
});
