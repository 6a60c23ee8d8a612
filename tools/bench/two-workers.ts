import { setTimeout } from 'node:timers/promises';
import { encodeId } from '../../libs/platform/src/index.js';
import { round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const reports = 20;

/** Twenty reports requested at once, by the worker that runs and then with a second one beside it. */
export async function benchTwoWorkers(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const lastYear = 2019 + Math.ceil(size.months / 12);
  // Once before, for the pools and caches of the first one.
  await compileMany(bench, coalitionId, lastYear, 2);
  const one = await compileMany(bench, coalitionId, lastYear, reports);
  const stop = await bench.startWorker();
  await compileMany(bench, coalitionId, lastYear, 2);
  const two = await compileMany(bench, coalitionId, lastYear, reports);
  await stop();
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return [
    {
      task: `${reports} reports of one year, by two workers`,
      ours: seconds(two),
      limit: `one worker ${seconds(one)}`,
      ratio: round3(two / one),
      gate: '≤ 0.6',
    },
  ];
}

/** Milliseconds until the last of them is compiled. */
async function compileMany(bench: Bench, coalitionId: string, year: number, count: number): Promise<number> {
  const input = {
    coalitionId: encodeId('Coalition', coalitionId),
    title: 'Two workers',
    frequency: 'MONTH',
    firstPeriod: `${year}-01`,
    lastPeriod: `${year}-12`,
  };
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    const { requestReport } = await bench.ask<{ requestReport: { userErrors: object[] } }>(
      `mutation($input: RequestReportInput!) { requestReport(input: $input) { userErrors { message } } }`,
      { input },
    );
    if (requestReport.userErrors.length > 0) throw new Error(JSON.stringify(requestReport.userErrors));
  }
  for (;;) {
    const { rows } = await bench.client.query<{ open: number; failed: number }>(
      `SELECT count(*) FILTER (WHERE state IN ('REQUESTED', 'COMPILING'))::int AS open,
              count(*) FILTER (WHERE state = 'FAILED')::int AS failed
         FROM report WHERE coalition_id = $1 AND title = 'Two workers'`,
      [coalitionId],
    );
    if (rows[0]!.failed > 0) throw new Error('A report failed.');
    if (rows[0]!.open === 0) return performance.now() - started;
    await setTimeout(50);
  }
}
