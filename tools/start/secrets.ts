import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../postgres-programs.js';

export interface Secrets {
  databasePassword: string;
  /** KEELSON_SECRET of this folder's platform, unless that is set. */
  secret: string;
}

const names = ['databasePassword', 'secret'] as const;

/** Made once, kept in KEELSON_HOME, readable by this user only. */
export function keepSecrets(home: string): Secrets {
  const secrets = readSecrets(home);
  if (secrets) return secrets;
  const file = join(home, 'secrets.json');
  if (existsSync(join(home, 'postgres/data'))) {
    throw new StartError(
      `${home} holds a database, but not the ${file} with its password: restore that file, or move the folder away.`,
    );
  }
  const fresh = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]));
  writeFileSync(`${file}.new`, JSON.stringify(fresh, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return fresh as unknown as Secrets;
}

/** The secrets of a folder, or null when there are none. */
export function readSecrets(home: string): Secrets | null {
  const file = join(home, 'secrets.json');
  if (!existsSync(file)) return null;
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets;
    if (names.every((name) => typeof secrets[name] === 'string')) return secrets;
  } catch {
    // said below
  }
  throw new StartError(`${file} cannot be read: restore it from a backup.`);
}
