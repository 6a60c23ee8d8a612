import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { migrations } from './migrations/index.js';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

it('action items of an older release go on as commitments, with their ids, conversation and days', async () => {
  const split = migrations.findIndex((one) => new one().name === 'Commitments1763900002000');
  // A migration made by `forward` asks its runner for one statement and nothing else.
  const runner = client as unknown as QueryRunner;
  await client.query('DROP SCHEMA public, as_of CASCADE; CREATE SCHEMA public');
  for (const one of migrations.slice(0, split)) await new one().up(runner);
  const [coalition, organization, talk, open, done] = Array.from({ length: 5 }, (_, i) => `${i}`.repeat(8)).map(
    (start) => `${start}-0000-7000-8000-000000000000`,
  );
  await client.query(`
    INSERT INTO coalition (id, code, name, time_zone, year_start_month, figures_from)
      VALUES ('${coalition}', 'c', 'C', 'America/Los_Angeles', 1, 'APPROVED');
    INSERT INTO organization (id, coalition_id, code, name) VALUES ('${organization}', '${coalition}', 'a', 'A');
    INSERT INTO conversation (id, coalition_id, channel, title, held_at, logged_by_id)
      VALUES ('${talk}', '${coalition}', 'CALL', 'We talked', '2026-01-05', '${organization}');
    INSERT INTO action_item (id, coalition_id, conversation_id, description, owner_organization_id, owner_name, due, done_at, created_at)
      VALUES ('${open}', '${coalition}', '${talk}', 'Order helmets', '${organization}', 'Ada', '2026-02-01', NULL, '2026-01-05T12:00:00Z'),
             ('${done}', '${coalition}', '${talk}', 'Count', '${organization}', NULL, '2026-02-02', '2026-01-31T07:00:00Z', '2026-01-05T12:00:00Z')`);
  for (const one of migrations.slice(split)) await new one().up(runner);
  const { rows } = await client.query(`
    SELECT id, kind, title, holder_organization_ids, holder_names, is_joint, accepted_organization_ids, conversation_id,
           due_on::text, first_due_on::text, state, state_since, delivered_on::text, created_at FROM commitment ORDER BY id`);
  const both = {
    ...{ kind: 'TASK', holder_organization_ids: [organization], is_joint: false, conversation_id: talk },
    ...{ accepted_organization_ids: [organization], created_at: new Date('2026-01-05T12:00:00Z') },
  };
  expect(rows).toEqual([
    {
      ...{ ...both, id: open, title: 'Order helmets', holder_names: ['Ada'], state: 'ACCEPTED', delivered_on: null },
      ...{ due_on: '2026-02-01', first_due_on: '2026-02-01', state_since: both.created_at },
    },
    {
      ...{ ...both, id: done, title: 'Count', holder_names: [], state: 'DELIVERED', delivered_on: '2026-01-30' },
      ...{ due_on: '2026-02-02', first_due_on: '2026-02-02', state_since: new Date('2026-01-31T07:00:00Z') },
    },
  ]);
  expect((await client.query(`SELECT to_regclass('action_item') AS gone`)).rows).toEqual([{ gone: null }]);
});
