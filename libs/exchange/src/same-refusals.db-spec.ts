import { MeasuresService } from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { WindowsService, type MeasurementInput } from '@keelson/submissions';
import { cellsOf, report, submit } from '@keelson/submissions/testing';
import { buildReporting, countsOf, header, importFile, openExchangeRoom } from '../testing/index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openExchangeRoom();
});
afterAll(() => room.close());

const seconds = 60_000;

describe('a file and a batch', () => {
  it(
    'refuses the same rows with the same codes as a batch of the API',
    async () => {
      const made = await buildReporting(room);
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
});

const gone = { name: 'Gone', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE', frequency: 'MONTH' } as const;

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
