import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/src/main.js';
import { migrate, parseConfig, runTimeUrls } from '../../libs/platform/src/index.js';
import { EmbeddedPostgres } from '../postgres.js';
import { printDatabase } from './print-database.js';

// `node tools/run.mjs schema` writes what is generated; with --check it compares and changes nothing.
const check = process.argv.includes('--check');
const stale: string[] = [];

function keep(file: string, text: string): void {
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // not there yet
  }
  if (before === text) return;
  if (check) stale.push(`${file} is out of date: run \`node tools/run.mjs schema\` and commit it.`);
  else writeFileSync(file, text);
}

/** What TypeORM would still change so that the tables fit the entities. Keys, indexes and defaults are the migrations' alone. */
async function leftToGenerate(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  const ours =
    /DROP CONSTRAINT|DROP INDEX|^COMMENT ON|ADD CONSTRAINT|CREATE (UNIQUE )?INDEX|DROP DEFAULT$|typeorm_metadata/;
  return upQueries.map(({ query }) => query).filter((query) => !ours.test(query));
}

const postgres = new EmbeddedPostgres({
  folder: mkdtempSync(join(tmpdir(), 'keelson-schema-')),
  password: 'schema',
  throwaway: true,
});
let exitCode = 0;
try {
  await postgres.start();
  const runTime = runTimeUrls(postgres.url, 'schema');
  await migrate(postgres.url, runTime);
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  keep('libs/platform/src/db/schema.sql', await printDatabase(client));
  await client.end();

  const settings = { DATABASE_URL: runTime.app, KEELSON_SECRET: randomBytes(32).toString('hex'), KEELSON_LOG: 'error' };
  const app = await createApi(parseConfig(settings));
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost);
  keep(
    'apps/api/schema.graphql',
    `# Written by \`node tools/run.mjs schema\`. Do not edit.\n\n${printSchema(schema)}\n`,
  );
  const left = await leftToGenerate(app.get(DataSource, { strict: false }));
  stale.push(...left.map((query) => `An entity does not fit its table: ${query}`));
  await app.close();
} catch (error) {
  stale.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  await postgres.discard();
}
if (stale.length > 0) {
  console.error(stale.join('\n'));
  exitCode = 1;
}
process.exit(exitCode);
