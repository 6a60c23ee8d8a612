import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { WindowsService } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, submit } from '@keelson/submissions/testing';
import { buildReporting, countsOf, exportFile, header, importFile, openExchangeRoom } from '../testing/index.js';
import { BulkOperationsService, writeRefusalsCsv, writeXlsx, type FileRow } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
beforeAll(async () => {
  room = await openExchangeRoom();
  built = await buildReporting(room);
});
afterAll(() => room.close());

const seconds = 60_000;

describe('a file of tidy rows', () => {
  it(
    'is imported with its history, and a second time it changes nothing',
    async () => {
      const { coalition, backbone } = built;
      const file =
        header +
        'a,deaths,2024-01,,,0,,,,\n' +
        'a,deaths,2024-01,,young,4,,,,\r\n' +
        'a,deaths,202401,f,old,"3",,,,\n\n' +
        'a,cost,2024-01,,,-10.50,,,,\n' +
        'b,rate,2024-01,,,,1,3,reported,\n' +
        'b,rate,2024-02,,,,,40,suppressed,\n' +
        'b,cost,2024-02,,,,,,declined,"=we, ""said"" why\nin two lines"\n';
      const first = await importFile(room, backbone, coalition.id, file, { reason: 'the yearly file' });
      expect(first.refusals).toEqual([]);
      expect(first.operation).toMatchObject({
        state: 'COMPLETED',
        failure: null,
        progress: { percent: 100, rowsRead: 7 },
      });
      expect(countsOf(first.operation)).toEqual({ created: 7, changed: 0, unchanged: 0, refused: 0 });
      const again = await importFile(room, backbone, coalition.id, file);
      expect(countsOf(again.operation)).toEqual({ created: 0, changed: 0, unchanged: 7, refused: 0 });
      const history = await room.query(
        `SELECT b.through, b.reason, b.person_id, count(*)::int AS n FROM measurement_revision r JOIN measurement_batch b ON b.id = r.batch_id
        WHERE r.coalition_id = $1 GROUP BY 1, 2, 3`,
        [coalition.id],
      );
      expect(history).toEqual([{ through: 'FILE', reason: 'the yearly file', person_id: backbone.personId, n: 7 }]);
      const submitted = await room.query(
        `SELECT count(*)::int AS n FROM audit_event WHERE coalition_id = $1 AND verb = 'submitMeasurements'`,
        [coalition.id],
      );
      expect(submitted).toEqual([{ n: 3 }]);
    },
    seconds,
  );

  it(
    'names row, column, code and what to do, and writes nothing of it unless partial',
    async () => {
      const { coalition, backbone } = await buildReporting(room);
      const file =
        'organization_id,measure_id,period,band,value,status\n' +
        'a,deaths,2024-01,young,1,\n' +
        'a,deaths,2024-01,middle,x,\n' +
        'a,deaths,2024-01,"old,sex=f",3,\n' +
        'a,deaths,2024-02,,,\n' +
        'a,deaths,2024-03,,,perhaps\n' +
        'a,deaths,2024-04,,4,declined\n' +
        'a,deaths\n' +
        '=a,deaths,2024-01,young,1,\n';
      const all = await importFile(room, backbone, coalition.id, file);
      expect(all.operation).toMatchObject({ state: 'REFUSED', created: 0, changed: 0, unchanged: 0, refused: 7 });
      expect(all.refusals.map(({ row, column, code }) => [row, column, code])).toEqual([
        [3, 'band', 'UNKNOWN_CATEGORY'],
        [4, 'band', 'UNKNOWN_CATEGORY'],
        [5, 'value', 'REQUIRED'],
        [6, 'status', 'INVALID'],
        [7, 'value', 'WRONG_KIND'],
        [8, null, 'INVALID'],
        [9, 'organization_id', 'UNKNOWN_ORGANIZATION'],
      ]);
      expect(await cellsIn(coalition.id)).toBe(0);
      let text = '';
      const portions = await room.get(BulkOperationsService).exportRefusals(backbone, all.operation.id);
      for await (const part of writeRefusalsCsv(portions)) text += part;
      expect(text.split('\n')[0]).toBe('row,column,code,message,remedy');
      expect(text).toContain(
        '8,,INVALID,"This row has 2 fields, the header has 6.",Correct this cell or row as the message says.',
      );
      const right = await importFile(room, backbone, coalition.id, file, { partial: true });
      expect(right.operation).toMatchObject({ state: 'COMPLETED', created: 1, refused: 7 });
      expect(await cellsIn(coalition.id)).toBe(1);
    },
    seconds,
  );

  it(
    'says in a dry run what an import would do, and changes nothing',
    async () => {
      const made = await buildReporting(room);
      const { coalition, backbone } = made;
      await submit(
        room,
        backbone,
        coalition.id,
        cellsOf('deaths', [
          ['a', '2024-01', '1'],
          ['a', '2024-02', '2'],
        ]),
      );
      const file =
        header +
        'a,deaths,2024-01,,,1,,,,\na,deaths,2024-02,,,3,,,,\nb,deaths,2024-01,,old,3,,,,\nb,no,2024-01,,,3,,,,\n';
      const before = await room.query(stateOf, [coalition.id]);
      const tried = await importFile(room, backbone, coalition.id, file, { partial: true, dryRun: true });
      expect(await room.query(stateOf, [coalition.id])).toEqual(before);
      const done = await importFile(room, backbone, coalition.id, file, { partial: true });
      expect(countsOf(tried.operation)).toEqual({ created: 1, changed: 1, unchanged: 1, refused: 1 });
      expect(countsOf(done.operation)).toEqual(countsOf(tried.operation));
      expect(done.refusals.map(({ code, row }) => [code, row])).toEqual(
        tried.refusals.map(({ code, row }) => [code, row]),
      );
    },
    seconds,
  );

  it(
    'holds only the cells of whom its sender speaks for, and comes late only from backbone staff with a reason',
    async () => {
      const made = await buildReporting(room);
      const { coalition, backbone, organizations } = made;
      const own = organizations.find(({ code }) => code === 'a')!;
      const partner = await joinCoalition(room, made, { role: 'PARTNER', organizationIds: [own.id] });
      const file = header + 'a,deaths,2024-01,,,1,,,,\nb,deaths,2024-01,,,1,,,,\n';
      const refused = await importFile(room, partner, coalition.id, file);
      expect(refused.refusals).toMatchObject([{ row: 3, column: 'organization', code: 'UNKNOWN_ORGANIZATION' }]);
      const late = header + 'a,deaths,2024-01,,,1,,,,\n';
      await room.get(WindowsService).setReportingWindow(backbone, {
        coalitionId: coalition.id,
        frequency: 'MONTH',
        opens: 0,
        due: 10,
        closes: 20,
      });
      const closed = async (...asked: [typeof partner, string?]) =>
        (await importFile(room, asked[0], coalition.id, late, { reason: asked[1] })).refusals.map(({ code }) => code);
      expect(await closed(partner, 'we forgot')).toEqual(['WINDOW_CLOSED']);
      expect(await closed(backbone)).toEqual(['WINDOW_CLOSED']);
      expect(await closed(backbone, 'they forgot')).toEqual([]);
    },
    seconds,
  );

  it(
    'is exported so that importing it changes nothing, and makes the same cells elsewhere',
    async () => {
      const { coalition, backbone } = await buildReporting(room);
      const file =
        'organization,measure,period,sex,band,dimension:status,value,numerator,denominator,status,reason\n' +
        'a,deaths,2024-01,,,,0,,,,\na,deaths,2024-01,f,young,,12,,,,\na,deaths,2024-01,,,in,3,,,,\n' +
        'a,cost,2024-01,,,,-10.50,,,,\nb,rate,2024-01,,,,,1,3,,\nb,rate,2024-02,,,,,,40,suppressed,\n' +
        'b,cost,2024-02,,,,,,,declined,\'=cmd()\nb,cost,2024-03,,,,,,,declined,"\'\'+1 ""quoted"""\nb,cost,2024-04,,,,,,,not_applicable,\'tis so\n';
      const { refusals } = await importFile(room, backbone, coalition.id, file);
      expect(refusals).toEqual([]);
      const exported = (await exportFile(room, backbone, coalition.id)).toString();
      expect(exported).toContain("'=cmd()");
      expect(exported).not.toMatch(/(^|,)"?[=+@]/m);
      const back = await importFile(room, backbone, coalition.id, exported);
      expect(countsOf(back.operation)).toEqual({ created: 0, changed: 0, unchanged: 9, refused: 0 });
      const elsewhere = await buildReporting(room);
      const copied = await importFile(room, elsewhere.backbone, elsewhere.coalition.id, exported);
      expect(countsOf(copied.operation)).toEqual({ created: 9, changed: 0, unchanged: 0, refused: 0 });
      expect((await exportFile(room, elsewhere.backbone, elsewhere.coalition.id)).toString()).toBe(exported);
      expect(await room.query(reasons, [elsewhere.coalition.id])).toEqual([
        { reason: '\'+1 "quoted"' },
        { reason: "'tis so" },
        { reason: '=cmd()' },
      ]);
    },
    seconds,
  );

  it(
    'comes as a workbook too',
    async () => {
      const { coalition, backbone } = await buildReporting(room);
      const row = {
        row: 2,
        organization: 'a',
        period: '2024-01',
        categories: '',
        denominator: null,
        nonValue: null,
        reason: null,
      };
      const rows: FileRow[] = [
        { ...row, measure: 'deaths', number: '12' },
        { ...row, measure: 'deaths', categories: 'band=old,sex=f', number: '0' },
        { ...row, measure: 'rate', number: '1', denominator: '3' },
        { ...row, measure: 'cost', number: null, nonValue: 'DECLINED', reason: '=we said why' },
      ];
      const parts: Uint8Array[] = [];
      for await (const part of writeXlsx(Readable.from(rows))) parts.push(part);
      const { operation, refusals } = await importFile(room, backbone, coalition.id, Buffer.concat(parts), {
        format: 'XLSX',
      });
      expect(refusals).toEqual([]);
      expect(countsOf(operation)).toEqual({ created: 4, changed: 0, unchanged: 0, refused: 0 });
      expect((await exportFile(room, backbone, coalition.id)).toString()).toContain(
        "a,cost,2024-01,,,,,,,declined,'=we said why",
      );
    },
    seconds,
  );

  const contradictions = resolve('../shared/data/nyc-graduation/conflicting_submissions.csv');
  const there = existsSync(contradictions);
  if (!there) process.stderr.write(`Skipped, because ${contradictions} is absent: rows that contradict each other\n`);
  (there ? it : it.skip)(
    'refuses rows that contradict each other, whether they say so or not',
    async () => {
      const told = readFileSync(contradictions, 'utf8').replace(/,raw_note[^\n]*/g, '');
      const [first = '', ...lines] = told.trim().split('\n');
      const columns = first.split(',');
      const rows = lines.map((line) => line.split(','));
      const dimensions = columns.slice(3, columns.indexOf('numerator'));
      const codes = (column: number) => [...new Set(rows.map((row) => row[column]!))].filter((code) => code !== '');
      const made = await buildCoalition(
        room,
        codes(0).map((code) => ({ code, name: code })),
      );
      await buildDimensions(
        room,
        made,
        Object.fromEntries(dimensions.map((code, i) => [code, [...codes(3 + i), 'none']])),
      );
      const breakdowns = dimensions.map((code) => ({ dimensionCodes: [code], additive: false }));
      for (const code of codes(1)) {
        await buildMeasure(room, made, { code, numberKind: 'RATIO', factor: 100, frequency: 'YEAR', breakdowns });
      }
      const { coalition, backbone } = made;
      const said = await importFile(room, backbone, coalition.id, told, { partial: true });
      expect(countsOf(said.operation)).toEqual({ created: 0, changed: 0, unchanged: 0, refused: rows.length });
      expect(new Set(said.refusals.map(({ code, column }) => `${code} ${column}`))).toEqual(
        new Set(['DUPLICATE status']),
      );
      const silent = await importFile(room, backbone, coalition.id, told.replaceAll(',conflict', ','));
      const cellOf = (row: string[]) => row.slice(0, 3 + dimensions.length).join(',');
      const [numerator, denominator] = ['numerator', 'denominator'].map((column) => columns.indexOf(column));
      const whole = rows.filter((row) => row[numerator!] !== '' && row[denominator!] !== '');
      const times = (wanted: string) => silent.refusals.filter(({ code }) => code === wanted).length;
      expect(silent.operation.state).toBe('REFUSED');
      expect(silent.operation.refused).toBe(times('DUPLICATE') + times('REQUIRED'));
      expect(times('DUPLICATE')).toBe(whole.length - new Set(whole.map(cellOf)).size);
      expect(times('REQUIRED')).toBe(rows.length - whole.length);
    },
    seconds,
  );
});

const reasons = `SELECT reason FROM measurement WHERE coalition_id = $1 AND reason IS NOT NULL ORDER BY reason COLLATE "C"`;
const stateOf = `
  SELECT (SELECT json_agg(s ORDER BY id) FROM submission s WHERE coalition_id = $1) AS submissions,
         (SELECT json_agg(m ORDER BY submission_id, measure_id, combination_id) FROM measurement m WHERE coalition_id = $1) AS cells,
         (SELECT count(*) FROM measurement_revision WHERE coalition_id = $1) AS revisions,
         (SELECT count(*) FROM measurement_batch WHERE coalition_id = $1) AS batches,
         (SELECT count(*) FROM combination WHERE coalition_id = $1) AS combinations`;

async function cellsIn(coalitionId: string): Promise<number> {
  return (
    await room.query<{ n: number }>('SELECT count(*)::int AS n FROM measurement WHERE coalition_id = $1', [coalitionId])
  )[0]!.n;
}
