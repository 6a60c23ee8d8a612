import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { figuresSql, RollupsService } from '../../libs/aggregation/src/index.js';
import { freshMeasuresSql, rolledUpFiguresSql } from '../../libs/aggregation/src/rollups.sql.js';
import { createDataSource, Database, runTimeUrls } from '../../libs/platform/src/index.js';
import { benchBulkWrite } from './bulk-write.js';
import { compile } from './compile.js';
import { median, round3, type Measured } from './measured.js';
import { benchSecret, type Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const rounds = 9;

/** Waits until the worker has recomputed everything; milliseconds from now. */
export async function untilRolledUp({ client }: Bench): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM figure_queue');
    if (rows[0]?.n === 0) return performance.now() - started;
    await setTimeout(20);
  }
}

/** What the queue costs a write, what a touched figure costs the worker, and a report from kept figures. */
export async function benchRollups(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  await bench.client.query('VACUUM ANALYZE figure_rollup');
  return [
    ...(await benchReading(bench, coalitionId, size)),
    ...(await benchRecompute(bench, coalitionId)),
    await benchQueue(bench, coalitionId),
  ];
}

const milliseconds = (values: number[]) => `${median(values).toFixed(1)} ms`;

/**
 * The time on the processor that the triggers take of 5,000 approved cells changed in one statement (the clock's own
 * noise is larger), against the time of the same number of values through the API.
 */
async function benchQueue(bench: Bench, coalitionId: string): Promise<Measured> {
  const { client } = bench;
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const processorTime = () => Number(readFileSync(`/proc/${rows[0]!.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  const change = `
    UPDATE measurement m SET number = m.number + 1, revision = m.revision + 1
      FROM (SELECT c.submission_id, c.measure_id, c.combination_id FROM measurement c
              JOIN submission s ON s.id = c.submission_id AND s.coalition_id = $1 AND s.period_start = '2022-03-01' LIMIT 5000) c
     WHERE (m.submission_id, m.measure_id, m.combination_id) = (c.submission_id, c.measure_id, c.combination_id) AND m.number IS NOT NULL`;
  const write = async (triggers: 'ENABLE' | 'DISABLE') => {
    await client.query('BEGIN');
    await client.query(`ALTER TABLE measurement ${triggers} TRIGGER measurement_queues_figures_on_update`);
    const before = processorTime();
    await client.query(change, [coalitionId]);
    const took = processorTime() - before;
    await client.query('ROLLBACK');
    return took;
  };
  const [queued, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < 2 * rounds; round++) {
    bare.push(await write('DISABLE'));
    queued.push(await write('ENABLE'));
  }
  const cost = median(queued) - median(bare);
  const [written] = await benchBulkWrite(bench, coalitionId);
  const whole = 5_000_000 / Number(written!.ours.replace('/s', ''));
  return {
    ...{ task: 'queue of figures, of a write of 5,000 values', ours: `${cost.toFixed(1)} ms` },
    ...{ limit: `the write ${whole.toFixed(0)} ms`, ratio: round3(cost / whole), gate: '≤ 0.01' },
  };
}

/** How long the worker's own verb takes for what was touched: a month of one measure, of every measure, and everything. */
async function benchRecompute(bench: Bench, coalitionId: string): Promise<Measured[]> {
  const { client } = bench;
  const url = runTimeUrls(bench.url, benchSecret).worker;
  const options = { url, poolSize: 1, statementTimeout: 60_000, applicationName: 'bench' };
  const database = new Database(await createDataSource(options).initialize());
  const rollups = new RollupsService(database);
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM measure WHERE coalition_id = $1 ORDER BY code LIMIT 1',
    [coalitionId],
  );
  const month = '2022-03-01';
  const touched: [what: string, measureId: string | null, day: string | null][] = [
    ['one measure and month', rows[0]!.id, month],
    ['every measure, one month', null, month],
    ['everything', null, null],
  ];
  const recompute = async (measureId: string | null, day: string | null): Promise<number> => {
    for (;;) {
      await client.query('BEGIN');
      const text = 'INSERT INTO figure_queue (coalition_id, measure_id, day) VALUES ($1, $2, $3) RETURNING id';
      await client.query(text, [coalitionId, measureId, day]);
      // Committed and taken at once; should the worker be faster, its time is not ours.
      const started = performance.now();
      await client.query('COMMIT');
      await rollups.rollUp(coalitionId);
      const took = performance.now() - started;
      const left = await client.query('SELECT 1 FROM figure_queue');
      if (left.rowCount === 0 && took > 50) return took;
      await untilRolledUp(bench);
    }
  };
  const results: Measured[] = [];
  for (const [what, measureId, day] of touched) {
    const times = [await recompute(measureId, day), await recompute(measureId, day), await recompute(measureId, day)];
    const counted = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM figure_rollup WHERE coalition_id = $1 AND ($2::uuid IS NULL OR measure_id = $2)
          AND ($3::date IS NULL OR (period_start <= $3 AND period_start > $3 - CASE frequency WHEN 'MONTH' THEN interval '1 month'
               WHEN 'QUARTER' THEN interval '3 months' WHEN 'HALF_YEAR' THEN interval '6 months' ELSE interval '1 year' END))`,
      [coalitionId, measureId, day],
    );
    const n = counted.rows[0]!.n;
    results.push({
      ...{ task: `recompute ${what}, ${n} figures`, ours: milliseconds(times), limit: 'per figure, in ms' },
      ...{ ratio: round3(median(times) / n), gate: 'none' },
    });
  }
  await database.onApplicationShutdown();
  return results;
}

async function benchReading(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const { client } = bench;
  const { rows } = await client.query<{ ids: string[] }>(
    'SELECT array_agg(id) AS ids FROM measure WHERE coalition_id = $1',
    [coalitionId],
  );
  const until = `${2020 + Math.ceil(size.months / 12)}-01-01`;
  const values = [coalitionId, rows[0]!.ids, 'MONTH', '2020-01-01', until, 'APPROVED', null];
  const [kept, one, fresh]: number[][] = [[], [], []] as const;
  const timed = async (into: number[], text: string, of: unknown[]) => {
    const started = performance.now();
    await client.query({ text, values: of, rowMode: 'array' });
    into.push(performance.now() - started);
  };
  const compiled: number[] = [];
  for (let round = 0; round < 3; round++) {
    await client.query('BEGIN');
    await timed(fresh!, freshMeasuresSql, values.slice(0, 6));
    await timed(kept!, rolledUpFiguresSql, values);
    await client.query(`SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '256MB', true)`);
    await timed(one!, figuresSql, values);
    await client.query('ROLLBACK');
    compiled.push(await compile(bench, coalitionId, until));
  }
  const statement = `the one statement ${milliseconds(one!)}`;
  const against = (task: string, ours: number[], gate = 'none'): Measured => {
    return { task, ours: milliseconds(ours), limit: statement, ratio: round3(median(ours) / median(one!)), gate };
  };
  return [
    against('figures are as kept, asked', fresh!),
    against('figures read as kept', kept!),
    against('compile from kept figures, request to compiled', compiled, '≤ 1'),
  ];
}
