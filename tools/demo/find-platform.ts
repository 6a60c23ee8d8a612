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
import { mintAccessToken, signIn } from './sign-in.js';

export interface FoundPlatform {
  /** Speaks as the first administrator. */
  api: ApiClient;
  /** Whether it was started for this run only. */
  isPrivate: boolean;
  /** Stops and removes a private platform; leaves any other one alone. */
  release(): Promise<void>;
}

/** KEELSON_URL, else the platform that runs from this folder; null when there is neither. */
export async function findRunningPlatform(config: Config): Promise<FoundPlatform | null> {
  const { KEELSON_URL: url, KEELSON_ADMIN_EMAIL: email, KEELSON_ADMIN_PASSWORD: password } = config;
  const found = (api: ApiClient) => ({ api, isPrivate: false, release: () => Promise.resolve() });
  if (url) {
    if (email && password) return found(new ApiClient(url.replace(/\/$/, ''), signIn(url.replace(/\/$/, ''), email, password)));
    throw new StartError('KEELSON_URL needs KEELSON_ADMIN_EMAIL and KEELSON_ADMIN_PASSWORD, to sign in there.');
  }
  const home = resolve(config.KEELSON_HOME);
  const run = existsSync(home) && (await isClaimed(home)) ? readRunRecord(home) : null;
  if (!run) return null;
  if (email && password) return found(new ApiClient(run.address, signIn(run.address, email, password)));
  const secret = config.KEELSON_SECRET ?? readSecrets(home)?.secret;
  if (secret && run.administratorId) return found(new ApiClient(run.address, mintAccessToken(secret, run.administratorId)));
  throw new StartError(`Set KEELSON_ADMIN_EMAIL and KEELSON_ADMIN_PASSWORD, to sign in at ${run.address}.`);
}

/** A platform of its own in a temporary folder, whatever the settings say. */
export async function startPrivatePlatform(giveUp: (reason: string) => void): Promise<FoundPlatform> {
  const home = mkdtempSync(join(tmpdir(), 'keelson-demo-'));
  const password = 'only for this one run';
  const config = parseConfig({
    KEELSON_HOME: home,
    KEELSON_PORT: '0',
    KEELSON_WORKER_PORT: '0',
    KEELSON_LOG: 'warn',
    KEELSON_ADMIN_EMAIL: 'demo@localhost.localdomain',
    KEELSON_ADMIN_PASSWORD: password,
  });
  const platform = new Platform({ config, env: process.env, throwaway: true, say: console.log, giveUp });
  const release = async () => {
    await platform.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    let administratorId = '';
    const address = await platform.start(({ id }) => (administratorId = id ?? ''));
    const secret = readSecrets(home)?.secret ?? '';
    return { api: new ApiClient(address, mintAccessToken(secret, administratorId)), isPrivate: true, release };
  } catch (error) {
    await release();
    throw error;
  }
}
