import type { Client } from 'pg';

export interface SeedSize {
  organizations: number;
  measures: number;
  months: number;
}

export const oneMillion: SeedSize = { organizations: 200, measures: 50, months: 60 };
export const tenMillion: SeedSize = { organizations: 2_000, measures: 50, months: 60 };

/**
 * A coalition with about 5 cells per organization, measure and month, 4 measures of 50 broken down by 8 categories:
 * 60 % COUNT, 20 % AMOUNT, 20 % RATIO; one value in 50 is missing and one in 200 is a zero.
 */
export async function seed(client: Client, size: SeedSize): Promise<{ coalitionId: string; cells: number }> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO coalition (id, code, name, time_zone, year_start_month, figures_from)
     VALUES (uuidv7(), 'bench-' || substr(md5(random()::text), 1, 8), 'Bench', 'UTC', 1, 'APPROVED') RETURNING id`,
  );
  const coalitionId = rows[0]!.id;
  const statements: [string, unknown[]][] = [
    [
      `WITH made AS (
         INSERT INTO organization (id, coalition_id, code, name)
         SELECT uuidv7(), $1::uuid, 'org-' || lpad(i::text, 5, '0'), 'Organization ' || i FROM generate_series(1, $2::int) i RETURNING id)
       INSERT INTO membership (id, coalition_id, organization_id, role) SELECT uuidv7(), $1::uuid, id, 'PARTNER' FROM made`,
      [coalitionId, size.organizations],
    ],
    [
      `WITH made AS (INSERT INTO dimension (id, coalition_id, code, name) VALUES (uuidv7(), $1::uuid, 'band', 'Band') RETURNING id)
       INSERT INTO category (id, coalition_id, dimension_id, code, name, position)
       SELECT uuidv7(), $1::uuid, made.id, 'band_' || i, 'Band ' || i, i FROM made, generate_series(1, 8) i`,
      [coalitionId],
    ],
    [
      `INSERT INTO combination (id, coalition_id, key, dimension_key, cell)
       SELECT uuidv7(), $1::uuid, '', '', '{}' UNION ALL
       SELECT uuidv7(), $1::uuid, 'band=band_' || i, 'band', jsonb_build_object('band', 'band_' || i) FROM generate_series(1, 8) i`,
      [coalitionId],
    ],
    [
      `INSERT INTO combination_margin SELECT $1::uuid, part.id, whole.id FROM combination part
         JOIN combination whole ON whole.coalition_id = $1 AND whole.key = '' WHERE part.coalition_id = $1 AND part.key <> ''`,
      [coalitionId],
    ],
    [
      `WITH made AS (
         INSERT INTO measure (id, coalition_id, code, name, level, direction, frequency)
         SELECT uuidv7(), $1::uuid, 'measure_' || lpad(i::text, 3, '0'), 'Measure ' || i, 'PERFORMANCE', 'INCREASE', 'MONTH'
           FROM generate_series(1, $2::int) i RETURNING id, code
       ), version AS (
         INSERT INTO measure_version (id, coalition_id, measure_id, number, number_kind, factor, unit, of_people, time_rule,
                                      denominator_time_rule, partner_rule, comparability)
         SELECT uuidv7(), $1::uuid, id, 1, kind, CASE kind WHEN 'RATIO' THEN 100 ELSE 1 END, 'people', false,
                'SUM', 'SUM', 'SUM', 'COMPARABLE'
           FROM made, LATERAL (SELECT CASE WHEN right(code, 1) IN ('8', '9') THEN 'RATIO' WHEN right(code, 1) IN ('6', '7') THEN 'AMOUNT' ELSE 'COUNT' END AS kind) k
         RETURNING id, measure_id
       ), broken AS (
         INSERT INTO breakdown (id, coalition_id, measure_version_id, position, dimension_key, additive)
         SELECT uuidv7(), $1::uuid, v.id, 1, 'band', true FROM version v JOIN made m ON m.id = v.measure_id WHERE right(m.code, 2) IN ('01', '11', '21', '31'))
       INSERT INTO target (id, coalition_id, measure_id, value, source) SELECT uuidv7(), $1::uuid, id, 95, 'bench' FROM made`,
      [coalitionId, size.measures],
    ],
    [
      `INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, first_submitted_at, submitted_at, approved_at)
       SELECT uuidv7(), $1::uuid, o.id, 'MONTH', ('2020-01-01'::date + (i || ' months')::interval)::date, 'APPROVED', now(), now(), now()
         FROM generate_series(0, $2::int - 1) i, organization o WHERE o.coalition_id = $1`,
      [coalitionId, size.months],
    ],
    [
      `INSERT INTO measurement_batch (id, coalition_id, person_id, through, request_id) VALUES (uuidv7(), $1::uuid, uuidv7(), 'API', 'seed')`,
      [coalitionId],
    ],
    [
      `INSERT INTO measurement (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator)
       SELECT s.id, m.id, k.id, $1::uuid, b.id, 1,
              CASE WHEN h % 200 = 0 THEN 0 WHEN v.number_kind = 'AMOUNT' THEN (h % 100000)::numeric / 100 ELSE h % 90 END,
              CASE v.number_kind WHEN 'RATIO' THEN 90 + h % 50 END
         FROM submission s
         JOIN measurement_batch b ON b.coalition_id = $1
         JOIN measure m ON m.coalition_id = $1
         JOIN measure_version v ON v.measure_id = m.id
         JOIN combination k ON k.coalition_id = $1 AND (k.key = '' OR EXISTS (SELECT 1 FROM breakdown d WHERE d.measure_version_id = v.id))
        CROSS JOIN LATERAL (SELECT abs(hashtext(s.id::text || m.id || k.id)::bigint) AS h) AS random_number
        WHERE s.coalition_id = $1 AND h % 50 <> 1`,
      [coalitionId],
    ],
  ];
  for (const [text, values] of statements) await client.query(text, values);
  await client.query('COMMIT');
  // Whatever is run first must not pay for the others: nobody else would set the hint bits and the visibility map.
  await client.query('VACUUM ANALYZE');
  const counted = await client.query<{ n: string }>('SELECT count(*) AS n FROM measurement WHERE coalition_id = $1', [
    coalitionId,
  ]);
  return { coalitionId, cells: Number(counted.rows[0]?.n) };
}
