import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { encodeId } from '../../libs/platform/src/index.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';

const rounds = 3;
/** With the seeded 200 organizations and 82 cells a month: 1,000,400 cells. */
const months = 61;

/** What the bare load copies into: the file's columns, with its periods as dates. */
const bareTable = `
  CREATE TEMP TABLE bare_cell (organization text, measure text, period_start date, band text, value numeric, numerator numeric,
                               denominator numeric) ON COMMIT DROP`;

const bareSubmissions = `
  INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, first_submitted_at, submitted_at)
  SELECT uuidv7(), $1, o.id, 'MONTH', p.period_start, 'SUBMITTED', now(), now()
    FROM (SELECT DISTINCT organization, period_start FROM bare_cell) p
    JOIN organization o ON o.coalition_id = $1 AND o.code = p.organization
      ON CONFLICT DO NOTHING`;

/** No check, no refusal, no history beside the revisions: only what the same rows in the same tables cost. */
const bareMerge = `
  WITH written AS (
    INSERT INTO measurement AS old (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator)
    SELECT s.id, m.id, k.id, $1, $2, 1, coalesce(c.value, c.numerator), c.denominator
      FROM bare_cell c
      JOIN organization o ON o.coalition_id = $1 AND o.code = c.organization
      JOIN measure m ON m.coalition_id = $1 AND m.code = c.measure
      JOIN submission s ON s.coalition_id = $1 AND s.organization_id = o.id AND s.frequency = 'MONTH' AND s.period_start = c.period_start
      JOIN combination k ON k.coalition_id = $1 AND k.key = coalesce('band=' || c.band, '')
        ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE
       SET number = excluded.number, denominator = excluded.denominator, revision = old.revision + 1, batch_id = excluded.batch_id
     WHERE (old.number, old.denominator) IS DISTINCT FROM (excluded.number, excluded.denominator)
    RETURNING submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator
  ), revised AS (
    INSERT INTO measurement_revision (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator)
    SELECT * FROM written
  )
  SELECT count(*)::int AS n FROM written`;

interface Known {
  organizations: string[];
  measures: { code: string; kind: string; broken: boolean }[];
}

/** A million cells from a file through the worker, against COPY and one merge of as many rows into the same tables. */
export async function benchFileImport(bench: Bench, coalitionId: string): Promise<Measured[]> {
  const known = await readKnown(bench, coalitionId);
  const [limit, ours, sent]: [number[], number[], number[]] = [[], [], []];
  let cells = 0;
  // Taken in turns, so that both meet the same machine, and each time into periods that hold nothing.
  for (let round = 0; round < rounds; round++) {
    limit.push(await loadBare(bench, coalitionId, linesOf(known, 2100 + 10 * round, '-01')));
    const file = `organization_id,measure_id,period,band,value,numerator,denominator\n${[...linesOf(known, 2200 + 10 * round)].join('')}`;
    const started = performance.now();
    const uploadId = await upload(bench, coalitionId, file);
    sent.push(performance.now() - started);
    const imported = await importFile(bench, coalitionId, uploadId);
    ours.push(imported.milliseconds);
    cells = imported.created;
    const [, worker] = bench.peakMemory();
    console.log(
      `  round ${round + 1}: bare ${seconds(limit.at(-1)!)}, import ${seconds(ours.at(-1)!)} of ${cells.toLocaleString('en')} cells ` +
        `(upload of ${(file.length / 1e6).toFixed(0)} MB ${seconds(sent.at(-1)!)}); worker's peak memory so far ${worker} MB`,
    );
  }
  const [o, l] = [median(ours), median(limit)];
  return [
    {
      task: `file import, ${cells.toLocaleString('en')} cells`,
      ours: `${seconds(o)} (and upload ${seconds(median(sent))})`,
      limit: `COPY + merge ${seconds(l)}`,
      ratio: round3(o / l),
      gate: '≤ 1.5',
    },
  ];
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

async function loadBare({ client }: Bench, coalitionId: string, lines: Iterable<string>): Promise<number> {
  const file = [...shares(lines)];
  const started = performance.now();
  await client.query('BEGIN');
  await client.query(bareTable);
  await pipeline(Readable.from(file), client.query(copyFrom('COPY bare_cell FROM STDIN (FORMAT csv)')));
  await client.query('ANALYZE bare_cell');
  await client.query(bareSubmissions, [coalitionId]);
  const { rows } = await client.query<{ n: number }>(bareMerge, [coalitionId, randomUUID()]);
  await client.query('COMMIT');
  const milliseconds = performance.now() - started;
  if (rows[0]?.n !== 200 * months * 82) throw new Error(`The bare merge wrote ${rows[0]?.n} cells.`);
  return milliseconds;
}

async function upload(bench: Bench, coalitionId: string, body: string): Promise<string> {
  const answer = await fetch(`${bench.api}/coalitions/${encodeId('Coalition', coalitionId)}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${bench.token()}` },
    body,
  });
  const { id } = (await answer.json()) as { id?: string };
  if (!id) throw new Error(`The upload answered ${answer.status}.`);
  return id;
}

/** From the request until its end is seen. */
async function importFile(bench: Bench, coalitionId: string, uploadId: string) {
  interface Operation {
    id: string;
    state: string;
    failure: string | null;
    created: number;
    refusals: object[];
  }
  const input = {
    coalitionId: encodeId('Coalition', coalitionId),
    uploadId,
    format: 'CSV',
    idempotencyKey: randomUUID(),
  };
  const started = performance.now();
  const asked = await bench.ask<{ importMeasurements: { operation: { id: string } } }>(
    'mutation($input: ImportMeasurementsInput!) { importMeasurements(input: $input) { operation { id } } }',
    { input },
  );
  const { id } = asked.importMeasurements.operation;
  const query = 'query($id: ID!) { bulkOperation(id: $id) { id state failure created refusals { code message } } }';
  for (;;) {
    const { bulkOperation: operation } = await bench.ask<{ bulkOperation: Operation }>(query, { id });
    if (operation.state === 'COMPLETED')
      return { milliseconds: performance.now() - started, created: operation.created };
    if (operation.state !== 'REQUESTED' && operation.state !== 'RUNNING') throw new Error(JSON.stringify(operation));
    await wait(100);
  }
}

async function readKnown({ client }: Bench, coalitionId: string): Promise<Known> {
  const organizations = await client.query<{ code: string }>(
    'SELECT code FROM organization WHERE coalition_id = $1 ORDER BY code LIMIT 200',
    [coalitionId],
  );
  const measures = await client.query<Known['measures'][number]>(
    `SELECT m.code, v.number_kind AS kind, EXISTS (SELECT FROM breakdown b WHERE b.measure_version_id = v.id) AS broken
       FROM measure m JOIN measure_version v ON v.measure_id = m.id WHERE m.coalition_id = $1 ORDER BY m.code LIMIT 50`,
    [coalitionId],
  );
  return { organizations: organizations.rows.map(({ code }) => code), measures: measures.rows };
}

/** The rows of a file, organization by organization as partners' systems write them; `day` makes dates of its periods. */
function* linesOf({ organizations, measures }: Known, year: number, day = ''): Generator<string> {
  let i = 0;
  for (const organization of organizations) {
    for (let month = 0; month < months; month++) {
      const period = `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}${day}`;
      for (const { code, kind, broken } of measures) {
        for (let band = 0; band <= (broken ? 8 : 0); band++) {
          i += 1;
          const number =
            kind === 'RATIO' ? `,${i % 90},${90 + (i % 50)}` : `${i % 97}${kind === 'AMOUNT' ? '.25' : ''},,`;
          yield `${organization},${code},${period},${band === 0 ? '' : `band_${band}`},${number}\n`;
        }
      }
    }
  }
}

function* shares(lines: Iterable<string>): Generator<string> {
  let share = '';
  for (const line of lines) {
    share += line;
    if (share.length < 1_000_000) continue;
    yield share;
    share = '';
  }
  yield share;
}
