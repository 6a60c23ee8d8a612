import { AggregationModule, RollupsService } from '@keelson/aggregation';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasureGoalsService, type Measure } from '@keelson/measures';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsModule, WindowsService } from '@keelson/submissions';
import { buildMeasure, cellsOf, report, submit, type ShortCell } from '@keelson/submissions/testing';
import { deskOf } from '../testing/index.js';
import { DeskModule, type RuleCode } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
let measure: Measure;
beforeAll(async () => {
  room = await openRooms([DeskModule, AggregationModule, SubmissionsModule], [AggregationModule]);
});
beforeEach(async () => {
  built = await buildCoalition(room);
  measure = await buildMeasure(room, built);
});
afterAll(() => room.close());

const on = (day: string, rule: RuleCode) => deskOf(room, built, { rules: [rule] }, new Date(`${day}T12:00:00Z`));
const send = (cells: ShortCell[]) => report(room, built, cellsOf(measure.code, cells));

describe('a submission', () => {
  it('is on the desk more than 7 days after its due date, by its period, until it is received', async () => {
    const window = { coalitionId: built.coalition.id, frequency: 'MONTH', opens: 1, due: 10 } as const;
    await room.get(WindowsService).setReportingWindow(built.backbone, window);
    const january: ShortCell[] = [
      ['a', '2024-01', '1'],
      ['b', '2024-01', '2'],
    ];
    await submit(room, built.backbone, built.coalition.id, cellsOf(measure.code, january));
    const ofJanuary = async (day: string) =>
      (await on(day, 'SUBMISSION_OVERDUE')).filter(({ facts }) => facts['period'] === '2024-01');
    expect((await ofJanuary('2024-02-17')).map(({ title }) => title)).toEqual([]);
    const found = await ofJanuary('2024-02-18');
    expect(found).toMatchObject([
      {
        ...{ title: 'C', subjectId: built.organizations[2]!.id, since: '2024-02-18' },
        facts: { period: '2024-01', day: '2024-02-10', measures: '1' },
      },
    ]);
    await submit(room, built.backbone, built.coalition.id, cellsOf(measure.code, [['c', '2024-01', '0']]));
    expect(await ofJanuary('2024-02-18')).toEqual([]);
  });

  it('is not overdue without a due date', async () => {
    expect(await on('2024-06-01', 'SUBMISSION_OVERDUE')).toEqual([]);
  });
});

describe('a measure', () => {
  beforeEach(async () => {
    const goals = room.get(MeasureGoalsService);
    await goals.setBaseline(built.backbone, measure.id, { period: '2023-12', value: '30' });
    await goals.setTargets(built.backbone, measure.id, [{ period: '2026-12', value: '10' }]);
  });
  const rollUp = async () => {
    while (await room.getOfWorker(RollupsService).rollUp(built.coalition.id));
  };
  const worse = (day: string) => on(day, 'MEASURE_WORSE');

  it('is on the desk once a whole period is worse than its baseline, until one is not', async () => {
    await send([
      ['a', '2024-01', '10'],
      ['b', '2024-01', '10'],
      ['c', '2024-01', '10'],
      ['a', '2024-02', '11'],
      ['b', '2024-02', '10'],
      ['c', '2024-02', '10'],
    ]);
    expect(await worse('2024-02-29')).toEqual([]);
    const expected = [
      {
        ...{ subjectId: measure.id, since: '2024-03-01' },
        facts: { period: '2024-02', value: '31', baseline: '30', reported: '3', expected: '3' },
      },
    ];
    expect(await worse('2024-03-01')).toMatchObject(expected);
    await rollUp();
    expect(await worse('2024-03-01')).toMatchObject(expected);
    expect((await worse('2024-03-01'))[0]!.facts).not.toHaveProperty('incomplete');
    // A later month that is worse too is the same fact; one without values says nothing.
    await send([
      ['a', '2024-04', '32'],
      ['b', '2024-04', '0'],
      ['c', '2024-04', '0'],
    ]);
    expect(await worse('2024-05-01')).toMatchObject([
      { since: '2024-03-01', facts: { period: '2024-04', value: '32' } },
    ]);
    await send([
      ['a', '2024-05', '1'],
      ['b', '2024-05', '0'],
      ['c', '2024-05', '0'],
    ]);
    expect(await worse('2024-06-01')).toEqual([]);
  });

  it('says when its figure stands on few of the organizations that were asked, and is hidden from others', async () => {
    await send([['a', '2024-01', '40']]);
    const [item] = await worse('2024-02-01');
    expect(item!.facts).toMatchObject({ reported: '1', expected: '3', incomplete: 'yes', hidden: 'yes' });
  });

  it('without a baseline or a target is never judged', async () => {
    const other = await buildMeasure(room, built);
    await room.get(MeasureGoalsService).setTargets(built.backbone, other.id, [{ period: null, value: '10' }]);
    await report(room, built, cellsOf(other.code, [['a', '2024-01', '40']]));
    expect(await worse('2024-02-01')).toEqual([]);
  });
});
