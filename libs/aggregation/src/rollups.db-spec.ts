import { endOf, formatPeriod, isAtLeastAsFine, parsePeriod } from '@keelson/measures';
import { buildCoalition } from '@keelson/coalitions/testing';
import { Database } from '@keelson/platform';
import { SubmissionsService } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, submit, type ShortCell } from '@keelson/submissions/testing';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { buildAtRandom, chooseFrom, type RandomCoalition } from '../testing/index.js';
import {
  AggregationModule,
  chooseFiguresSql,
  figureColumns,
  figuresSql,
  RollupsService,
  type FigureParameters,
} from './index.js';
import { mergedCellsSql, storedCellsSql } from './merged-cells.sql.js';
import { rolledUpFiguresSql } from './rollups.sql.js';

let room: TestRoom;
let rollups: RollupsService;
beforeAll(async () => {
  room = await openRooms([AggregationModule], [AggregationModule]);
  rollups = room.getOfWorker(RollupsService);
});
afterAll(() => room.close());

const rollUp = async (coalitionId: string) => {
  while (await rollups.rollUp(coalitionId));
};

const ordered = (sql: string) =>
  `SELECT ${figureColumns.join(', ')}, key FROM (${sql}) f ORDER BY measure_id, period_start, cell::text COLLATE "C"`;
/** The one statement, past everything that chooses it. */
async function compute(asked: FigureParameters) {
  const [merged] = await room.query('SELECT 1 FROM combination_merger WHERE coalition_id = $1', [asked[0]]);
  const sql = merged ? figuresSql.replace(storedCellsSql, () => mergedCellsSql) : figuresSql;
  return room.query(ordered(sql), [...asked]);
}

async function askedOf(
  { built, measures }: RandomCoalition,
  of: Partial<{ measureIds: string[]; keys: string[] | null }> = {},
) {
  const [coalition] = await room.query<{ source: string; month: number }>(
    'SELECT figures_from AS source, year_start_month AS month FROM coalition WHERE id = $1',
    [built.coalition.id],
  );
  const { source, month } = coalition!;
  const ids = of.measureIds ?? measures.map(({ id }) => id);
  const spans = [
    ['WEEK', '2023-W01', '2024-W52'],
    ['MONTH', '2023-01', '2024-12'],
    ['QUARTER', '2023-Q1', '2024-Q4'],
    ['HALF_YEAR', '2023-H1', '2024-H2'],
    ['YEAR', '2023', '2024'],
    [
      'YEAR',
      ...['2023', '2024'].map((year) =>
        formatPeriod({ frequency: 'YEAR', start: `${year}-${String(month).padStart(2, '0')}-01` }),
      ),
    ],
  ];
  return spans.map(([frequency, first, last]): FigureParameters => {
    const measured = measures.filter(
      (one) => ids.includes(one.id) && isAtLeastAsFine(one.frequency, frequency as 'WEEK'),
    );
    const until = endOf(parsePeriod(last!)!);
    return [
      built.coalition.id,
      measured.map(({ id }) => id),
      frequency!,
      parsePeriod(first!)!.start,
      until,
      source,
      of.keys ?? null,
    ];
  });
}

/** Which SQL a reader gets, and what it answers, in one snapshot. */
function read(one: RandomCoalition, asked: FigureParameters) {
  return room.get(Database).read(one.built.backbone, async (manager) => {
    const sql = await chooseFiguresSql(manager, asked);
    return { kept: sql === rolledUpFiguresSql, figures: (await manager.query(ordered(sql), [...asked])) as unknown[] };
  });
}

describe('rollups against the one statement, after writes at random', () => {
  it.each([1, 2, 3])(
    'are the same row by row, and nobody reads an outdated one (seed %d)',
    async (seed) => {
      const chooser = chooseFrom(seed);
      const one = await buildAtRandom(room, chooser);
      const done = new Map<string, number>();
      let outdated = 0;
      let fresh = 0;
      for (let round = 0; round < 25; round++) {
        const verb = await one.write();
        done.set(verb, (done.get(verb) ?? 0) + 1);
        const measureIds = one.measures.filter(() => chooser.chance(0.3)).map(({ id }) => id);
        const keys = chooser.one([null, [], ['band'], ['band,sex', 'sex']]);
        for (const asked of (await askedOf(one, { measureIds, keys })).filter(() => chooser.chance(0.3))) {
          const { kept, figures } = await read(one, asked);
          expect({ verb, figures }).toEqual({ verb, figures: await compute(asked) });
          if (kept) fresh++;
          else outdated++;
        }
        if (chooser.chance(0.5)) await rollUp(one.built.coalition.id);
      }
      await rollUp(one.built.coalition.id);
      expect(await room.query('SELECT 1 FROM figure_queue WHERE coalition_id = $1', [one.built.coalition.id])).toEqual(
        [],
      );
      for (const asked of await askedOf(one)) {
        const computed = await compute(asked);
        expect(computed.length).toBeGreaterThan(0);
        expect(await room.query(ordered(rolledUpFiguresSql), [...asked])).toEqual(computed);
      }
      expect(done.size).toBeGreaterThan(7);
      expect(fresh).toBeGreaterThan(5);
      expect(outdated).toBeGreaterThan(5);
    },
    240_000,
  );
});

describe('the queue', () => {
  it('tells a few cells by measure and many by period, and what was only submitted as such', async () => {
    const built = await buildCoalition(room);
    await buildDimensions(room, built, { band: Array.from({ length: 60 }, (_, i) => `b${i}`) });
    const breakdowns = [{ dimensionCodes: ['band'], additive: true }];
    const measure = await buildMeasure(room, built, { breakdowns });
    const { coalition, backbone } = built;
    const queued = () =>
      room.query(
        `DELETE FROM figure_queue WHERE coalition_id = $1 RETURNING measure_id AS measure, day::text, submitted`,
        [coalition.id],
      );
    await queued();
    const cells = ['a', 'b', 'c'].flatMap((organization) =>
      ['2024-01', '2024-02', '2024-03'].flatMap((period) =>
        Array.from({ length: 60 }, (_, i): ShortCell => [organization, period, '1', { band: `b${i}` }]),
      ),
    );
    const few = cellsOf(measure.code, [['a', '2024-04', '7']]);
    await submit(room, backbone, coalition.id, few, { draft: true });
    expect(await queued()).toEqual([]);
    const { submissionIds } = await submit(
      room,
      backbone,
      coalition.id,
      cellsOf(measure.code, [['a', '2024-01', '7']]),
    );
    expect(await queued()).toContainEqual({ measure: measure.id, day: '2024-01-01', submitted: true });
    await submit(room, backbone, coalition.id, cellsOf(measure.code, cells));
    const many = { measure: null, submitted: true };
    const days = ['2024-01-01', '2024-02-01', '2024-03-01'];
    expect(await queued()).toEqual(expect.arrayContaining(days.map((day) => ({ ...many, day }))));
    await room.get(SubmissionsService).approveSubmissions(backbone, submissionIds);
    expect(await queued()).toEqual([{ measure: null, day: '2024-01-01', submitted: false }]);
  });

  it('is emptied by one of several workers at once, the others leave it', async () => {
    const one = await buildAtRandom(room, chooseFrom(5));
    const id = one.built.coalition.id;
    for (let i = 0; i < 5; i++) {
      await one.write();
      await Promise.all([rollUp(id), rollUp(id), rollUp(id)]);
    }
    await rollUp(id);
    for (const asked of await askedOf(one)) {
      expect((await read(one, asked)).figures).toEqual(await compute(asked));
    }
    expect(await room.query('SELECT 1 FROM figure_queue WHERE coalition_id = $1', [id])).toEqual([]);
  }, 120_000);
});
