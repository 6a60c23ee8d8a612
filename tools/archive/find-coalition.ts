import type { Client } from 'pg';
import { StartError } from '../postgres-programs.js';

export interface ArchivedCoalition {
  id: string;
  code: string;
  name: string;
}

/**
 * Every coalition of the installation. An owner who is no superuser meets the policies too, and names no coalition yet:
 * they are lifted from this one table inside a unit that is rolled back.
 */
export async function listCoalitions(client: Client): Promise<ArchivedCoalition[]> {
  const { rows: roles } = await client.query<{ passes: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
  );
  await client.query(`BEGIN; SET LOCAL lock_timeout = '20s'`);
  try {
    if (!roles[0]?.passes) await client.query('ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY');
    const { rows } = await client.query<ArchivedCoalition>('SELECT id, code, name FROM coalition ORDER BY code');
    return rows;
  } finally {
    await client.query('ROLLBACK');
  }
}

export async function findCoalition(client: Client, wanted: string): Promise<ArchivedCoalition> {
  const coalitions = await listCoalitions(client);
  const found = coalitions.find(({ id, code }) => code === wanted || id === wanted);
  if (found) return found;
  const codes = coalitions.map(({ code }) => code).join(', ');
  throw new StartError(`There is no coalition ${wanted} here. ${codes ? `There is: ${codes}.` : 'There is none yet.'}`);
}
