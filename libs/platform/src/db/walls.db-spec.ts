import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { Client } from 'pg';
import { createDataSource, Database, DatabaseModule } from './database.js';
import { newId } from '../ids.js';

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const names = async (sql: string) => (await owner.query<{ name: string }>(sql)).rows.map(({ name }) => name);

const tenantTables = `
  SELECT c.oid, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (c.relname = 'coalition' OR EXISTS (
         SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'coalition_id' AND NOT a.attisdropped))`;

describe('the catalogue', () => {
  it('has row-level security, forced, on every table with a coalition', async () => {
    expect((await names(tenantTables)).length).toBeGreaterThan(30);
    const open = `
      SELECT c.relname AS name FROM (${tenantTables}) t JOIN pg_class c ON c.oid = t.oid
       WHERE NOT c.relrowsecurity OR NOT c.relforcerowsecurity`;
    expect(await names(open)).toEqual([]);
  });

  it('has a policy with USING and WITH CHECK on every one of them', async () => {
    const lacking = `
      SELECT t.name FROM (${tenantTables}) t
       WHERE NOT EXISTS (
             SELECT 1 FROM pg_policies p WHERE p.tablename = t.name AND p.cmd = 'ALL' AND p.roles = '{public}'
                AND p.qual LIKE '%current_coalition_ids%' AND p.with_check LIKE '%current_coalition_ids%')`;
    expect(await names(lacking)).toEqual([]);
  });

  it('would find a table without them', async () => {
    await owner.query('BEGIN; CREATE TABLE forgotten (coalition_id uuid)');
    const open = `SELECT t.name FROM (${tenantTables}) t JOIN pg_class c ON c.oid = t.oid WHERE NOT c.relrowsecurity`;
    expect(await names(open)).toEqual(['forgotten']);
    await owner.query('ROLLBACK');
  });

  it('gives the run-time roles no way past the policies', async () => {
    const runTime = `pg_has_role(r.oid, 'keelson_apps', 'MEMBER') OR pg_has_role(r.oid, 'keelson_workers', 'MEMBER')`;
    const passing = `SELECT rolname AS name FROM pg_roles r WHERE NOT rolsuper AND (${runTime}) AND rolbypassrls`;
    expect(await names(passing)).toEqual([]);
    const owned = `
      SELECT c.relname AS name FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
       WHERE NOT r.rolsuper AND (${runTime}) AND c.relkind IN ('r', 'p', 'v', 'm')`;
    expect(await names(owned)).toEqual([]);
    const rights = `
      SELECT DISTINCT g.table_name || ' ' || g.privilege_type AS name FROM information_schema.role_table_grants g
       WHERE g.grantee IN ('keelson_apps', 'keelson_workers') AND g.table_schema = 'public'
         AND g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`;
    expect(await names(rights)).toEqual([]);
  });

  it('lets nobody change what is append-only', async () => {
    const changes = `
      SELECT g.table_name AS name FROM information_schema.role_table_grants g
       WHERE g.grantee IN ('keelson_apps', 'keelson_workers') AND g.privilege_type IN ('UPDATE', 'DELETE')
         AND g.table_name IN ('audit_event', 'measurement_revision', 'decision', 'report_figure', 'measurement_batch', 'measure_forecast')`;
    expect(await names(changes)).toEqual([]);
  });

  it('has no materialized view, which policies do not reach, and no view that runs as its owner', async () => {
    const views = `
      SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND (c.relkind = 'm' OR (c.relkind = 'v'
         AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)))`;
    expect(await names(views)).toEqual([]);
  });

  it('has no unique key over a coalition’s rows that reaches into another one, except ids that nobody can guess', async () => {
    const keys = `
      SELECT t.name || ': ' || pg_get_indexdef(i.indexrelid) AS name
        FROM (${tenantTables}) t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique AND NOT i.indisprimary
       WHERE NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey::int2[]) AND a.attname = 'coalition_id')
         AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey::int2[]) AND a.atttypid = 'bytea'::regtype)
       ORDER BY 1`;
    // Only administrators of the installation name coalitions.
    expect(await names(keys)).toEqual([
      'coalition: CREATE UNIQUE INDEX coalition_code_key ON public.coalition USING btree (code)',
    ]);
  });
});

describe('a unit of work', () => {
  const [ours, theirs] = [newId(), newId()];
  let units: Database;
  const codes = (manager: { query(sql: string): Promise<{ code: string }[]> }) =>
    manager.query('SELECT code FROM coalition ORDER BY code');

  beforeAll(async () => {
    await owner.query(
      `INSERT INTO coalition (id, code, name, time_zone, year_start_month, figures_from)
       VALUES ($1, 'ours', 'O', 'UTC', 1, 'APPROVED'), ($2, 'theirs', 'T', 'UTC', 1, 'APPROVED')`,
      [ours, theirs],
    );
    const options = { url: database.urls.app, poolSize: 1, statementTimeout: 5_000, applicationName: 'test' };
    units = new Database(await createDataSource(options).initialize());
  });
  afterAll(() => units.onApplicationShutdown());

  it('sees the coalitions that it named, and the next one on the same connection sees nothing of them', async () => {
    expect(await units.identify({ coalitionIds: [ours] }, codes)).toEqual([{ code: 'ours' }]);
    expect(await units.identify({}, codes)).toEqual([]);
    expect(await units.identify({ coalitionIds: [theirs] }, codes)).toEqual([{ code: 'theirs' }]);
  });

  it('cannot write into a coalition that it did not name', async () => {
    const write = units.identify({ coalitionIds: [ours] }, (manager) =>
      manager.query(`INSERT INTO dimension (id, coalition_id, code, name) VALUES (uuidv7(), $1, 'd', 'D')`, [theirs]),
    );
    await expect(write).rejects.toThrow('violates row-level security policy');
    const moved = units.identify({ coalitionIds: [ours] }, (manager) =>
      manager.query(`UPDATE coalition SET name = 'mine now' WHERE id = $1`, [theirs]),
    );
    expect(await moved).toEqual([[], 0]);
  });

  it('refuses an id that is no UUID before it reaches a statement', async () => {
    await expect(units.identify({ coalitionIds: [`x', true); --`] }, codes)).rejects.toThrow('no UUID');
  });

  it('keeps a save() inside it, and undoes it with the rest', async () => {
    const failing = units.identify({ coalitionIds: [ours] }, async (manager) => {
      expect(manager.queryRunner?.isTransactionActive).toBe(true);
      await manager.query(`UPDATE coalition SET name = 'changed' WHERE id = $1`, [ours]);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    const { rows } = await owner.query('SELECT name FROM coalition WHERE id = $1', [ours]);
    expect(rows).toEqual([{ name: 'O' }]);
  });
});

describe('a process', () => {
  it('does not start as the owner of the tables', async () => {
    const connected = DatabaseModule.connect({
      url: database.url,
      poolSize: 1,
      statementTimeout: 5_000,
      applicationName: 'test',
    });
    const provider = connected.providers?.[0] as { useFactory(): Promise<unknown> };
    await expect(provider.useFactory()).rejects.toThrow('could read every coalition');
  });
});
