import type { Client } from 'pg';
import { compileReportOf } from './compile.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';

const rounds = 3;
const [organizations, measures, months] = [6, 46, 60];
const [bands, sexes] = [8, 3];
/** Each month and measure has a total, its parts by each dimension, and those by both. */
const figures = measures * months * (1 + bands) * (1 + sexes);

/**
 * A report of about 100,000 figures of people, of which one in eight is small: what keeping the small ones back adds to
 * compiling it and takes when it is published to both audiences, against compiling the same report of things.
 */
export async function benchSuppression(bench: Bench): Promise<Measured[]> {
  const { client } = bench;
  const coalitionId = await seedPeople(client);
  await bench.joinAsBackbone(coalitionId);
  const until = `${2020 + months / 12}-01-01`;
  const [plain, withSystem, publishing]: [number[], number[], number[]] = [[], [], []];
  let hidden = 0;
  for (let round = 0; round < rounds; round++) {
    await setOfPeople(client, coalitionId, false);
    plain.push((await compileReportOf(bench, coalitionId, until)).milliseconds);
    await setOfPeople(client, coalitionId, true);
    const { id, milliseconds } = await compileReportOf(bench, coalitionId, until);
    withSystem.push(milliseconds);
    const started = performance.now();
    const { publishReport } = await bench.ask<{ publishReport: { userErrors: object[] } }>(
      `mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`,
      { input: { id, audiences: ['FUNDERS', 'COALITION'] } },
    );
    publishing.push(performance.now() - started);
    if (publishReport.userErrors.length > 0) throw new Error(JSON.stringify(publishReport.userErrors));
    hidden = await countHidden(client, coalitionId);
    await client.query(
      `ALTER TABLE disclosure DISABLE TRIGGER USER; DELETE FROM disclosure; ALTER TABLE disclosure ENABLE TRIGGER USER`,
    );
  }
  const [compiling, both, publication] = [median(plain), median(withSystem), median(publishing)];
  const suppression = Math.max(0, both - compiling) + publication;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return [
    {
      task: `suppression, ${figures} figures, ${hidden} hidden from partners`,
      ours: `${seconds(both - compiling)} + ${seconds(publication)}`,
      limit: `compile ${seconds(compiling)}`,
      ratio: round3(suppression / compiling),
      gate: '≤ 0.20',
    },
  ];
}

async function setOfPeople(client: Client, coalitionId: string, ofPeople: boolean): Promise<void> {
  await client.query('UPDATE measure_version SET of_people = $2 WHERE coalition_id = $1', [coalitionId, ofPeople]);
}

async function countHidden(client: Client, coalitionId: string): Promise<number> {
  const { rows } = await client.query<{ hidden: number }>(
    `SELECT cardinality(positions) AS hidden FROM report_suppression WHERE coalition_id = $1 AND audience = 'COALITION' ORDER BY made_at DESC LIMIT 1`,
    [coalitionId],
  );
  return rows[0]?.hidden ?? 0;
}

/** Reported by band × sex and in all sums of it; one of the three is rare. */
async function seedPeople(client: Client): Promise<string> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO coalition (id, code, name, time_zone, year_start_month, figures_from)
     VALUES (uuidv7(), 'people-' || substr(md5(random()::text), 1, 8), 'People', 'UTC', 1, 'APPROVED') RETURNING id`,
  );
  const coalitionId = rows[0]!.id;
  const statements: [string, unknown[]][] = [
    [
      `WITH made AS (
         INSERT INTO organization (id, coalition_id, code, name)
         SELECT uuidv7(), $1::uuid, 'org-' || i, 'Organization ' || i FROM generate_series(1, $2::int) i RETURNING id)
       INSERT INTO membership (id, coalition_id, organization_id, role) SELECT uuidv7(), $1::uuid, id, 'PARTNER' FROM made`,
      [coalitionId, organizations],
    ],
    [
      `WITH made AS (
         INSERT INTO dimension (id, coalition_id, code, name)
         VALUES (uuidv7(), $1::uuid, 'band', 'Band'), (uuidv7(), $1::uuid, 'sex', 'Sex') RETURNING id, code)
       INSERT INTO category (id, coalition_id, dimension_id, code, name, position)
       SELECT uuidv7(), $1::uuid, id, i::text, i::text, i FROM made
         CROSS JOIN LATERAL generate_series(1, CASE code WHEN 'band' THEN $2::int ELSE $3::int END) i`,
      [coalitionId, bands, sexes],
    ],
    [
      `INSERT INTO combination (id, coalition_id, key, dimension_key, cell)
       SELECT uuidv7(), $1::uuid, concat_ws(';', 'band=' || b, 'sex=' || s),
              concat_ws(',', CASE WHEN b IS NOT NULL THEN 'band' END, CASE WHEN s IS NOT NULL THEN 'sex' END),
              jsonb_strip_nulls(jsonb_build_object('band', b::text, 'sex', s::text))
         FROM (SELECT NULL AS b UNION ALL SELECT generate_series(1, $2::int)) AS bands
         CROSS JOIN (SELECT NULL AS s UNION ALL SELECT generate_series(1, $3::int)) AS sexes`,
      [coalitionId, bands, sexes],
    ],
    [
      `INSERT INTO combination_margin SELECT $1::uuid, part.id, whole.id FROM combination part
         JOIN combination whole ON whole.coalition_id = $1 AND part.cell @> whole.cell AND part.id <> whole.id
        WHERE part.coalition_id = $1`,
      [coalitionId],
    ],
    [
      `WITH made AS (
         INSERT INTO measure (id, coalition_id, code, name, level, direction, frequency)
         SELECT uuidv7(), $1::uuid, 'people_' || i, 'People ' || i, 'PERFORMANCE', 'INCREASE', 'MONTH'
           FROM generate_series(1, $2::int) i RETURNING id
       ), version AS (
         INSERT INTO measure_version (id, coalition_id, measure_id, number, number_kind, factor, unit, of_people, time_rule,
                                      denominator_time_rule, partner_rule, comparability)
         SELECT uuidv7(), $1::uuid, id, 1, 'COUNT', 1, 'people', false, 'SUM', 'SUM', 'SUM', 'COMPARABLE' FROM made RETURNING id)
       INSERT INTO breakdown (id, coalition_id, measure_version_id, position, dimension_key, additive)
       SELECT uuidv7(), $1::uuid, id, 1, 'band,sex', true FROM version`,
      [coalitionId, measures],
    ],
    [
      `INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, first_submitted_at, submitted_at, approved_at)
       SELECT uuidv7(), $1::uuid, o.id, 'MONTH', ('2020-01-01'::date + (i || ' months')::interval)::date, 'APPROVED', now(), now(), now()
         FROM generate_series(0, $2::int - 1) i, organization o WHERE o.coalition_id = $1`,
      [coalitionId, months],
    ],
    [
      `INSERT INTO measurement_batch (id, coalition_id, person_id, through, request_id) VALUES (uuidv7(), $1::uuid, uuidv7(), 'API', 'seed')`,
      [coalitionId],
    ],
    [
      `INSERT INTO measurement (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
       SELECT s.id, m.id, k.id, $1::uuid, b.id, 1,
              CASE WHEN k.cell ->> 'sex' <> '1' THEN 1 + h % 40 WHEN h % 25 = 0 THEN 1 + h % 3 ELSE 0 END
         FROM submission s
         JOIN measurement_batch b ON b.coalition_id = $1
         JOIN measure m ON m.coalition_id = $1
         JOIN combination k ON k.coalition_id = $1 AND k.dimension_key = 'band,sex'
        CROSS JOIN LATERAL (SELECT abs(hashtext(s.id::text || m.id || k.id)::bigint) AS h) AS random_number
        WHERE s.coalition_id = $1`,
      [coalitionId],
    ],
    [
      `INSERT INTO measurement (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
       SELECT p.submission_id, p.measure_id, m.margin_id, $1::uuid, any_value(p.batch_id), 1, sum(p.number)
         FROM measurement p JOIN combination_margin m ON m.combination_id = p.combination_id
        WHERE p.coalition_id = $1 GROUP BY p.submission_id, p.measure_id, m.margin_id`,
      [coalitionId],
    ],
  ];
  for (const [text, values] of statements) await client.query(text, values);
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
  return coalitionId;
}
