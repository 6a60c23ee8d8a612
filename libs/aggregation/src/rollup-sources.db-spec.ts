import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { AggregationModule, figureColumns, figuresSql } from './index.js';
import { mergedCellsSql, storedCellsSql } from './merged-cells.sql.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
  // A view knows what it reads; of a type its parameters' places would be guessed.
  const literals = ['uuidv7()', "'{}'", "'YEAR'", "'2024-01-01'", "'2025-01-01'", "'APPROVED'", 'NULL::text[]'];
  const text = figuresSql
    .replace(storedCellsSql, () => mergedCellsSql)
    .replace(/\$(\d)/g, (_, n: string) => literals[Number(n) - 1] ?? '');
  await room.query(`CREATE VIEW figures_seen AS ${text}`);
});
afterAll(() => room.close());

/** What stands behind no figure before a cell or a target is there, which queues what it touches. */
const harmless = ['coalition INSERT', 'combination INSERT', 'measurement_batch INSERT', 'submission INSERT'];
const impossible = [
  'calculation_operand UPDATE',
  'combination_merger UPDATE',
  'combination_merger DELETE',
  'measurement_batch UPDATE',
  'measurement_batch DELETE',
  'calculation_operand DELETE',
  'coalition DELETE',
  'combination DELETE',
  'combination_margin DELETE',
  'submission DELETE',
];

describe('the queue of figures', () => {
  it('is fed by every table that figures are read from', async () => {
    const open = await room.query<{ name: string }>(`
      SELECT u.table_name || ' ' || e.event AS name
        FROM information_schema.view_table_usage u
       CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE')) AS e (event)
       WHERE u.view_name = 'figures_seen'
         AND NOT EXISTS (SELECT 1 FROM information_schema.triggers t
                          WHERE t.event_object_table = u.table_name AND t.event_manipulation = e.event
                            AND t.action_statement ~ 'queue_(all_)?figures')
       ORDER BY 1`);
    expect(open.map(({ name }) => name)).toEqual([...harmless, ...impossible].sort());
  });

  it('leaves out what no process may do', async () => {
    const rights = await room.query<{ name: string }>(`
      SELECT DISTINCT table_name || ' ' || privilege_type AS name FROM information_schema.role_table_grants
       WHERE grantee IN ('keelson_apps', 'keelson_workers') AND table_schema = 'public'`);
    expect(rights.map(({ name }) => name)).toContain('submission UPDATE');
    const possible = new Set(rights.map(({ name }) => name));
    expect(impossible.filter((one) => possible.has(one))).toEqual([]);
  });
});

describe('a kept figure', () => {
  it('has every column of a computed one, of the same type', async () => {
    const columnsOf = (table: string) =>
      room.query<{ name: string; type: string }>(
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position`,
        [table],
      );
    const computed = await columnsOf('figures_seen');
    const forDisclosure = ['key', 'added_up', 'largest', 'largest_denominator', 'largest_rest'];
    expect(computed.map(({ name }) => name)).toEqual([...figureColumns, ...forDisclosure]);
    const kept = await columnsOf('figure_rollup');
    const own = kept.filter(({ name }) => !['coalition_id', 'frequency'].includes(name));
    expect(own).toEqual(computed.filter(({ name }) => !forDisclosure.includes(name)));
  });
});
