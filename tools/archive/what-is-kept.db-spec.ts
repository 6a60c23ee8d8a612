import { createTestDatabase, type TestDatabase } from '@keelson/platform/testing';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { dataDictionary } from './data-dictionary.js';
import { leftOut, looksSecret, pictures } from './left-out.js';
import { readCatalogue } from './read-catalogue.js';

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

const tablesOf = async () => (await readCatalogue(owner)).map(({ name }) => name);
const inDatabase = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`;

/** Makes tables for as long as `look` takes. */
async function whileThereIs<T>(sql: string, look: () => Promise<T>): Promise<T> {
  await owner.query(`BEGIN; ${sql}`);
  try {
    return await look();
  } finally {
    await owner.query('ROLLBACK');
  }
}

describe('what an archive keeps', () => {
  it('is every table of the database but those that are left out with a reason', async () => {
    const { rows } = await owner.query<{ name: string }>(inDatabase);
    const kept = await tablesOf();
    expect([...kept, ...Object.keys(leftOut)].sort()).toEqual(rows.map(({ name }) => name).sort());
    expect(kept).toEqual(expect.arrayContaining(['coalition', 'measurement', 'report_figure', 'decision', 'person']));
  });

  it('takes a new table of a coalition in, after those that it refers to', async () => {
    const table = `
      CREATE TABLE a_promise (id uuid PRIMARY KEY, coalition_id uuid NOT NULL REFERENCES coalition, words text,
        twice text GENERATED ALWAYS AS (words || words) STORED, decision_id uuid REFERENCES decision (id), CHECK (words <> ''));
      COMMENT ON COLUMN a_promise.words IS 'what was promised'`;
    const tables = await whileThereIs(table, () => readCatalogue(owner));
    const found = tables.find(({ name }) => name === 'a_promise');
    expect(found?.columns).toEqual([
      { name: 'id', type: 'uuid', required: true, comment: null, refersTo: null },
      { name: 'coalition_id', type: 'uuid', required: true, comment: null, refersTo: 'coalition.id' },
      { name: 'words', type: 'text', required: false, comment: 'what was promised', refersTo: null },
      { name: 'decision_id', type: 'uuid', required: false, comment: null, refersTo: 'decision.id' },
    ]);
    const place = (table: string) => tables.findIndex(({ name }) => name === table);
    expect(place('a_promise')).toBeGreaterThan(place('decision'));
  });

  it.each([
    ['CREATE TABLE stray (id uuid PRIMARY KEY)', 'stray has no coalition'],
    ['CREATE TABLE heap (coalition_id uuid)', 'heap has no primary key'],
    ['CREATE TABLE guest (coalition_id uuid PRIMARY KEY REFERENCES session (id))', 'guest refers to session'],
  ])('refuses to guess: %s', async (table, fault) => {
    await expect(whileThereIs(table, tablesOf)).rejects.toThrow(fault);
  });

  it('says what tables and columns are: by the comments of the database, else as columns of the name are everywhere', async () => {
    const lines = parse(dataDictionary(await readCatalogue(owner)), { columns: true }) as Record<string, string>[];
    const meaningOf = (table: string, column = '') =>
      lines.find((line) => line['table'] === table && line['column'] === column)?.['meaning'];
    expect(meaningOf('decision')).toBe('what was decided in a conversation, and why; never changed, only superseded');
    expect(meaningOf('measurement', 'non_value')).toBe('why there is no number; a missing number is never zero');
    expect(meaningOf('decision', 'decided_on')).toBe('the day of it');
    expect(lines.find(({ table, column }) => table === 'decision' && column === 'conversation_id')).toMatchObject({
      type: 'uuid',
      required: 'yes',
      refers_to: 'conversation.id',
    });
  });

  it('has no column that looks like a secret', async () => {
    const tables = await readCatalogue(owner);
    const suspicious = tables.flatMap(({ name: table, columns }) =>
      columns
        .filter(({ name, type }) => looksSecret.test(name) || type === 'bytea')
        .map(({ name }) => `${table}.${name}`)
        .filter((one) => !pictures.includes(one)),
    );
    expect(suspicious).toEqual([]);
    expect(looksSecret.test('passcode_hash')).toBe(true);
  });
});
