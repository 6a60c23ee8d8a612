/** What a run-time role may do with a table; append-only tables have neither UPDATE nor DELETE. */
export interface Rights {
  app: string;
  worker: string;
}

/** Rows are visible to those whose unit of work named the row's coalition; see `current_coalition_ids()`. */
const wall = (column: string) => `${column} = ANY ((SELECT current_coalition_ids())::uuid[])`;

/**
 * The second wall around a coalition, for one table: row-level security that its owner meets too, and the rights of the
 * run-time roles. `column` holds the coalition; `orElse` is a further condition under which a row may be read.
 */
export function protect(table: string, { app, worker }: Rights, column = 'coalition_id', orElse?: string): string {
  return `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY coalition ON ${table} USING (${wall(column)}) WITH CHECK (${wall(column)});
  ${orElse ? `CREATE POLICY own ON ${table} FOR SELECT USING (${orElse});` : ''}
  GRANT ${app} ON ${table} TO keelson_apps;
  GRANT ${worker} ON ${table} TO keelson_workers;`;
}
