import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseConfig, type Config } from '@keelson/platform';
import { StartError } from '../postgres-programs.js';
import { isClaimed } from '../start/claim.js';
import { Platform } from '../start/platform.js';
import { readRunRecord } from '../start/run-record.js';
import { readSecrets } from '../start/secrets.js';
import { ApiClient } from './api-client.js';
import { signIn, signInByMachine } from './sign-in.js';

/** Speaks as an administrator with KEELSON_URL, else with the platform that runs from this folder; null when there is neither. */
export async function findRunningPlatform(config: Config): Promise<ApiClient | null> {
  const { KEELSON_URL: url, KEELSON_ADMIN_EMAIL: email, KEELSON_ADMIN_PASSWORD: password } = config;
  if (url) {
    if (email && password) return new ApiClient(url.replace(/\/$/, ''), signIn(url.replace(/\/$/, ''), email, password));
    throw new StartError('KEELSON_URL needs KEELSON_ADMIN_EMAIL and KEELSON_ADMIN_PASSWORD, to sign in there.');
  }
  const home = resolve(config.KEELSON_HOME);
  const run = existsSync(home) && (await isClaimed(home)) ? readRunRecord(home) : null;
  if (!run) return null;
  if (email && password) return new ApiClient(run.address, signIn(run.address, email, password));
  const secret = config.KEELSON_SECRET ?? readSecrets(home)?.secret;
  if (secret && run.administratorId) {
    return new ApiClient(run.address, signInByMachine(run.address, secret, run.administratorId));
  }
  throw new StartError(`Set KEELSON_ADMIN_EMAIL and KEELSON_ADMIN_PASSWORD, to sign in at ${run.address}.`);
}

/** A platform of its own in a temporary folder, whatever the settings say; `hold` is told at once how to be rid of it. */
export async function startPrivatePlatform(
  hold: (release: () => Promise<void>) => void,
  giveUp: (reason: string) => void,
): Promise<ApiClient> {
  const home = mkdtempSync(join(tmpdir(), 'keelson-demo-'));
  const config = parseConfig({
    KEELSON_HOME: home,
    KEELSON_PORT: '0',
    KEELSON_WORKER_PORT: '0',
    KEELSON_LOG: 'warn',
  });
  const platform = new Platform({ config, env: process.env, throwaway: true, say: console.log, giveUp });
  hold(async () => {
    await platform.stop();
    rmSync(home, { recursive: true, force: true });
  });
  let administratorId = '';
  const address = await platform.start(({ id }) => (administratorId = id ?? ''));
  return new ApiClient(address, signInByMachine(address, readSecrets(home)?.secret ?? '', administratorId));
}
