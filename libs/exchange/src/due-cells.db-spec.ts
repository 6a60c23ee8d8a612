import exceljs from 'exceljs';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CategoriesService, MeasureGoalsService, MeasuresService } from '@keelson/measures';
import { Database } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsModule, type MeasurementInput } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, submit } from '@keelson/submissions/testing';
import { each, readAll } from '../testing/index.js';
import { dueCells } from './due-cells.sql.js';
import type { FileRow } from './file-row.js';
import { readTemplate } from './read-template.js';
import type { Template } from './template.js';
import { writeTemplate } from './write-template.js';

let room: TestRoom;
let built: BuiltCoalition;

beforeAll(async () => {
  room = await openRoom(SubmissionsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['female', 'x'], age_band: ['child', 'adult'] });
});

const due = (period = '2024-01', organization = 0, actor = built.backbone): Promise<Template> =>
  room
    .get(Database)
    .read(actor, (manager) => dueCells(manager, built.coalition.id, built.organizations[organization]!.id, period));
const keysOf = ({ cells }: Template) =>
  cells.map(({ measure, categories }) => [measure, ...categories.map(({ category }) => category)].join(' '));

describe('the cells that are due', () => {
  it('are each total and its declared breakdowns, with what is stored', async () => {
    await buildMeasure(room, built, {
      ...{ code: 'people', name: 'People', unit: 'heads' },
      breakdowns: [
        { dimensionCodes: ['sex'], additive: true },
        { dimensionCodes: ['sex', 'age_band'], additive: false },
      ],
    });
    await buildMeasure(room, built, { code: 'rate', numberKind: 'RATIO', factor: 100 });
    await submit(room, built.backbone, built.coalition.id, [
      ...cellsOf('people', [
        ['a', '2024-01', '0'],
        ['a', '2024-01', 'DECLINED', { sex: 'x' }],
        ['a', '2024-01', '3', { sex: 'x', age_band: 'adult' }],
        ['a', '2024-02', '9'],
        ['b', '2024-01', '9'],
      ]),
      ...cellsOf('rate', [['a', '2024-01', '1/3']]),
    ]);
    const template = await due();
    expect(template).toMatchObject({
      ...{ organization: 'a', organizationName: 'A', period: '2024-01', coalitionName: built.coalition.name },
      dimensions: [{ code: 'age_band' }, { code: 'sex' }],
    });
    expect(keysOf(template)).toEqual([
      'people',
      'people female',
      'people x',
      'people child female',
      'people child x',
      'people adult female',
      'people adult x',
      'rate',
    ]);
    expect(template.cells[0]).toMatchObject({ name: 'People', unit: 'heads', numberKind: 'COUNT', number: '0' });
    expect(template.cells[1]).toMatchObject({ number: null, nonValue: null });
    expect(template.cells[2]).toMatchObject({ number: null, nonValue: 'DECLINED', reason: 'we said why' });
    expect(template.cells[6]).toMatchObject({ number: '3' });
    expect(template.cells[7]).toMatchObject({ numberKind: 'RATIO', number: '1', denominator: '3' });
    expect((await due('202402')).cells.filter(({ number }) => number !== null)).toMatchObject([{ number: '9' }]);
  });

  it('follow assignments, frequencies, retirement and the version that governs, and leave out what is calculated', async () => {
    const [one, other, gone] = await Promise.all([
      buildMeasure(room, built, { code: 'one' }),
      buildMeasure(room, built, { code: 'other' }),
      buildMeasure(room, built, { code: 'gone' }),
      buildMeasure(room, built, { code: 'yearly', frequency: 'YEAR' }),
    ]);
    const assigned = [{ organizationId: built.organizations[1]!.id, from: '2024-02-01', to: null }];
    await room.get(MeasureGoalsService).assignMeasure(built.backbone, other!.id, assigned);
    await room.get(MeasuresService).retireMeasure(built.backbone, gone!.id, 'done');
    await room.get(MeasuresService).reviseMeasure(built.backbone, one!.id, {
      ...{
        firstPeriod: '2024-02',
        comparability: 'BREAK',
        reason: 'by sex from now on',
        unit: 'people',
        numberKind: 'COUNT',
      },
      breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
    });
    const expression = 'one / other';
    await buildMeasure(room, built, { code: 'share', numberKind: 'CALCULATED', expression });
    expect(keysOf(await due('2024-01'))).toEqual(['one']);
    expect(keysOf(await due('2024-02'))).toEqual(['one', 'one female', 'one x']);
    expect(keysOf(await due('2024-02', 1))).toEqual(['one', 'one female', 'one x', 'other']);
    expect(keysOf(await due('2024'))).toEqual(['yearly']);
    const [female] = await room.query<{ id: string }>(
      `SELECT c.id FROM category c JOIN dimension d ON d.id = c.dimension_id
        WHERE c.coalition_id = $1 AND d.code = 'sex' AND c.code = 'female'`,
      [built.coalition.id],
    );
    await room.get(CategoriesService).retireCategory(built.backbone, female!.id, 'unused');
    expect(keysOf(await due('2024-02'))).toEqual(['one', 'one x']);
  });

  it('are refused for a period that is none or for which nothing is due, and to strangers', async () => {
    await expect(due('2024-13')).rejects.toThrow('not a period');
    await expect(due()).rejects.toThrow('Nothing is due from "a" for 2024-01.');
    await buildMeasure(room, built);
    expect((await due()).cells).toHaveLength(1);
    await expect(due('2024-01', 0, built.stranger)).rejects.toThrow('No such organization');
  });

  it('are no more than a template holds, and counted before they are made', async () => {
    const many = Object.fromEntries(
      ['d1', 'd2', 'd3'].map((code) => [code, Array.from({ length: 100 }, (_, i) => `c${i}`)]),
    );
    await buildDimensions(room, built, many);
    await buildMeasure(room, built, { breakdowns: [{ dimensionCodes: Object.keys(many), additive: false }] });
    await expect(due()).rejects.toThrow('1000001 cells are due');
  });

  it('come back from a template as they are stored: sent unchanged, they change nothing', async () => {
    await buildMeasure(room, built, { code: 'people', breakdowns: [{ dimensionCodes: ['sex'], additive: true }] });
    await buildMeasure(room, built, { code: 'money', numberKind: 'AMOUNT' });
    await buildMeasure(room, built, { code: 'rate', numberKind: 'RATIO', factor: 100 });
    const values = [
      ...cellsOf('people', [
        ['a', '2024-01', '12345678901234567890'],
        ['a', '2024-01', 'NOT_APPLICABLE', { sex: 'x' }],
      ]),
      ...cellsOf('money', [['a', '2024-01', '-0.10']]),
      ...cellsOf('rate', [['a', '2024-01', '0/7.25']]),
    ];
    await submit(room, built.backbone, built.coalition.id, values);
    const mine = { coalitionId: built.coalition.id, organization: 'a', period: '2024-01' };
    const file = await writeTemplate(await due());
    const { rows, faults } = await readAll(readTemplate(each([file]), mine));
    expect(faults).toEqual([]);
    const again = await submit(room, built.backbone, built.coalition.id, rows.map(inputOf));
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 4, problems: [] });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(file) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheet = workbook.getWorksheet('Cells')!;
    expect(sheet.getCell('B4').value).toBe('sex=female');
    sheet.getCell('F4').value = 0;
    const filled = new Uint8Array(await workbook.xlsx.writeBuffer());
    const sent = await readAll(readTemplate(each([filled]), mine));
    const changed = await submit(room, built.backbone, built.coalition.id, sent.rows.map(inputOf));
    expect(changed).toMatchObject({ created: 1, changed: 0, unchanged: 4, problems: [] });
    expect((await due()).cells.find(({ categories }) => categories[0]?.category === 'female')).toMatchObject({
      number: '0',
    });
  });
});

function inputOf({
  organization,
  measure,
  period,
  categories,
  number,
  denominator,
  nonValue,
  reason,
}: FileRow): MeasurementInput {
  return {
    ...{ organization, measure, period },
    categories: categories
      .split(',')
      .filter(Boolean)
      .map((pair) => ({ dimension: pair.split('=')[0]!, category: pair.split('=')[1]! })),
    number: nonValue
      ? { nonValue: { kind: nonValue as 'DECLINED', reason, denominator } }
      : denominator === null
        ? { value: number }
        : { ratio: { numerator: number!, denominator } },
  };
}
