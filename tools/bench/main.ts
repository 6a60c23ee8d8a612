import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, runTimeUrls } from '../../libs/platform/src/index.js';
import { EmbeddedPostgres } from '../postgres.js';
import { benchBulkWrite } from './bulk-write.js';
import { benchDashboard } from './dashboard.js';
import { benchCompile } from './compile.js';
import { benchDuckDb } from './duckdb.js';
import { benchFileImport } from './file-import.js';
import type { Measured } from './measured.js';
import { benchSecret, openBench, type Bench } from './processes.js';
import { benchPdf } from './pdf.js';
import { benchRequests } from './requests.js';
import { benchSecondWall } from './second-wall.js';
import { benchRollups, untilRolledUp } from './rollups.js';
import { benchSuppression } from './suppression.js';
import { benchTwoWorkers } from './two-workers.js';
import { oneMillion, seed, tenMillion, type SeedSize } from './seed.js';

/**
 * `npm run bench`: every figure is a ratio to a limit measured in the same run, because machines differ and are shared.
 * `npm run bench -- requests second-wall` runs these only, `npm run bench -- --ten-million` seeds ten times as much.
 */
const benchmarks: Record<string, (bench: Bench, coalitionId: string, size: SeedSize) => Promise<Measured[]>> = {
  'bulk-write': benchBulkWrite,
  compile: benchCompile,
  dashboard: benchDashboard,
  duckdb: benchDuckDb,
  'file-import': benchFileImport,
  pdf: benchPdf,
  requests: benchRequests,
  rollups: benchRollups,
  'second-wall': benchSecondWall,
  'two-workers': benchTwoWorkers,
  // Last: it signs in to a coalition of its own.
  suppression: benchSuppression,
};
const wanted = process.argv.slice(2).filter((name) => name in benchmarks);
const size = process.argv.includes('--ten-million') ? tenMillion : oneMillion;
const folder = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
const postgres = new EmbeddedPostgres({ folder, password: 'bench' });
let failed = false;
try {
  await postgres.start();
  await migrate(postgres.url, runTimeUrls(postgres.url, benchSecret));
  const bench = await openBench(postgres.url);
  try {
    console.log(`Seeding ${size.organizations} organizations × ${size.measures} measures × ${size.months} months …`);
    const { coalitionId, cells } = await seed(bench.client, size);
    console.log(`${cells.toLocaleString('en')} cells.`);
    await bench.joinAsBackbone(coalitionId);
    const results: Measured[] = [];
    for (const [name, run] of Object.entries(benchmarks)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const started = Date.now();
      // What was just seeded would be computed beside what is measured.
      await untilRolledUp(bench);
      try {
        results.push(...(await run(bench, coalitionId, size)));
        console.log(`${name}: ${Math.round((Date.now() - started) / 1000)} s.`);
      } catch (error) {
        // The figures of the others were measured all the same.
        console.error(`${name} failed:`, error);
        failed = true;
      }
    }
    console.table(results);
    const [api, worker] = bench.peakMemory();
    console.log(`Peak memory: api ${api} MB, worker ${worker} MB.`);
  } finally {
    await bench.close();
  }
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  await postgres.discard();
}
process.exit(failed ? 1 : 0);
