import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { NotFound } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { canonicalJson, ReportCompiler, ReportsService, type Plain } from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { buildContent, written } from '../testing/index.js';
import { documentOf } from './document-of.js';
import { fileFormats, formats } from './formats.js';
import type { ReportContent } from './report-document.js';
import { reportSchema } from './report-schema.js';
import { writeJson } from './write-json.js';

let room: TestRoom;
let built: ReportedCoalition;
let id: string;
beforeAll(async () => {
  room = await openReportsRoom();
  built = await buildReportedCoalition(room);
  const report = await room.get(ReportsService).requestReport(built.funder, built.request);
  id = report.id;
  const job = { reportId: id, coalitionId: report.coalitionId };
  await room.getOfWorker(ReportCompiler).compileReport(job, { last: false });
});
afterAll(() => room.close());

const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
});
const isReport = ajv.compile(reportSchema);
async function contentOf(): Promise<ReportContent> {
  const service = room.get(ReportsService);
  const report = await service.openReport(built.backbone, id);
  return { document: documentOf(report), figures: service.figuresOf(built.backbone, report) };
}
const read = async (content: ReportContent) => JSON.parse((await written(writeJson(content))).toString()) as unknown;

describe('the JSON of a compiled report', () => {
  it('is as its schema says', async () => {
    const file = (await read(await contentOf())) as { figures: object[] };
    expect([isReport(file), isReport.errors]).toEqual([true, null]);
    expect(file.figures.length).toBe(8);
  });

  it('has the SHA-256 of the rest of it, in the form of RFC 8785', async () => {
    const { report, figures } = (await read(await contentOf())) as { report: Record<string, Plain>; figures: Plain[] };
    const { sha256, ...rest } = report;
    expect(
      createHash('sha256')
        .update(canonicalJson({ report: rest, figures }))
        .digest('hex'),
    ).toBe(sha256);
  });

  it('has the hash that the README’s command finds', async () => {
    const file = (await written(writeJson(await contentOf()))).toString();
    const program =
      'const s=v=>v&&typeof v=="object"?Array.isArray(v)?`[${v.map(s)}]`:`{${Object.keys(v).sort().map(k=>JSON.stringify(k)+":"+s(v[k]))}}`:JSON.stringify(v);' +
      'const f=JSON.parse(require("fs").readFileSync(0));delete f.report.sha256;' +
      'console.log(require("crypto").createHash("sha256").update(s(f)).digest("hex"))';
    const told = execFileSync(process.execPath, ['-e', program], { input: file }).toString().trim();
    expect(told).toBe((JSON.parse(file) as { report: { sha256: string } }).report.sha256);
  });

  it('is as its schema says with every kind of name, and with intervals', async () => {
    const name = 'السلامة 道路 \0\ud800</script>';
    const interval = { measureCode: 'a', period: '2024', low: '1', high: '2', status: 'UNRESOLVED' };
    const file = await read(buildContent({ title: name, measures: [{ code: 'a', name }], figures: [interval] }));
    expect([isReport(file), isReport.errors]).toEqual([true, null]);
  });

  it.each([
    ['a number that is no text', { value: 5 }],
    ['a number with an exponent', { value: '1e5' }],
    ['a figure without its coverage', { organizationsReported: undefined }],
  ])('is refused by its schema with %s', async (_, change) => {
    const file = (await read(await contentOf())) as { figures: object[] };
    Object.assign(file.figures[0]!, change);
    expect(isReport(JSON.parse(JSON.stringify(file)))).toBe(false);
  });
});

describe('every format of a compiled report', () => {
  it.each(fileFormats)(
    'is written from the stored content alone: %s',
    async (format) => {
      const write = await formats[format].load();
      const one = await written(write(await contentOf()));
      expect(one.length).toBeGreaterThan(300);
      expect(one.equals(await written(write(await contentOf())))).toBe(true);
    },
    60_000,
  );

  it('is nothing to a stranger', async () => {
    await expect(room.get(ReportsService).openReport(built.stranger, id)).rejects.toThrow(NotFound);
  });
});
