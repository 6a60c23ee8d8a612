import exceljs from 'exceljs';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import type { Actor } from '@keelson/platform';
import { ReportsService, type ReportFigure } from '@keelson/reports';
import {
  buildPartnersReport,
  buildSuppressedReport,
  openReportsRoom,
  type SuppressedReport,
} from '@keelson/reports/testing';
import { written } from '../testing/index.js';
import { textOfPdf } from '../testing/text-of-pdf.js';
import { documentOf } from './document-of.js';
import { fileFormats, formats, type FileFormat } from './formats.js';
import type { ReportContent } from './report-document.js';

let room: TestRoom;
let report: SuppressedReport;
let readers: Record<string, Actor>;
beforeAll(async () => {
  room = await openReportsRoom();
  report = await buildSuppressedReport(room);
  const { built } = report;
  const observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
  readers = { funder: built.funder, partner: built.partner('a'), observer };
});
afterAll(() => room.close());

async function openAs(actor: Actor, id = report.id): Promise<ReportContent> {
  const service = room.get(ReportsService);
  const compiled = await service.openReport(actor, id);
  return { document: documentOf(compiled), figures: service.figuresOf(actor, compiled) };
}

async function figuresFor(actor: Actor): Promise<ReportFigure[]> {
  const all: ReportFigure[] = [];
  for await (const figures of (await openAs(actor)).figures) all.push(...figures);
  return all;
}

const nameOf = ({ measureCode, cell }: ReportFigure) => [measureCode, cell['group'] ?? ''].join(' ').trim();
/** Numbers by which a figure is known wherever they stand. */
const marksOf = ({ value, numerator, denominator }: ReportFigure) =>
  (numerator === null ? [value] : [numerator, denominator]).filter((mark): mark is string => (mark?.length ?? 0) > 4);

/** What somebody reads in a file, numbers without the signs that group thousands. */
async function textFor(actor: Actor, format: FileFormat, id = report.id): Promise<string> {
  const write = await formats[format].load();
  const file = await written(write(await openAs(actor, id)));
  const text =
    format === 'xlsx' ? await textOfWorkbook(file) : format.endsWith('pdf') ? textOfPdf(file) : file.toString();
  // Hashes, and how many writes the compile saw, are no numbers of people.
  const ofPeople = text.replace(/[0-9a-f]{64}|"number":"\d+","server"|writes up to \d+/g, '');
  return ofPeople.replace(/(?<=\d)[,\u2009\u202f\u00a0](?=\d{3}(?!\d))/g, '');
}

async function textOfWorkbook(file: Buffer): Promise<string> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(file as never);
  const cells: string[] = [];
  for (const sheet of book.worksheets) sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
  return cells.join('\n');
}

/** The figures that a file tells, of those that are known by a number. */
const toldBy = (text: string, figures: ReportFigure[]) =>
  figures.filter((figure) => marksOf(figure).some((mark) => RegExp(`(?<!\\d)${mark}(?!\\d)`).test(text))).map(nameOf);

/** The groups that a page or PDF draws, measure by measure: its only word of them. */
const drawnIn = (text: string, format: FileFormat) =>
  format === 'html'
    ? [...text.matchAll(/Line chart of \d parts? by group: ([^.]*)\./g)].flatMap(([, groups = '']) =>
        groups.split(', '),
      )
    : [...text.matchAll(/^(?:By group: )?([fmx])(?:, .*)?$/gm)].map(([, group = '']) => group);

describe('what a published report hides', () => {
  it('is some of everything: small ones, others that would tell them, and a total', async () => {
    const all = await figuresFor(report.built.backbone);
    const hidden = (await figuresFor(report.built.funder)).filter(({ status }) => status === 'SUPPRESSED').map(nameOf);
    expect(all).toHaveLength(9);
    expect(hidden).toEqual(expect.arrayContaining(['nearly_all', 'rate f', 'students f', 'students m']));
    expect(hidden.length).toBeLessThan(7);
    expect(all.filter((figure) => marksOf(figure).length === 0).map(nameOf)).toEqual(['students f']);
  });

  it.each(fileFormats)('is hidden in %s, whoever reads it, and nothing else is', async (format) => {
    const all = await figuresFor(report.built.backbone);
    const whole = await textFor(report.built.backbone, format);
    const told = toldBy(whole, all);
    // A page and a PDF tell totals and gaps by numbers and draw the groups; every other format tells all.
    const draws = format === 'html' || format.endsWith('pdf');
    const known = all.filter((figure) => marksOf(figure).length > 0).map(nameOf);
    expect(told).toEqual(draws ? known.filter((name) => !/^\S+ rate|^rate \S/.test(name)) : known);
    for (const [who, actor] of Object.entries(readers)) {
      const shown = (await figuresFor(actor)).filter(({ value }) => value !== null).map(nameOf);
      const text = await textFor(actor, format);
      expect([who, toldBy(text, all)]).toEqual([who, told.filter((name) => shown.includes(name))]);
      if (!draws) continue;
      const groups = shown.flatMap((name) => name.split(' ').slice(1));
      // In a PDF the gaps of two measures name them too, whether a number stands beside or "suppressed".
      if (format !== 'html') groups.push('f', 'm', 'x', 'f', 'm', 'x');
      expect([who, drawnIn(text, format).sort()]).toEqual([who, groups.sort()]);
    }
  });

  it.each(['csv', 'json', 'xlsx', 'dhis2.json', 'cids.jsonld', 'iati.xml'] as const)(
    'of 7 people is no 7 in %s either',
    async (format) => {
      const lines = async (actor: Actor) =>
        (await textFor(actor, format)).split(/[\n{}]/).filter((one) => one.includes('7'));
      const isSeven = /(?<![\w.:-])7(?![\w.:-])/;
      const seven = async (actor: Actor) => (await lines(actor)).filter((line) => isSeven.test(line)).length;
      expect(await seven(report.built.backbone)).toBeGreaterThan(0);
      for (const actor of Object.values(readers)) expect(await seven(actor)).toBe(0);
    },
  );
});

describe("organizations' own figures", () => {
  let id: string;
  let marks: string[];
  let told: [who: string, actor: Actor, marks: string[], hidden: string[]][];
  beforeAll(async () => {
    const { built, people, money, ...own } = await buildPartnersReport(room);
    id = own.id;
    marks = [...Object.values(people), ...Object.values(money)].filter((one) => one.length > 4);
    const observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
    told = [
      ['backbone', built.backbone, marks, []],
      ['funder', built.funder, [people.a, people.b, people.d], ['Organization c']],
      ['observer', observer, [money.b, money.c], ['Organization a']],
      ['partner', built.partner('e'), [money.b, money.c], ['Organization a']],
    ];
  });

  const withTable: FileFormat[] = ['html', 'json', 'xlsx', 'pdf', 'letter.pdf'];

  it.each(fileFormats)('are told in %s to whom they are agreed, and to nobody else', async (format) => {
    for (const [who, actor, own] of told) {
      const text = await textFor(actor, format, id);
      const found = marks.filter((mark) => RegExp(`(?<!\\d)${mark}(?!\\d)`).test(text));
      expect([who, found]).toEqual([who, withTable.includes(format) ? own : []]);
    }
  });

  it.each(['html', 'json', 'xlsx'] as const)('that nobody agreed to are not named in %s', async (format) => {
    for (const [who, actor, , hidden] of told) {
      const text = await textFor(actor, format, id);
      const named = text.includes('Organization e');
      expect([who, named]).toEqual([who, who === 'backbone']);
      for (const name of hidden) expect(text).toContain(name);
    }
  });
});
