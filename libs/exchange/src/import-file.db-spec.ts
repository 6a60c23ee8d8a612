import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { MeasuresService } from '@keelson/measures';
import { WindowsService, type MeasurementInput } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, report, submit } from '@keelson/submissions/testing';
import { countsOf, exportFile, importFile, openExchangeRoom } from '../testing/index.js';
import { BulkOperationsService, writeRefusalsCsv } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
beforeAll(async () => {
  room = await openExchangeRoom();
  built = await buildReporting();
});
afterAll(() => room.close());

/** Partners a, b and c; deaths by sex and band, an amount, a rate and a retired measure, by month. */
async function buildReporting(): Promise<BuiltCoalition> {
  const made = await buildCoalition(room, [
    { code: 'a', name: 'A' },
    { code: 'b', name: 'B' },
    { code: 'late', name: 'Late', from: '2030-01-01' },
  ]);
  await buildDimensions(room, made, { sex: ['f', 'm'], band: ['young', 'old'], status: ['in', 'out'] });
  const breakdowns = [
    { dimensionCodes: ['band'], additive: true },
    { dimensionCodes: ['band', 'sex'], additive: true },
    { dimensionCodes: ['status'], additive: true },
  ];
  await buildMeasure(room, made, { code: 'deaths', breakdowns });
  await buildMeasure(room, made, { code: 'cost', numberKind: 'AMOUNT' });
  await buildMeasure(room, made, { code: 'rate', numberKind: 'RATIO', factor: 100 });
  return made;
}

const seconds = 60_000;
const header = 'organization,measure,period,sex,band,value,numerator,denominator,status,reason\n';

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
    'refuses the same rows with the same codes as a batch of the API',
    async () => {
      const made = await buildReporting();
      const { coalition, backbone } = made;
      await report(room, made, cellsOf('deaths', [['a', '2023-05', '5']]));
      await room.get(WindowsService).setReportingWindow(backbone, {
        coalitionId: coalition.id,
        frequency: 'MONTH',
        opens: 0,
        due: 10,
        closes: 3_600,
      });
      await room
        .get(MeasuresService)
        .createMeasures(backbone, coalition.id, [{ ...gone, code: 'gone' }])
        .then(([measure]) => room.get(MeasuresService).retireMeasure(backbone, measure!.id, 'not needed'));
      const one = (input: Partial<MeasurementInput>): MeasurementInput => {
        return { organization: 'a', measure: 'deaths', period: '2024-01', number: { value: '1' }, ...input };
      };
      const by = (...pairs: string[]) =>
        pairs.map((pair) => ({ dimension: pair.split('=')[0]!, category: pair.split('=')[1]! }));
      const rate = { measure: 'rate', period: '2024-03' };
      const values: MeasurementInput[] = [
        one({}),
        one({ organization: 'nobody' }),
        one({ measure: 'nothing' }),
        one({ period: '2024-13' }),
        one({ period: '2024' }),
        one({ organization: 'nobody', measure: 'nothing', period: 'soon' }),
        one({ categories: by('band=middle') }),
        one({ categories: by('sex=f') }),
        one({ organization: 'late' }),
        one({ measure: 'gone' }),
        one({ period: '2099-01' }),
        one({ period: '2024-02', number: { value: '1,000' } }),
        one({ period: '2024-03', number: { value: '1.5' } }),
        one({ period: '2024-04', number: { value: '-1' } }),
        one({ period: '2024-04', number: { value: '7' } }),
        one({ number: { value: '9' } }),
        one({ period: '202401', number: { value: '9' } }),
        one({ period: '2023-05', number: { value: '6' } }),
        one({ period: '2023-05', number: { value: '5.0' } }),
        one({ ...rate, number: { value: '1' } }),
        one({ ...rate, number: { ratio: { numerator: '1', denominator: '0' } } }),
        one({ ...rate, organization: 'b', number: { ratio: { numerator: '1', denominator: '-2' } } }),
        one({ ...rate, organization: 'b', period: '2024-04', number: { ratio: { numerator: 'x', denominator: 'y' } } }),
        one({ period: '2024-05', number: { ratio: { numerator: '1', denominator: '2' } } }),
        one({ period: '2024-06', number: { nonValue: { kind: 'DECLINED' } } }),
        one({ period: '2024-07', number: { nonValue: { kind: 'SUPPRESSED_AT_SOURCE', denominator: '3' } } }),
      ];
      for (const partial of [false, true]) {
        const api = await submit(room, backbone, coalition.id, values, { partial, dryRun: true });
        const file = await importFile(room, backbone, coalition.id, header + values.map(lineOf).join(''), {
          partial,
          dryRun: true,
        });
        const told = new Map<number, string[]>();
        for (const { field, code } of api.problems)
          told.set(Number(field[1]), [...(told.get(Number(field[1])) ?? []), code]);
        const found = new Map<number, string[]>();
        for (const { row, code } of file.refusals) found.set(row! - 2, [...(found.get(row! - 2) ?? []), code]);
        const sorted = (map: Map<number, string[]>) =>
          [...map].map(([index, codes]) => [index, [...codes].sort()] as const).sort(([a], [b]) => a - b);
        expect(sorted(found)).toEqual(sorted(told));
        expect(countsOf(file.operation)).toEqual(countsOf(api as never));
        expect(file.operation.state).toBe(partial ? 'COMPLETED' : 'REFUSED');
      }
      const codes = new Set(
        (
          await importFile(room, backbone, coalition.id, header + values.map(lineOf).join(''), { partial: true })
        ).refusals.map(({ code }) => code),
      );
      expect([...codes].sort()).toEqual([
        ...[
          'DUPLICATE',
          'FROZEN',
          'INVALID_STATE',
          'NEGATIVE',
          'NOT_A_NUMBER',
          'NOT_WHOLE',
          'OUTSIDE_MEMBERSHIP',
          'REQUIRED',
        ],
        ...['UNDECLARED_BREAKDOWN', 'UNKNOWN_CATEGORY', 'UNKNOWN_MEASURE', 'UNKNOWN_ORGANIZATION', 'UNKNOWN_PERIOD'],
        ...['WINDOW_NOT_OPEN', 'WRONG_KIND'],
      ]);
    },
    seconds,
  );

  it(
    'names row, column, code and what to do, and writes nothing of it unless partial',
    async () => {
      const { coalition, backbone } = await buildReporting();
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
      const made = await buildReporting();
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
      const made = await buildReporting();
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
      const { coalition, backbone } = await buildReporting();
      const file =
        'organization,measure,period,sex,band,dimension:status,value,numerator,denominator,status,reason\n' +
        'a,deaths,2024-01,,,,0,,,,\na,deaths,2024-01,f,young,,12,,,,\na,deaths,2024-01,,,in,3,,,,\n' +
        'a,cost,2024-01,,,,-10.50,,,,\nb,rate,2024-01,,,,,1,3,,\nb,rate,2024-02,,,,,,40,suppressed,\n' +
        'b,cost,2024-02,,,,,,,declined,\'=cmd()\nb,cost,2024-03,,,,,,,declined,"\'\'+1 ""quoted"""\nb,cost,2024-04,,,,,,,not_applicable,\'tis so\n';
      const { refusals } = await importFile(room, backbone, coalition.id, file);
      expect(refusals).toEqual([]);
      const exported = await exportFile(room, backbone, coalition.id);
      expect(exported).toContain("'=cmd()");
      expect(exported).not.toMatch(/(^|,)"?[=+@]/m);
      const back = await importFile(room, backbone, coalition.id, exported);
      expect(countsOf(back.operation)).toEqual({ created: 0, changed: 0, unchanged: 9, refused: 0 });
      const elsewhere = await buildReporting();
      const copied = await importFile(room, elsewhere.backbone, elsewhere.coalition.id, exported);
      expect(countsOf(copied.operation)).toEqual({ created: 9, changed: 0, unchanged: 0, refused: 0 });
      expect(await exportFile(room, elsewhere.backbone, elsewhere.coalition.id)).toBe(exported);
      expect(await room.query(reasons, [elsewhere.coalition.id])).toEqual([
        { reason: '\'+1 "quoted"' },
        { reason: "'tis so" },
        { reason: '=cmd()' },
      ]);
    },
    seconds,
  );
});

const gone = { name: 'Gone', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE', frequency: 'MONTH' } as const;
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

/** A value of a batch as a row of a file. */
function lineOf({
  organization,
  measure,
  period,
  categories,
  number: { value, ratio, nonValue },
}: MeasurementInput): string {
  const category = (code: string) => categories?.find(({ dimension }) => dimension === code)?.category ?? '';
  const number = [value ?? '', ratio?.numerator ?? '', ratio?.denominator ?? nonValue?.denominator ?? ''];
  const cells = [
    organization,
    measure,
    period,
    category('sex'),
    category('band'),
    ...number,
    nonValue?.kind ?? '',
    nonValue?.reason ?? '',
  ];
  return `${cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\n`;
}
