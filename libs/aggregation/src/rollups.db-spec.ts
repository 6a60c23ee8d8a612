import { endOf, formatPeriod, isAtLeastAsFine, parsePeriod } from '@keelson/measures';
import { Database } from '@keelson/platform';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { buildAtRandom, chooseFrom, type RandomCoalition } from '../testing/index.js';
import { AggregationModule, chooseFiguresSql, figuresSql, RollupsService, type FigureParameters } from './index.js';
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

const ordered = (sql: string) => `SELECT * FROM (${sql}) f ORDER BY measure_id, period_start, cell::text COLLATE "C"`;
const compute = (asked: FigureParameters) => room.query(ordered(figuresSql), [...asked]);

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
      for (let round = 0; round < 35; round++) {
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
      expect(done.size).toBeGreaterThan(8);
      expect(fresh).toBeGreaterThan(5);
      expect(outdated).toBeGreaterThan(5);
    },
    120_000,
  );
});
