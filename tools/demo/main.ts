import { relative } from 'node:path';
import { parseConfig, InvalidConfig } from '@keelson/platform';
import { StartError } from '../postgres-programs.js';
import { faultsOfFolder } from '../start/faults.js';
import { ApiRefusal } from './api-client.js';
import { TidyFolderError } from './faults.js';
import { findRunningPlatform, startPrivatePlatform } from './find-platform.js';
import { readOptions, usage } from './options.js';
import { readTidyFolder } from './read-tidy-folder.js';
import { runMainJob } from './run-main-job.js';

/** The main job of the platform on real input: partners submit, the backbone approves, a report comes out. */
let release = () => Promise.resolve();

let ending: Promise<never> | null = null;

/** Once: what fails because everything is being stopped is not worth telling. */
function end(code: number): Promise<never> {
  ending ??= release()
    .catch((error: Error) => console.error(error.message))
    .then(() => process.exit(code));
  return ending;
}

function explain(error: unknown): void {
  if (error instanceof InvalidConfig) console.error(error.faults.join('\n'));
  else if (error instanceof TidyFolderError) console.error(`Nothing can be reported from this folder:\n${error.message}`);
  else if (error instanceof ApiRefusal) console.error(`The platform refused:\n${error.message}`);
  else console.error(error instanceof StartError ? error.message : error);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(130));
// Nobody reads what we find out any more (`npm run demo | head`).
process.stdout.on('error', () => void end(1));

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'HELP') {
    console.log(usage);
    process.exit(0);
  }
  const config = parseConfig();
  const folder = readTidyFolder(options.data);
  const faults = faultsOfFolder(options.out, '--out');
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  const started = Date.now();
  let api = await findRunningPlatform(config);
  if (api) console.log(`Using the platform at ${api.address}`);
  else {
    console.log('No platform runs here: starting a private one …');
    api = await startPrivatePlatform(
      (how) => (release = how),
      (reason) => {
        console.error(reason);
        void end(1);
      },
    );
    console.log(`Started in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  }
  const lines = await runMainJob(api, folder, options);
  const took = ((Date.now() - started) / 1000).toFixed(1);
  console.log([...lines, `Everything took ${took} s. Open ${relative(process.cwd(), options.out) || '.'}/report.html`].join('\n'));
  await end(0);
} catch (error) {
  if (!ending) explain(error);
  await end(1);
}
