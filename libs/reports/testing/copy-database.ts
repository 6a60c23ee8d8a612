import type { TestRoom } from '@keelson/platform/testing';

const tables = `
  SELECT c.relname AS name, (
           SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'migration'`;

/**
 * Restores all rows of a room's database in the empty one of another, which from then on counts its transactions as
 * another server does.
 */
export async function restoreIn(room: TestRoom, from: TestRoom): Promise<void> {
  const statements: [string, unknown[]][] = [];
  for (const { name, columns } of await from.query<{ name: string; columns: string }>(tables)) {
    const [rows] = await from.query<{ rows: string | null }>(`SELECT json_agg(t)::text AS rows FROM ${name} t`);
    const values = `SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1)`;
    if (rows?.rows)
      statements.push([`INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE ${values}`, [rows.rows]]);
  }
  // As pg_restore does: rows come as they are, and no trigger says anything of them.
  const insertAll = statements.map(([text], i) =>
    text.replace('$1', `$rows${i}$${String(statements[i]![1][0])}$rows${i}$`),
  );
  await room.query(`SET session_replication_role = replica; ${insertAll.join('; ')}; RESET session_replication_role`);
  const sequences = `SELECT schemaname || '.' || sequencename AS name, last_value::text AS last FROM pg_sequences
                      WHERE schemaname = 'public' AND last_value IS NOT NULL`;
  for (const { name, last } of await from.query<{ name: string; last: string }>(sequences)) {
    await room.query('SELECT setval($1::regclass, $2::bigint)', [name, last]);
  }
  await room.query(
    `CREATE OR REPLACE FUNCTION server_identifier() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 4711::bigint'`,
  );
}
