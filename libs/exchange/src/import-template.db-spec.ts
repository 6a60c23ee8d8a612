import exceljs from 'exceljs';
import { joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { SubmissionsService } from '@keelson/submissions';
import { cellsOf, submit } from '@keelson/submissions/testing';
import { buildReporting, countsOf, importFile, openExchangeRoom, unzip, zipOf } from '../testing/index.js';
import { TemplatesService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openExchangeRoom();
});
afterAll(() => room.close());

const seconds = 60_000;

const templateOf = async ({ coalition }: BuiltCoalition, actor: Actor, organization = 'a', period = '2024-01') =>
  room.get(TemplatesService).exportTemplate(actor, { coalitionId: coalition.id, organization, period });

/** As a person does it: open, change, save. */
async function fillIn(
  file: Uint8Array,
  values: Record<string, exceljs.CellValue>,
  alter: (workbook: exceljs.Workbook) => void = () => undefined,
): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(file) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const sheet = workbook.getWorksheet('Cells')!;
  for (const [address, value] of Object.entries(values)) sheet.getCell(address).value = value;
  alter(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const stored = ({ coalition }: BuiltCoalition) =>
  room.query(
    `SELECT m.code AS m, k.key AS k, v.number AS n, v.denominator AS d, v.non_value AS x, v.reason AS why, v.revision AS r
       FROM measurement v JOIN submission s ON s.id = v.submission_id JOIN measure m ON m.id = v.measure_id
       JOIN combination k ON k.id = v.combination_id
      WHERE v.coalition_id = $1 ORDER BY 1, 2`,
    [coalition.id],
  );

async function start() {
  const made = await buildReporting(room);
  const own = made.organizations.find(({ code }) => code === 'a')!;
  const partner = await joinCoalition(room, made, { role: 'PARTNER', organizationIds: [own.id] });
  return { made, partner, coalitionId: made.coalition.id };
}

describe('a template', () => {
  it(
    'is made for a partner with its permissions, filled in, sent back and read without loss',
    async () => {
      const { made, partner, coalitionId } = await start();
      await submit(room, partner, coalitionId, [
        ...cellsOf('deaths', [
          ['a', '2024-01', '0'],
          ['a', '2024-01', 'DECLINED', { band: 'old' }],
        ]),
        ...cellsOf('rate', [['a', '2024-01', '1/3']]),
        ...cellsOf('cost', [['a', '2024-01', '123456789012345678.25']]),
      ]);
      const { name, file } = await templateOf(made, partner);
      expect(name).toBe('a-2024-01.xlsx');
      const before = await stored(made);
      const untouched = await importFile(room, partner, coalitionId, file, { format: 'XLSX' });
      expect(untouched.refusals).toEqual([]);
      expect(countsOf(untouched.operation)).toEqual({ created: 0, changed: 0, unchanged: 4, refused: 0 });
      expect(await stored(made)).toEqual(before);
      const { rows, cells } = await layoutOf(file);
      expect([...rows].sort()).toEqual(['cost ', 'deaths ', ...[...deaths].sort(), 'rate ']);
      const filled = await fillIn(file, {
        [`${cells.Value}${rows.indexOf('deaths band=young') + 2}`]: 4,
        [`${cells['Non-value']}${rows.indexOf('deaths band=old,sex=f') + 2}`]: 'SUPPRESSED_AT_SOURCE',
        [`${cells.Numerator}${rows.indexOf('rate ') + 2}`]: 2,
        [`${cells['Non-value']}${rows.indexOf('deaths status=in') + 2}`]: 'DECLINED',
        [`${cells.Reason}${rows.indexOf('deaths status=in') + 2}`]: 'we will not say',
      });
      const done = await importFile(room, partner, coalitionId, filled, { format: 'XLSX' });
      expect(done.refusals).toEqual([]);
      expect(countsOf(done.operation)).toEqual({ created: 3, changed: 1, unchanged: 3, refused: 0 });
      expect(await stored(made)).toMatchObject([
        { m: 'cost', n: '123456789012345678.25', r: 1 },
        { m: 'deaths', k: '', n: '0', r: 1 },
        { m: 'deaths', k: 'band=old', x: 'DECLINED', why: 'we said why', r: 1 },
        { m: 'deaths', k: 'band=old;sex=f', x: 'SUPPRESSED_AT_SOURCE', r: 1 },
        { m: 'deaths', k: 'band=young', n: '4', r: 1 },
        { m: 'deaths', k: 'status=in', x: 'DECLINED', why: 'we will not say', r: 1 },
        { m: 'rate', n: '2', d: '3', r: 2 },
      ]);
      const audit = await room.query(
        `SELECT after FROM audit_event WHERE coalition_id = $1 AND verb = 'exportTemplate' AND person_id = $2`,
        [coalitionId, partner.personId],
      );
      expect(audit).toEqual([{ after: { period: '2024-01' } }]);
    },
    seconds,
  );

  it(
    'of another organization looks absent to a partner, is made for backbone staff, and is taken back only from who submits',
    async () => {
      const { made, partner, coalitionId } = await start();
      const funder = await joinCoalition(room, made, { role: 'FUNDER' });
      const told = async (actor: Actor, organization?: string, period?: string) =>
        templateOf(made, actor, organization, period).catch((error: Error) => error.message);
      const absent = 'No such organization that you submit for.';
      expect(await told(partner, 'b')).toBe(absent);
      expect(await told(partner, 'nobody')).toBe(absent);
      expect(await told(funder)).toBe('You submit for no organization here.');
      expect(await told((await start()).partner)).toMatch(/No such coalition/);
      expect(await told(partner, 'a', 'soon')).toMatch(/is not a period/);
      expect(await told(partner, 'a', '2024')).toMatch(/Nothing is due/);
      const { file } = await templateOf(made, made.backbone, 'b');
      const filled = await fillIn(file, { [`${(await layoutOf(file)).cells.Value}3`]: 5 });
      const refused = await importFile(room, partner, coalitionId, filled, { format: 'XLSX' });
      expect(refused.refusals).toMatchObject([{ row: 3, code: 'UNKNOWN_ORGANIZATION' }]);
      const taken = await importFile(room, made.backbone, coalitionId, filled, { format: 'XLSX' });
      expect(countsOf(taken.operation)).toEqual({ created: 1, changed: 0, unchanged: 0, refused: 0 });
    },
    seconds,
  );

  it(
    'with something wrong is refused with its sheet and cell, and nothing of it is written',
    async () => {
      const { made, partner, coalitionId } = await start();
      const { file } = await templateOf(made, partner);
      const { cells } = await layoutOf(file);
      const [value, other] = [`${cells.Value}2`, `${cells.Value}3`];
      const date = (book: exceljs.Workbook) => {
        const cell = book.getWorksheet('Cells')!.getCell(value);
        cell.style = { ...cell.style, numFmt: 'yyyy-mm-dd' };
      };
      const renamed = (book: exceljs.Workbook) => void (book.getWorksheet('Cells')!.name = 'Numbers');
      const moved = (book: exceljs.Workbook) => void Object.assign(book.getWorksheet('Cells')!, { orderNo: 9 });
      const parts: [string, string | Buffer][] = [...(await unzip(file))];
      const bomb = zipOf([...parts, ['xl/worksheets/sheet9.xml', Buffer.alloc(3 * 2 ** 20, '<row/>')]]);
      const wrong: [Uint8Array, object, RegExp][] = [
        [
          await fillIn(file, { [value]: { formula: '1+1', result: 2 }, [other]: 1 }),
          at(2),
          RegExp(`^Cells!${value}: .*formula`),
        ],
        [
          await fillIn(file, { [value]: new Date('2024-01-31'), [other]: 1 }, date),
          at(2),
          RegExp(`^Cells!${value}: .*date`),
        ],
        [
          await fillIn(file, { [value]: { error: '#DIV/0!' }, [other]: 1 }),
          at(2),
          RegExp(`^Cells!${value}: .*#DIV/0!`),
        ],
        [
          await fillIn(file, { [other]: 1 }, renamed),
          whole,
          /sheets "Read me", "Cells" .* this workbook has .*"Numbers"/,
        ],
        [await fillIn(file, { [other]: 1 }, moved), whole, /in this order/],
        [bomb, { ...whole, column: null }, /grows beyond .* or more than 150 times/],
        [
          await fillIn(file, { [other]: 1, [`${cells.Reason}3`]: 'counted twice' }),
          { row: 3, column: 'Reason', code: 'WRONG_KIND' },
          /beside a number none is kept/,
        ],
        [await fillIn(file, { [other]: 1.5 }), { row: 3, column: 'Value', code: 'NOT_WHOLE' }, /whole/],
      ];
      for (const [sent, refusal, message] of wrong) {
        const { operation, refusals } = await importFile(room, partner, coalitionId, sent, { format: 'XLSX' });
        expect(operation).toMatchObject({ state: 'REFUSED', created: 0 });
        expect(refusals[0]).toMatchObject(refusal);
        expect(refusals[0]!.message).toMatch(message);
      }
      expect(await stored(made)).toEqual([]);
      const elsewhere = await buildReporting(room);
      const { refusals } = await importFile(room, elsewhere.backbone, elsewhere.coalition.id, file, { format: 'XLSX' });
      expect(refusals).toMatchObject([{ row: null, message: expect.stringContaining('another coalition') }]);
    },
    seconds,
  );

  it(
    'of an approved period changes nothing when it comes back, and is refused where it would',
    async () => {
      const { made, partner, coalitionId } = await start();
      const values = cellsOf('deaths', [
        ['a', '2024-01', '5'],
        ['a', '2024-01', 'DECLINED', { band: 'old' }],
      ]);
      const { submissionIds } = await submit(room, partner, coalitionId, values);
      await room.get(SubmissionsService).approveSubmissions(made.backbone, submissionIds);
      const { file } = await templateOf(made, partner);
      const { rows, cells } = await layoutOf(file);
      const same = await importFile(room, partner, coalitionId, file, { format: 'XLSX' });
      expect(countsOf(same.operation)).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 0 });
      const reason = `${cells.Reason}${rows.indexOf('deaths band=old') + 2}`;
      const other = await fillIn(file, { [reason]: 'another reason' });
      const refused = await importFile(room, partner, coalitionId, other, { format: 'XLSX' });
      expect(refused.refusals).toMatchObject([{ code: 'FROZEN' }]);
      expect((await stored(made)).map((cell) => (cell as { r: number }).r)).toEqual([1, 1]);
    },
    seconds,
  );
});

const whole = { row: null, code: 'INVALID' };
const at = (row: number) => ({ row, column: 'Value', code: 'WRONG_KIND' });
const deaths = ['young', 'old']
  .flatMap((band) => [`band=${band}`, `band=${band},sex=f`, `band=${band},sex=m`])
  .concat('status=in', 'status=out')
  .map((categories) => `deaths ${categories}`);

/** Which cell stands in which row, from the second on, and the letters above the columns to fill in. */
async function layoutOf(file: Uint8Array) {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(file) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const sheet = workbook.getWorksheet('Cells')!;
  const cells: Record<string, string> = {};
  sheet.getRow(1).eachCell((cell, column) => (cells[cell.text] = sheet.getColumn(column).letter));
  const rows = Array.from({ length: sheet.rowCount - 1 }, (_, i) =>
    [1, 2].map((column) => sheet.getCell(i + 2, column).text).join(' '),
  );
  return { rows, cells };
}
