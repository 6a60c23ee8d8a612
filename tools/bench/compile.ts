import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { figuresSql } from '../../libs/aggregation/src/index.js';
import { encodeId } from '../../libs/platform/src/index.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const rounds = 3;

/** A report of everything, from the request to the compiled state, against the one statement that computes its figures. */
export async function benchCompile(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const { client } = bench;
  const { rows } = await client.query<{ ids: string[] }>(
    'SELECT array_agg(id) AS ids FROM measure WHERE coalition_id = $1',
    [coalitionId],
  );
  const until = `${2020 + Math.ceil(size.months / 12)}-01-01`;
  const values = [coalitionId, rows[0]!.ids, 'MONTH', '2020-01-01', until, 'APPROVED', null];
  await client.query(
    `CREATE TEMP TABLE kept AS SELECT * FROM (${figuresSql}) f LIMIT 0`.replace(/\$(\d)/g, (_, n) =>
      literalOf(values[Number(n) - 1]),
    ),
  );
  const oneStatement: number[] = [];
  const bareSum: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('work_mem', '256MB', true)`,
    );
    oneStatement.push(await timed(() => client.query(`INSERT INTO kept ${figuresSql}`, values)));
    bareSum.push(await timed(() => client.query(sumOnly, [coalitionId])));
    await client.query('ROLLBACK');
    ours.push(await compile(bench, coalitionId, until, true));
  }
  const [o, one, bare] = [median(ours), median(oneStatement), median(bareSum)];
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return [
    {
      task: 'compile on demand, request to compiled',
      ours: seconds(o),
      limit: `the one statement ${seconds(one)}`,
      ratio: round3(o / one),
      gate: '≤ 1.2',
    },
    {
      task: 'compile on demand, request to compiled',
      ours: seconds(o),
      limit: `plain sums, no coverage ${seconds(bare)}`,
      ratio: round3(o / bare),
      gate: 'none',
    },
  ];
}

const sumOnly = `
  SELECT m.measure_id, s.period_start, m.combination_id, sum(m.number), sum(m.denominator), count(*)
    FROM measurement m JOIN submission s ON s.id = m.submission_id
   WHERE m.coalition_id = $1 GROUP BY m.measure_id, s.period_start, m.combination_id`;

interface CompiledReport {
  state: string;
  failure: string | null;
  requestedAt: string;
  compiledAt: string | null;
}

/** Until it is deleted, no figure counts as kept: the worker holds no such lock for longer than its own work. */
async function outdate(client: Client, coalitionId: string): Promise<() => Promise<unknown>> {
  await client.query(`SELECT pg_advisory_lock(hashtextextended('figure_rollup ' || $1::text, 0))`, [coalitionId]);
  await client.query('INSERT INTO figure_queue (coalition_id) VALUES ($1)', [coalitionId]);
  return async () => {
    await client.query('DELETE FROM figure_queue WHERE coalition_id = $1', [coalitionId]);
    await client.query('SELECT pg_advisory_unlock_all()');
  };
}

/** Milliseconds from the request to the compiled state, by the report's own times: asking often would take the machine's time. */
export async function compile(bench: Bench, coalitionId: string, until: string, onDemand = false): Promise<number> {
  if (!onDemand) return (await compileReportOf(bench, coalitionId, until)).milliseconds;
  const again = await outdate(bench.client, coalitionId);
  try {
    return (await compileReportOf(bench, coalitionId, until)).milliseconds;
  } finally {
    await again();
  }
}

export async function compileReportOf(
  bench: Bench,
  coalitionId: string,
  until: string,
): Promise<{ id: string; milliseconds: number }> {
  const lastPeriod = `${Number(until.slice(0, 4)) - 1}-12`;
  const input = {
    coalitionId: encodeId('Coalition', coalitionId),
    title: 'Bench',
    frequency: 'MONTH',
    firstPeriod: '2020-01',
    lastPeriod,
  };
  const { requestReport } = await bench.ask<{ requestReport: { report: { id: string } | null; userErrors: object[] } }>(
    `mutation($input: RequestReportInput!) { requestReport(input: $input) { report { id } userErrors { message } } }`,
    { input },
  );
  if (!requestReport.report) throw new Error(JSON.stringify(requestReport.userErrors));
  for (;;) {
    await setTimeout(100);
    const { report } = await bench.ask<{ report: CompiledReport }>(
      `query($id: ID!) { report(id: $id) { state failure requestedAt compiledAt } }`,
      { id: requestReport.report.id },
    );
    if (report.compiledAt) {
      const milliseconds = Date.parse(report.compiledAt) - Date.parse(report.requestedAt);
      return { id: requestReport.report.id, milliseconds };
    }
    if (report.state === 'FAILED') throw new Error(report.failure ?? 'failed');
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`;
}
