import { randomUUID } from 'node:crypto';
import { encodeId } from '../../libs/platform/src/index.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';

const batch = 5_000;
const rounds = 8;
/** Rounds until the API's code is compiled: a server runs for weeks, its first seconds do not count. */
const warmUp = 5;

/** The bare merge: one prepared statement that finds the codes, checks, upserts and writes the revisions. */
const bareMerge = `
  WITH input AS (
    SELECT * FROM unnest($3::text[], $4::text[], $5::date[], $6::text[], $7::numeric[])
                  AS i (organization, measure, period_start, key, number)
  ), checked AS (
    SELECT s.id AS submission_id, m.id AS measure_id, k.id AS combination_id, i.number,
           CASE WHEN v.number_kind = 'COUNT' AND (i.number < 0 OR i.number <> trunc(i.number)) THEN 'number'
                WHEN s.state = 'APPROVED' THEN 'frozen'
                WHEN m.frequency <> s.frequency OR m.retired_at IS NOT NULL THEN 'measure'
                WHEN NOT EXISTS (SELECT 1 FROM membership t WHERE t.coalition_id = $1 AND t.organization_id = o.id AND t.role = 'PARTNER'
                                    AND (t.from_date IS NULL OR t.from_date <= i.period_start)) THEN 'membership' END AS fault
      FROM input i
      JOIN organization o ON o.coalition_id = $1 AND o.code = i.organization
      JOIN measure m ON m.coalition_id = $1 AND m.code = i.measure
      JOIN measure_version v ON v.coalition_id = $1 AND v.measure_id = m.id AND v.number = 1
      JOIN submission s ON s.coalition_id = $1 AND s.organization_id = o.id AND s.frequency = 'MONTH' AND s.period_start = i.period_start
      JOIN combination k ON k.coalition_id = $1 AND k.key = i.key
  ), written AS (
    INSERT INTO measurement AS old (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
    SELECT submission_id, measure_id, combination_id, $1, $2, 1, number FROM checked
     WHERE fault IS NULL
        ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE
       SET number = excluded.number, revision = old.revision + 1, batch_id = excluded.batch_id
     WHERE old.number IS DISTINCT FROM excluded.number
    RETURNING submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number
  ), revised AS (
    INSERT INTO measurement_revision (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
    SELECT * FROM written
  )
  SELECT (SELECT count(*) FROM checked WHERE fault IS NOT NULL) AS refused, (SELECT count(*) FROM written) AS written`;

/** A batch may be the first of its periods: their submissions are made, as the API makes them. */
const bareSubmissions = `
  INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, submitted_at)
  SELECT uuidv7(), $1, o.id, 'MONTH', p.period_start, 'SUBMITTED', now()
    FROM (SELECT DISTINCT code, period_start FROM unnest($2::text[], $3::date[]) AS i (code, period_start)) p
    JOIN organization o ON o.coalition_id = $1 AND o.code = p.code
      ON CONFLICT DO NOTHING`;

interface Known {
  organizations: string[];
  measures: { id: string; code: string }[];
}

/** Values a second through submitMeasurements, against the bare merge of the same number of rows into the same tables. */
export async function benchBulkWrite(bench: Bench, coalitionId: string): Promise<Measured[]> {
  const { client } = bench;
  const known = await readKnown(bench, coalitionId);
  const limit: number[] = [];
  const ours: number[] = [];
  // Taken in turns, so that both meet the same machine.
  for (let round = 0; round < warmUp + rounds; round++) {
    const bare = columnsOf(cellsOf(known, 2000 + round));
    const values = valuesOf(known, 3000 + round);
    const query = `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { created changed unchanged refused } }`;
    const input = { coalitionId: encodeId('Coalition', coalitionId), idempotencyKey: randomUUID(), values };
    const body = JSON.stringify({ query, variables: { input } });
    const startedBare = performance.now();
    await client.query('BEGIN');
    await client.query({ name: 'bare-submissions', text: bareSubmissions, values: [coalitionId, bare[0], bare[2]] });
    const merged = await client.query<{ written: string }>({
      name: 'bare-merge',
      text: bareMerge,
      values: [coalitionId, randomUUID(), ...bare],
    });
    await client.query('COMMIT');
    if (Number(merged.rows[0]?.written) !== batch) throw new Error(JSON.stringify(merged.rows));
    const bareTime = performance.now() - startedBare;
    const startedOurs = performance.now();
    const { submitMeasurements } = await bench.send<{ submitMeasurements: { created: number } }>(body);
    const ourTime = performance.now() - startedOurs;
    if (submitMeasurements.created !== values.length) throw new Error(JSON.stringify(submitMeasurements));
    if (round < warmUp) continue;
    limit.push(values.length / (bareTime / 1000));
    ours.push(values.length / (ourTime / 1000));
  }
  const [o, l] = [median(ours), median(limit)];
  return [
    {
      task: 'bulk write, 5,000 values',
      ours: `${Math.round(o)}/s`,
      limit: `bare merge ${Math.round(l)}/s`,
      ratio: round3(o / l),
      gate: '≥ 0.8',
    },
  ];
}

async function readKnown({ client }: Bench, coalitionId: string): Promise<Known> {
  const organizations = await client.query<{ code: string }>(
    'SELECT code FROM organization WHERE coalition_id = $1 ORDER BY code LIMIT 9',
    [coalitionId],
  );
  const measures = await client.query<{ id: string; code: string }>(
    `SELECT m.id, m.code FROM measure m JOIN measure_version v ON v.measure_id = m.id WHERE m.coalition_id = $1 AND v.number_kind = 'COUNT' ORDER BY m.code`,
    [coalitionId],
  );
  return {
    organizations: organizations.rows.map((row) => row.code),
    measures: measures.rows,
  };
}

/** About 5,000 cells: organizations × months × measures of one year and the next. */
function cellsOf(known: Known, year: number) {
  const months = Array.from(
    { length: 24 },
    (_, i) => `${year + 100 * Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );
  return known.organizations
    .flatMap((organization) =>
      months.flatMap((period) => known.measures.map((measure) => ({ organization, period, measure }))),
    )
    .slice(0, batch);
}

function valuesOf(known: Known, year: number) {
  return cellsOf(known, year).map(({ organization, period, measure }, i) => {
    return { organization, period, measure: measure.code, number: { value: String(i % 97) } };
  });
}

function columnsOf(cells: ReturnType<typeof cellsOf>): unknown[][] {
  return [
    cells.map((cell) => cell.organization),
    cells.map((cell) => cell.measure.code),
    cells.map((cell) => `${cell.period}-01`),
    cells.map(() => ''),
    cells.map((_, i) => String(i % 97)),
  ];
}
