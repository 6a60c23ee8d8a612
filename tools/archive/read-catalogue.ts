import type { Client } from 'pg';
import { changedColumns, leftOut, namesPerson, personColumns } from './left-out.js';

export interface ArchivedColumn {
  name: string;
  type: string;
  required: boolean;
  comment: string | null;
  /** As `table.column`, where the value is the key of another row. */
  refersTo: string | null;
}

/** One table of an archive, its rows in the order of their key. */
export interface ArchivedTable {
  name: string;
  comment: string | null;
  key: string[];
  columns: ArchivedColumn[];
  /** The rules that a row keeps, in SQL. */
  checks: string[];
  /** The column that holds the coalition; null for persons, who have none. */
  coalitionColumn: string | null;
}

interface Found {
  name: string;
  comment: string | null;
  key: string[] | null;
  columns: (ArchivedColumn & { generated: boolean })[];
  checks: string[];
  below: string[];
}

/**
 * Question: what tables are there, with what columns, keys and rules, and which other tables must be filled before?
 * Parameters: none.
 * Columns: name, comment, key, columns, checks, below.
 * Why: an archive that kept a list of its own would miss the table that comes with the next version.
 */
const tablesOfDatabase = `
  SELECT c.relname AS name, obj_description(c.oid) AS comment,
         (SELECT array_agg(a.attname::text ORDER BY k.place)
            FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
           WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
         (SELECT json_agg(json_build_object(
                   'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
                   'generated', a.attgenerated <> '', 'comment', col_description(c.oid, a.attnum), 'refersTo',
                   (SELECT f.confrelid::regclass || '.' || r.attname
                      FROM pg_constraint f CROSS JOIN unnest(f.conkey, f.confkey) AS p (own, other)
                      JOIN pg_attribute r ON r.attrelid = f.confrelid AND r.attnum = p.other
                     WHERE f.conrelid = c.oid AND f.contype = 'f' AND p.own = a.attnum
                       AND (r.attname <> 'coalition_id')
                     ORDER BY f.conname LIMIT 1)) ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
         ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'c' ORDER BY 1) AS checks,
         ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
                WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS below
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   ORDER BY c.relname COLLATE "C"`;

/** Every table of an archive, each after those that its rows refer to. */
export async function readCatalogue(client: Client): Promise<ArchivedTable[]> {
  const { rows } = await client.query<Found>(tablesOfDatabase);
  const unknown = faultsOf(rows);
  if (unknown.length > 0) throw new Error(`The archive does not know what to do:\n${unknown.join('\n')}`);
  return inOrder(rows.filter(({ name }) => !leftOut[name])).map(tableOf);
}

/** What of a database is neither kept nor left out, in sentences. */
function faultsOf(found: Found[]): string[] {
  const kept = found.filter(({ name }) => !leftOut[name]);
  return kept.flatMap((table) => {
    const { name, key, below } = table;
    const faults: string[] = [];
    if (name !== 'person' && !coalitionColumnOf(table))
      faults.push(`${name} has no coalition: leave it out, or say whose it is.`);
    if (!key) faults.push(`${name} has no primary key: its rows have no order.`);
    const lost = below.filter((other) => leftOut[other]);
    if (lost.length > 0) faults.push(`${name} refers to ${lost.join(', ')}, which an archive leaves out.`);
    return faults;
  });
}

function tableOf(found: Found): ArchivedTable {
  const { name, comment, key, checks } = found;
  const kept = found.columns.filter(
    (column) => !column.generated && (name !== 'person' || personColumns.some((one) => one === column.name)),
  );
  const columns = kept.map(({ generated: _, ...column }) => column);
  return {
    name,
    comment,
    key: key ?? [],
    columns,
    checks: name === 'person' ? [] : checks,
    coalitionColumn: coalitionColumnOf(found),
  };
}

function coalitionColumnOf({ name, columns }: Found): string | null {
  if (name === 'coalition') return 'id';
  return columns.some((column) => column.name === 'coalition_id') ? 'coalition_id' : null;
}

/** After what they refer to; otherwise by name. */
function inOrder(tables: Found[]): Found[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Found[] = [];
  while (left.size > 0) {
    const next = [...left.values()].find(({ below }) => !below.some((name) => left.has(name)));
    if (!next) throw new Error(`These tables refer to each other in a circle: ${[...left.keys()].join(', ')}.`);
    left.delete(next.name);
    ordered.push(next);
  }
  return ordered;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The rows of one coalition in a table, in an order that no server's language changes. */
export function rowsOf(table: ArchivedTable, tables: ArchivedTable[], coalitionId: string): string {
  const changed = changedColumns[table.name] ?? {};
  const columns = table.columns.map(({ name }) =>
    changed[name] ? `${changed[name]} AS ${quoted(name)}` : quoted(name),
  );
  const isText = (name: string) => table.columns.some((column) => column.name === name && column.type === 'text');
  const order = table.key.map((name) => `t.${quoted(name)}${isText(name) ? ' COLLATE "C"' : ''}`);
  const condition = table.coalitionColumn
    ? `${quoted(table.coalitionColumn)} = '${coalitionId}'`
    : `id IN (${personsNamed(tables, coalitionId)})`;
  return `SELECT ${columns.join(', ')} FROM ${quoted(table.name)} t WHERE ${condition} ORDER BY ${order.join(', ')}`;
}

/** Whoever a row of the archive names. */
function personsNamed(tables: ArchivedTable[], coalitionId: string): string {
  const named = tables.flatMap(({ name: table, columns, coalitionColumn }) =>
    columns
      .filter(({ name, type, refersTo }) => /^uuid/.test(type) && (refersTo === 'person.id' || namesPerson.test(name)))
      .map(({ name, type }) => {
        const value = type === 'uuid[]' ? `unnest(${quoted(name)})` : quoted(name);
        return `SELECT ${value} FROM ${quoted(table)} WHERE ${quoted(coalitionColumn ?? 'id')} = '${coalitionId}'`;
      }),
  );
  return named.join(' UNION ');
}
