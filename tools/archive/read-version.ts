import type { Client } from 'pg';
import { migrations } from '../../libs/platform/src/db/migrations/index.js';
import { StartError } from '../postgres-programs.js';

const steps = migrations.map((Migration) => new Migration().name ?? '');
/** The last step that this program's database has. */
export const ownVersion = steps.at(-1) ?? '';

/** Refuses a database that is not of this program's version: its tables would be read with wrong eyes. */
export async function requireOwnVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY timestamp');
  if (rows.length === steps.length && rows.every(({ name }, i) => name === steps[i])) return;
  throw new StartError(
    'The database is of another version than this program: run `npm start` (or `setup`) once first.',
  );
}
