import 'reflect-metadata';
import { InvalidConfig, parseConfig } from '@keelson/platform';
import { StartError } from '../postgres-programs.js';
import { connect, hasTables, openInstallation } from './installation.js';
import { readOptions, usage } from './options.js';
import { requireOwnVersion } from './read-version.js';
import { writeArchive } from './write-archive.js';

/** The outlasting copy of one coalition: tables, reports and pages that need no Keelson to be read. */
let release = () => Promise.resolve();

async function end(code: number): Promise<never> {
  await release().catch((error: Error) => console.error(error.message));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(130));

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'HELP') {
    console.log(usage);
    process.exit(0);
  }
  const installation = await openInstallation(parseConfig(), { make: false });
  release = () => installation.close();
  const client = await connect(installation.url);
  if (!(await hasTables(client))) throw new StartError('There are no tables of Keelson in this database.');
  await requireOwnVersion(client);
  const { coalition, rows, reports, files, bytes, sha256 } = await writeArchive(client, installation.url, options);
  await client.end();
  console.log(
    [
      `${coalition.name} (${coalition.code}) from ${installation.place}:`,
      `${rows} rows, ${reports} published reports, ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${options.out}`,
      `SHA-256 of manifest.json: ${sha256}`,
    ].join('\n'),
  );
  await end(0);
} catch (error) {
  if (error instanceof InvalidConfig) console.error(error.faults.join('\n'));
  else console.error(error instanceof StartError ? error.message : error);
  await end(1);
}
