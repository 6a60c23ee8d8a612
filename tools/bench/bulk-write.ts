import { randomUUID } from 'node:crypto';
import { encodeId } from '../../libs/platform/src/index.js';
import type { Measured } from './main.js';
import type { Bench } from './processes.js';

const batch = 5_000;
const rounds = 6;

/** The bare merge: prepared, with its revisions and nothing else. */
const bareMerge = `
  WITH input AS (
    SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::numeric[]) AS i (submission_id, measure_id, combination_id, number)
  ), written AS (
    INSERT INTO measurement AS old (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
    SELECT submission_id, measure_id, combination_id, $1, $2, 1, number FROM input
        ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE
       SET number = excluded.number, revision = old.revision + 1, batch_id = excluded.batch_id
     WHERE old.number IS DISTINCT FROM excluded.number
    RETURNING submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number
  )
  INSERT INTO measurement_revision (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
  SELECT * FROM written`;

interface Known {
  organizations: string[];
  measures: { id: string; code: string }[];
  combinationId: string;
}

/** Values a second through submitMeasurements, against the bare merge of the same number of rows into the same tables. */
export async function benchBulkWrite(bench: Bench, coalitionId: string): Promise<Measured[]> {
  const { client } = bench;
  const known = await readKnown(bench, coalitionId);
  const limit: number[] = [];
  const ours: number[] = [];
  // Taken in turns, so that both meet the same machine.
  for (let round = 0; round <= rounds; round++) {
    const bare = await prepareBare(bench, coalitionId, known, 2000 + round);
    const values = valuesOf(known, 3000 + round);
    const input = { coalitionId: encodeId('Coalition', coalitionId), idempotencyKey: randomUUID(), values };
    const startedBare = performance.now();
    await client.query({ name: 'bare-merge', text: bareMerge, values: bare });
    const bareTime = performance.now() - startedBare;
    const startedOurs = performance.now();
    const { submitMeasurements } = await bench.ask<{ submitMeasurements: { created: number } }>(
      `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { created changed unchanged refused } }`,
      { input },
    );
    const ourTime = performance.now() - startedOurs;
    if (submitMeasurements.created !== values.length) throw new Error(JSON.stringify(submitMeasurements));
    if (round === 0) continue; // the first one warms up
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
  const total = await client.query<{ id: string }>(`SELECT id FROM combination WHERE coalition_id = $1 AND key = ''`, [
    coalitionId,
  ]);
  return {
    organizations: organizations.rows.map((row) => row.code),
    measures: measures.rows,
    combinationId: total.rows[0]!.id,
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

async function prepareBare({ client }: Bench, coalitionId: string, known: Known, year: number) {
  const cells = cellsOf(known, year);
  const wanted = [...new Map(cells.map((cell) => [`${cell.organization} ${cell.period}`, cell])).values()];
  const { rows } = await client.query<{ id: string; key: string }>(
    `INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state)
     SELECT uuidv7(), $1, o.id, 'MONTH', (p.period || '-01')::date, 'DRAFT'
       FROM unnest($2::text[], $3::text[]) AS p (code, period) JOIN organization o ON o.coalition_id = $1 AND o.code = p.code
     RETURNING id, (SELECT code FROM organization WHERE id = organization_id) || ' ' || to_char(period_start, 'YYYY-MM') AS key`,
    [coalitionId, wanted.map((cell) => cell.organization), wanted.map((cell) => cell.period)],
  );
  const submissions = new Map(rows.map(({ key, id }) => [key, id]));
  return [
    coalitionId,
    randomUUID(),
    cells.map((cell) => submissions.get(`${cell.organization} ${cell.period}`)),
    cells.map((cell) => cell.measure.id),
    cells.map(() => known.combinationId),
    cells.map((_, i) => String(i % 97)),
  ];
}

export function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

export function round3(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}
