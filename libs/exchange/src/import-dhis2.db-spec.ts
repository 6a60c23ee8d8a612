import type { TestRoom } from '@keelson/platform/testing';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import { buildReporting, countsOf, exportFile, header, importFile, openExchangeRoom } from '../testing/index.js';
import type { FileFormat } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openExchangeRoom();
});
afterAll(() => room.close());

const seconds = 60_000;

interface DataValue {
  dataElement: string;
  period: string;
  orgUnit: string;
  value: string;
  categoryOptionCombo?: string;
  comment?: string;
}

const valuesOf = (...lines: string[]): DataValue[] =>
  lines.map((line) => {
    const [dataElement = '', period = '', orgUnit = '', value = '', categoryOptionCombo] = line.split(' ');
    return { dataElement, period, orgUnit, value, ...(categoryOptionCombo && { categoryOptionCombo }) };
  });
const long = 'dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,timestamp,comment';
const short = 'dataelement,period,orgunit,catoptcombo,attroptcombo,value,strby,lstupd,cmt';
const csvOf = (values: DataValue[], heading = long) =>
  [
    heading,
    ...values.map(({ dataElement, period, orgUnit, value, categoryOptionCombo = 'default', comment = '' }) =>
      [
        dataElement,
        period,
        orgUnit,
        `"${categoryOptionCombo}"`,
        'default',
        value,
        'somebody',
        '2024-02-01',
        comment,
      ].join(','),
    ),
  ].join('\n');
const jsonOf = (dataValues: DataValue[], more: object = {}) => JSON.stringify({ ...more, dataValues });

async function cellsOf({ coalition }: BuiltCoalition): Promise<unknown[]> {
  return room.query(
    `SELECT o.code AS o, m.code AS m, s.period_start::text AS p, k.key AS k, v.number AS n, v.denominator AS d, v.revision AS r
       FROM measurement v JOIN submission s ON s.id = v.submission_id JOIN organization o ON o.id = s.organization_id
       JOIN measure m ON m.id = v.measure_id JOIN combination k ON k.id = v.combination_id
      WHERE v.coalition_id = $1 ORDER BY 1, 2, 3, 4`,
    [coalition.id],
  );
}

/** 2,500 rows of another measure: more than a share. */
const between = (organization: string) =>
  Array.from({ length: 2_500 }, (_, i) => {
    const month = String((i % 12) + 1).padStart(2, '0');
    return `deaths ${1800 + Math.floor(i / 12)}${month} ${organization} ${i}`;
  });

const forms: [FileFormat, string, (values: DataValue[]) => string][] = [
  ['DHIS2_JSON', 'JSON', (values) => jsonOf(values, { dataSet: 'x', completeDate: '2024-02-01' })],
  ['DHIS2_CSV', 'CSV, long header', (values) => csvOf(values)],
  ['DHIS2_CSV', 'CSV, short header', (values) => csvOf(values, short)],
];

describe.each(forms)('%s (%s)', (format, _, fileOf) => {
  it(
    'is imported: halves far apart are one cell, DHIS2 spells periods and combos; a second time changes nothing',
    async () => {
      const made = await buildReporting(room);
      const { coalition, backbone } = made;
      const file = fileOf(
        valuesOf(
          'rate.denominator 202401 a 9',
          'deaths 202401 a 0',
          'deaths 202401 a 4 young',
          'deaths 202401 a 3 sex=f;band=old',
          'rate.numerator 202402 b 1',
          'rate.denominator 202402 b 3',
          ...between('b'),
          'rate.numerator 202401 a 2',
          'cost 202401 a -10.50',
        ),
      );
      const tried = await importFile(room, backbone, coalition.id, file, { format, dryRun: true });
      expect(await cellsOf(made)).toEqual([]);
      const done = await importFile(room, backbone, coalition.id, file, { format });
      expect(done.refusals).toEqual([]);
      expect(done.operation).toMatchObject({ state: 'COMPLETED', progress: { percent: 100, rowsRead: 2_508 } });
      expect(countsOf(done.operation)).toEqual({ created: 2_506, changed: 0, unchanged: 0, refused: 0 });
      expect(countsOf(tried.operation)).toEqual(countsOf(done.operation));
      const told = (await cellsOf(made)).filter((cell) => (cell as { p: string }).p > '2024');
      expect(told).toEqual([
        { o: 'a', m: 'cost', p: '2024-01-01', k: '', n: '-10.50', d: null, r: 1 },
        { o: 'a', m: 'deaths', p: '2024-01-01', k: '', n: '0', d: null, r: 1 },
        { o: 'a', m: 'deaths', p: '2024-01-01', k: 'band=old;sex=f', n: '3', d: null, r: 1 },
        { o: 'a', m: 'deaths', p: '2024-01-01', k: 'band=young', n: '4', d: null, r: 1 },
        { o: 'a', m: 'rate', p: '2024-01-01', k: '', n: '2', d: '9', r: 1 },
        { o: 'b', m: 'rate', p: '2024-02-01', k: '', n: '1', d: '3', r: 1 },
      ]);
      const again = await importFile(room, backbone, coalition.id, file, { format });
      expect(countsOf(again.operation)).toEqual({ created: 0, changed: 0, unchanged: 2_506, refused: 0 });
    },
    seconds,
  );

  it(
    'lists an unknown code once, with a count, and refuses a lone half; partial writes the rest',
    async () => {
      const made = await buildReporting(room);
      const { coalition, backbone } = made;
      const values = valuesOf(
        'deaths 202401 a 1',
        ...Array.from({ length: 1_200 }, () => 'fbfJHSPpUQD 202401 a 1'),
        'deaths 202401 nobody 1',
        'rate.numerator 202401 a 2',
        'rate.denominator 202402 a 3',
        'rate.numerator 202402 nobody 3',
        'rate.denominator 202402 nobody 3',
        'deaths 202402 a 1 Xr12mI7VPn3',
        'deaths 202403 a 1 middle;band=none',
        'rate 202401 b 7',
        'rate.numerator 202403 b 1',
        'rate.numerator 202403 b 1',
        'rate.denominator 202403 b 0',
        'deaths 2024Q1 a 1',
        'cost.numerator 202401 a 1',
      );
      const all = await importFile(room, backbone, coalition.id, fileOf(values), { format });
      expect(await cellsOf(made)).toEqual([]);
      const at = (place: number) => place + (format === 'DHIS2_CSV' ? 1 : 0);
      const heading = (name: string) => {
        if (format === 'DHIS2_JSON') return name;
        const lower = name.toLowerCase();
        return fileOf([]).startsWith(long) ? lower : lower.replace('categoryoptioncombo', 'catoptcombo');
      };
      const listed = all.refusals.map(({ row, column, code, message }) => {
        const [, count = ''] = /Cells that name it: ([\d,]+); this is the first\.$/.exec(message) ?? [];
        return [row! - at(0), column, code, count];
      });
      expect(listed).toEqual([
        [2, heading('dataElement'), 'UNKNOWN_MEASURE', '1,200'],
        [1202, heading('orgUnit'), 'UNKNOWN_ORGANIZATION', '2'],
        [1203, heading('dataElement'), 'REQUIRED', ''],
        [1204, heading('dataElement'), 'REQUIRED', ''],
        [1207, heading('categoryOptionCombo'), 'UNKNOWN_CATEGORY', '1'],
        [1208, heading('categoryOptionCombo'), 'UNKNOWN_CATEGORY', '1'],
        [1208, heading('categoryOptionCombo'), 'UNKNOWN_CATEGORY', '1'],
        [1209, heading('dataElement'), 'WRONG_KIND', ''],
        [1211, null, 'DUPLICATE', ''],
        [1212, heading('value'), 'NEGATIVE', ''],
        [1213, 'period', 'UNKNOWN_PERIOD', '1'],
        [1214, heading('dataElement'), 'UNKNOWN_MEASURE', '1'],
      ]);
      expect(all.operation).toMatchObject({ state: 'REFUSED', refused: 1_211 });
      const lone = all.refusals.find(({ code }) => code === 'REQUIRED')!;
      expect(lone.message).toBe(
        'This is the numerator alone: the denominator of the same cell is not in this file, or was refused.',
      );
      const part = await importFile(room, backbone, coalition.id, fileOf(values), { format, partial: true });
      expect(part.operation).toMatchObject({ state: 'COMPLETED', created: 1, refused: 1_211 });
    },
    seconds,
  );
});

describe('DHIS2 files', () => {
  it(
    'by another id scheme than CODE are refused as a whole, and name the remedy',
    async () => {
      const { coalition, backbone } = await buildReporting(room);
      const file = jsonOf(valuesOf('deaths 202401 a 1'), { orgUnitIdScheme: 'UID' });
      const { operation, refusals } = await importFile(room, backbone, coalition.id, file, {
        format: 'DHIS2_JSON',
        partial: true,
      });
      expect(operation).toMatchObject({ state: 'REFUSED', created: 0 });
      const remedy = expect.stringContaining('orgUnitIdScheme=CODE');
      expect(refusals).toContainEqual(
        expect.objectContaining({ row: null, column: 'orgUnitIdScheme', message: remedy }),
      );
    },
    seconds,
  );

  it(
    'name organizations by org-id.guide identifiers too, where one organization alone has them',
    async () => {
      const { coalition, backbone } = await buildReporting(room);
      const identifiers = (code: string, ids: string[]) =>
        room.query('UPDATE organization SET identifiers = $3 WHERE coalition_id = $1 AND code = $2', [
          ...[coalition.id, code, ids],
        ]);
      await identifiers('a', ['GB-CHC-1', 'GB-CHC-2', 'b']);
      await identifiers('b', ['GB-CHC-2']);
      const values = valuesOf('deaths 202401 GB-CHC-1 1', 'deaths 202401 GB-CHC-2 2', 'deaths 202401 b 3');
      const file = jsonOf(values, { orgUnitIdScheme: 'ATTRIBUTE:l1VmqIHKk6t' });
      const options = { format: 'DHIS2_JSON', partial: true } as const;
      const { operation, refusals } = await importFile(room, backbone, coalition.id, file, options);
      expect(countsOf(operation)).toMatchObject({ created: 2, refused: 1 });
      expect(refusals).toMatchObject([{ row: 2, code: 'UNKNOWN_ORGANIZATION' }]);
      const cells = (await exportFile(room, backbone, coalition.id)).toString().split('\n').slice(1, -1);
      expect(cells.map((line) => line.split(',').filter(Boolean))).toEqual([
        ['a', 'deaths', '2024-01', '1'],
        ['b', 'deaths', '2024-01', '3'],
      ]);
    },
    seconds,
  );

  it.each([
    ['DHIS2_JSON', 'dhis2.json'],
    ['DHIS2_CSV', 'dhis2.csv'],
    ['XLSX', 'xlsx'],
  ] as const)(
    '%s: an export changes nothing when it is imported, and makes the same cells elsewhere',
    async (format, ending) => {
      const { coalition, backbone } = await buildReporting(room);
      const file =
        `${header}a,deaths,2024-01,,,0,,,,\na,deaths,2024-01,f,young,12,,,,\na,deaths,2024-01,,old,3,,,,\n` +
        'a,cost,2024-01,,,-10.25,,,,\nb,rate,2024-01,,,,1,3,,\nb,rate,2024-02,,,,,40,suppressed,\n' +
        'b,cost,2024-02,,,,,,declined,"=we, ""said"" why"\n';
      await importFile(room, backbone, coalition.id, file);
      const exported = await exportFile(room, backbone, coalition.id, ending);
      const numbers = ending === 'xlsx' ? 7 : 5; // DHIS2 has no non-values
      const back = await importFile(room, backbone, coalition.id, exported, { format });
      expect(back.refusals).toEqual([]);
      expect(countsOf(back.operation)).toEqual({ created: 0, changed: 0, unchanged: numbers, refused: 0 });
      const elsewhere = await buildReporting(room);
      const copied = await importFile(room, elsewhere.backbone, elsewhere.coalition.id, exported, { format });
      expect(countsOf(copied.operation)).toEqual({ created: numbers, changed: 0, unchanged: 0, refused: 0 });
      const copy = await exportFile(room, elsewhere.backbone, elsewhere.coalition.id, 'csv');
      const first = (await exportFile(room, backbone, coalition.id, 'csv')).toString().split('\n');
      const left = ending === 'xlsx' ? first : first.filter((line) => !/suppressed|declined/.test(line));
      expect(copy.toString().split('\n')).toEqual(left);
    },
    seconds,
  );
});
