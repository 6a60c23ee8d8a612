import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { to as copyTo } from 'pg-copy-streams';
import { rolledUpFiguresSql } from '../../libs/aggregation/src/rollups.sql.js';
import { compile } from './compile.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const rounds = 3;
/** 70 MB that nothing but this needs, so it is no dependency. */
const duckDb = '@duckdb/node-api@1.5.6-r.1';

interface DuckDb {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}
interface Connection {
  runAndReadAll(text: string): Promise<{ currentRowCount: number }>;
}

/** What an engine made for sums takes for them alone, over the same cells and as exact: the limit of reports from kept figures. */
export async function benchDuckDb(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-duckdb-'));
  try {
    const { DuckDBInstance } = await install(folder);
    const file = join(folder, 'cells.csv');
    await writeCells(bench, coalitionId, file);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.runAndReadAll(
      `CREATE TABLE cell AS SELECT * FROM read_csv('${file}', header = true, types = {'number': 'DECIMAL(38, 6)', 'denominator': 'DECIMAL(38, 6)'})`,
    );
    const { rows } = await bench.client.query<{ ids: string[] }>(
      'SELECT array_agg(id) AS ids FROM measure WHERE coalition_id = $1',
      [coalitionId],
    );
    const until = `${2020 + Math.ceil(size.months / 12)}-01-01`;
    const asked = [coalitionId, rows[0]!.ids, 'MONTH', '2020-01-01', until, 'APPROVED', null];
    const [sums, kept, compiled]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      sums.push(await timed(() => connection.runAndReadAll(sumsOnly)));
      kept.push(await timed(() => bench.client.query({ text: rolledUpFiguresSql, values: asked, rowMode: 'array' })));
      compiled.push(await compile(bench, coalitionId, until));
    }
    instance.closeSync();
    const limit = `DuckDB's sums ${median(sums).toFixed(0)} ms`;
    const against = (task: string, ours: number[], gate: string): Measured => {
      const ratio = round3(median(ours) / median(sums));
      return { task, ours: `${median(ours).toFixed(0)} ms`, limit, ratio, gate };
    };
    return [
      against('figures read as kept, with coverage and status', kept, 'none'),
      against('compile from kept figures, request to compiled', compiled, '≤ 3'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sumsOnly = `
  SELECT measure_id, period_start, combination_id, sum(number), sum(denominator), count(*) FROM cell
   GROUP BY measure_id, period_start, combination_id`;

async function install(folder: string): Promise<DuckDb> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, duckDb];
  const npm = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (npm.status !== 0) throw new Error(`${duckDb} could not be installed.`);
  const entry = createRequire(join(folder, 'node_modules/')).resolve('@duckdb/node-api');
  return (await import(pathToFileURL(entry).href)) as DuckDb;
}

async function writeCells({ client }: Bench, coalitionId: string, file: string): Promise<void> {
  const text = `
    COPY (SELECT m.measure_id, s.period_start, m.combination_id, m.number, m.denominator
            FROM measurement m JOIN submission s ON s.id = m.submission_id
           WHERE m.coalition_id = '${coalitionId}' AND s.state = 'APPROVED' AND m.non_value IS NULL)
      TO STDOUT (FORMAT csv, HEADER)`;
  await pipeline(client.query(copyTo(text)), createWriteStream(file));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
