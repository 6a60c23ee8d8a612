import PDFDocument from 'pdfkit';
import { formats } from '../../libs/formats/src/formats.js';
import { buildContent, written, type NewFigure } from '../../libs/formats/testing/index.js';
import { median, round3, type Measured } from './measured.js';

const rounds = 3;
const measures = 50;
const months = 24;
const names = ['Traffic deaths', 'السلامة على الطرق', 'የመንገድ ደህንነት', 'सड़क सुरक्षा', '道路交通安全', 'Café 🚲'];
/** A PDF of this report has about so many pages and so many lines of text on each. */
const pages = 107;
const linesOfPage = 28;

/** 50 measures × 24 months with a breakdown, names in six scripts, against as many plain pages of text by the same library. */
export async function benchPdf(): Promise<Measured[]> {
  const ours: number[] = [];
  const plain: number[] = [];
  let size = 0;
  for (let round = 0; round < rounds; round++) {
    plain.push(await onOneCore(writePlainPages));
    const content = buildReport();
    const write = await formats.pdf.load();
    ours.push(await onOneCore(async () => (size = (await written(write(content))).length)));
  }
  const [o, p] = [median(ours), median(plain)];
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const ofReport = `PDF of ${measures} measures (${Math.round(size / 1024)} KB)`;
  return [
    {
      task: ofReport,
      ours: seconds(o),
      limit: `${pages} plain pages ${seconds(p)}`,
      ratio: round3(o / p),
      gate: 'none',
    },
    { task: ofReport, ours: seconds(o), limit: '10 s of one core', ratio: round3(o / 10_000), gate: '≤ 1' },
  ];
}

function buildReport() {
  const codes = Array.from({ length: measures }, (_, i) => `m${String(i).padStart(2, '0')}`);
  const periods = Array.from({ length: months }, (_, i) => {
    const year = 2024 + Math.floor(i / 12);
    const month = String((i % 12) + 1).padStart(2, '0');
    return { code: `${year}-${month}`, start: `${year}-${month}-01`, last: `${year}-${month}-28` };
  });
  const figures = codes.flatMap((measureCode, m) =>
    periods.flatMap(({ code: period }, i): NewFigure[] => {
      const value = String(4_000 + ((m * 37 + i * 13) % 900));
      const total = { measureCode, period, value: i % 9 === 5 ? null : value, target: '4400', status: 'BEHIND' };
      const parts = ['old', 'young', 'child'].map((band) => ({ measureCode, period, cell: { band }, value }));
      return [total, ...parts];
    }),
  );
  const columns = [{ code: 'band', name: 'Age band', categories: { old: 'Old', young: 'شباب', child: '儿童' } }];
  const named = codes.map((code, i) => ({ code, name: names[i % names.length]! }));
  return buildContent({ measures: named, figures, periods, header: { columns } });
}

async function writePlainPages(): Promise<void> {
  const doc = new PDFDocument({ size: 'A4', margin: 54, autoFirstPage: false });
  for (let page = 0; page < pages; page++) {
    doc.addPage().fontSize(8.5);
    for (let line = 0; line < linesOfPage; line++) {
      doc.text(`2024-01    ${page * line}    45 of 48    4,400    Behind the target`, 54, 54 + line * 15);
    }
  }
  doc.end();
  await written(doc as AsyncIterable<Uint8Array>);
}

/** Milliseconds of a core, as others may use the machine at the same time. */
async function onOneCore(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
