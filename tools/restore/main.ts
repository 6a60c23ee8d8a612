import 'reflect-metadata';
import { InvalidConfig, migrate, parseConfig } from '@keelson/platform';
import { connect, hasTables, openInstallation } from '../archive/installation.js';
import { requireOwnVersion } from '../archive/read-version.js';
import { StartError } from '../postgres-programs.js';
import { keepAdministrator } from '../start/first-administrator.js';
import { faultsOfFolder } from '../start/faults.js';
import { checkArchive } from './check-archive.js';
import { readOptions, usage } from './options.js';
import { requireRoom, restoreArchive } from './restore-archive.js';

/** Reads an archive into an empty installation; makes the installation where there is none. */
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
  const config = parseConfig();
  // Before anything is made or asked: an archive that is not whole changes nothing anywhere.
  const manifest = await checkArchive(options);
  const faults = config.DATABASE_URL ? [] : faultsOfFolder(config.KEELSON_HOME, 'KEELSON_HOME');
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  const installation = await openInstallation(config, { make: true });
  release = () => installation.close();
  const { url, runTime } = installation;
  if (!runTime.app || !runTime.worker)
    throw new StartError(
      'DATABASE_URL needs KEELSON_SECRET, or both of KEELSON_APP_DATABASE_URL and KEELSON_WORKER_DATABASE_URL.',
    );
  const client = await connect(url);
  if (await hasTables(client)) await requireRoom(client, manifest);
  await migrate(url, runTime);
  await requireOwnVersion(client);
  await requireRoom(client, manifest);
  const { KEELSON_ADMIN_EMAIL: email, KEELSON_ADMIN_PASSWORD: password } = config;
  const { id, made } = await keepAdministrator(url, { email, password });
  if (!id) throw new StartError('Nobody is administrator of this installation.');
  try {
    await restoreArchive(client, options.from, manifest, id);
  } catch (error) {
    // An archive that could not be read in leaves nothing behind.
    if (made) await client.query('DELETE FROM person WHERE id = $1', [id]);
    throw error;
  }
  if (made) console.log(`The first administrator signs in as ${made.email}`);
  if (made?.generatedPassword) console.log(`with the password ${made.generatedPassword} (shown this once).`);
  await client.end();
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
  const { name, code } = manifest.coalition;
  console.log(`${name} (${code}) is in ${installation.place}: ${rows} rows, all as in the archive.`);
  console.log('The oldest administrator has the role BACKBONE in it and invites the others.');
  await end(0);
} catch (error) {
  if (error instanceof InvalidConfig) console.error(error.faults.join('\n'));
  else console.error(error instanceof StartError ? error.message : error);
  await end(1);
}
