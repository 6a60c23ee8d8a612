import type { Client } from 'pg';

const tables = `
  SELECT c.oid::int AS oid, c.relname AS name, obj_description(c.oid) AS comment
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'migration'
   ORDER BY c.relname`;
const columns = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
         pg_get_expr(d.adbin, d.adrelid) AS fallback, a.attgenerated AS generated, col_description(a.attrelid, a.attnum) AS comment
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
const constraints = `
  SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid = $1 AND contype <> 'n' ORDER BY contype DESC, 1`;
const indexes = `
  SELECT pg_get_indexdef(i.indexrelid) AS text FROM pg_index i
   WHERE i.indrelid = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1`;
const triggers = `SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger WHERE tgrelid = $1 AND NOT tgisinternal ORDER BY 1`;
const policies = `
  SELECT 'CREATE POLICY ' || polname || ' ON ' || $1::regclass || CASE polcmd WHEN '*' THEN '' WHEN 'r' THEN ' FOR SELECT'
         WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' ELSE ' FOR DELETE' END
         || CASE WHEN polroles = '{0}' THEN '' ELSE ' TO ' || (SELECT string_agg(r::regrole::text, ', ' ORDER BY r::regrole::text) FROM unnest(polroles) r) END
         || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
         || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS text
    FROM pg_policy WHERE polrelid = $1 ORDER BY 1`;
const rights = `
  SELECT 'GRANT ' || string_agg(privilege, ', ' ORDER BY privilege) || ' ON ' || $1::regclass || ' TO ' || grantee AS text
    FROM (SELECT a.grantee::regrole::text AS grantee, a.privilege_type AS privilege
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = $1
           UNION ALL
          SELECT a.grantee::regrole::text, a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attnum) || ')'
            FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = $1 GROUP BY a.grantee, a.privilege_type) granted
   WHERE grantee IN ('keelson_apps', 'keelson_workers') GROUP BY grantee ORDER BY 1`;
const rowSecurity = `
  SELECT 'ALTER TABLE ' || relname || ' ENABLE ROW LEVEL SECURITY'
         || CASE WHEN relforcerowsecurity THEN ', FORCE ROW LEVEL SECURITY' ELSE '' END AS text
    FROM pg_class WHERE oid = $1 AND relrowsecurity`;
const views = `
  SELECT 'CREATE VIEW ' || c.oid::regclass || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || E' AS\\n'
         || pg_get_viewdef(c.oid) AS text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('public', 'as_of') AND c.relkind = 'v' ORDER BY 1`;
const functions = `
  SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname = 'public' AND p.prokind = 'f' AND NOT EXISTS (
         SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY p.proname`;

interface Column {
  name: string;
  type: string;
  required: boolean;
  fallback: string | null;
  generated: string;
  comment: string | null;
}

/** The whole database as text, in one order on every server, to be read and compared. */
export async function printDatabase(client: Client): Promise<string> {
  const texts = async (sql: string, oid?: number) =>
    (await client.query<{ text: string }>(sql, oid === undefined ? [] : [oid])).rows.map((row) => row.text);
  const parts = ['-- The tables of Keelson, written by `node tools/run.mjs schema` from the migrations. Do not edit.'];
  const found = await client.query<{ oid: number; name: string; comment: string | null }>(tables);
  for (const { oid, name, comment } of found.rows) {
    const lines = (await client.query<Column>(columns, [oid])).rows.map(printColumn);
    lines.push(...(await texts(constraints, oid)).map((text) => `  ${text}`));
    parts.push(`${comment ? `-- ${comment}\n` : ''}CREATE TABLE ${name} (\n${lines.join(',\n')}\n);`);
    const more: string[] = [];
    for (const part of [indexes, triggers, rowSecurity, policies, rights]) more.push(...(await texts(part, oid)));
    if (more.length > 0) parts.push(more.map((text) => `${text};`).join('\n'));
  }
  parts.push(...(await texts(views)));
  parts.push(...(await texts(functions)).map((text) => `${text.trim()};`));
  return `${parts.join('\n\n')}\n`;
}

function printColumn({ name, type, required, fallback, generated, comment }: Column): string {
  const value = fallback && (generated ? ` GENERATED ALWAYS AS (${fallback}) STORED` : ` DEFAULT ${fallback}`);
  const remark = comment ? ` /* ${comment} */` : '';
  return `  ${name} ${type}${required ? ' NOT NULL' : ''}${value ?? ''}${remark}`;
}
