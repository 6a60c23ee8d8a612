import { resolve } from 'node:path';
import { StartError } from '../postgres-programs.js';
import { claimFolder } from './claim.js';
import { faultsOfFolder, faultsOfSurroundings } from './faults.js';
import type { FirstAdministrator } from './first-administrator.js';
import { Platform } from './platform.js';
import { readRunRecord } from './run-record.js';
import { readSettings } from './settings.js';

/** How long the processes of a killed run may take to leave their ports, in milliseconds. */
const patience = 10_000;

function refuse(...sentences: string[]): never {
  sentences.forEach((sentence) => console.error(sentence));
  process.exit(1);
}

function announce({ made }: FirstAdministrator): void {
  if (!made) return;
  console.log(`The first administrator signs in as ${made.email}`);
  if (made.generatedPassword) console.log(`with the password ${made.generatedPassword} (shown this once).`);
}

const { config, faults } = readSettings(process.env);
const home = resolve(config.KEELSON_HOME);
const folderFaults = faultsOfFolder(home, 'KEELSON_HOME');
// The socket is held by this variable's process for as long as that lives.
const claim = folderFaults.length === 0 ? await claimFolder(home) : null;
const earlier = folderFaults.length === 0 ? readRunRecord(home) : null;
if (folderFaults.length === 0 && !claim) {
  refuse(
    earlier
      ? `Keelson already runs from ${home} at ${earlier.address} (process ${earlier.pid}).`
      : `Keelson is already being started from ${home}.`,
  );
}
faults.push(...folderFaults, ...(await faultsOfSurroundings(config, earlier ? patience : 0)));
if (faults.length > 0) refuse(...faults);

const platform = new Platform({ config, env: process.env, say: (line) => console.log(line), giveUp });

async function end(code: number): Promise<never> {
  await platform.stop().catch((error: Error) => console.error(error.message));
  process.exit(code);
}

function giveUp(reason: string): void {
  console.error(reason);
  void end(1);
}

// Whoever read our lines may go (`npm start | head -1`): that is no reason to end.
process.stdout.on('error', () => undefined);

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (asked) {
      platform.kill();
      process.exit(130);
    }
    asked = true;
    console.log('\nStopping … (once more to force it)');
    void end(0);
  });
}

try {
  const address = await platform.start(announce);
  console.log(`Keelson runs at ${address}\nData and logs are in ${home}. Ctrl-C stops it.`);
} catch (error) {
  if (!asked) {
    console.error(error instanceof StartError ? error.message : error);
    await end(1);
  }
}
