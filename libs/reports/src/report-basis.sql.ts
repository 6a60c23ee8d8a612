import type { Circumstance } from './circumstance.js';

/**
 * Question: which writes does this transaction see?
 * Parameters: none.
 * Columns: number, snapshot, server, at; all texts.
 * Why: a number of a sequence alone would count in what was written before it but committed after, so the snapshot says
 * which of the transactions around it are seen. The numbers of transactions are a server's own: on a restored copy what
 * came from elsewhere is told by its number alone, and what is written there later has a greater one. The sequence is
 * read after the snapshot was taken, so nothing that is seen has a greater number.
 */
export const takeWatermark = `
SELECT pg_current_snapshot()::text AS snapshot, (SELECT last_value FROM write_number)::text AS number,
  server_identifier()::text AS server, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`;

/**
 * Question: none; from here on this transaction reads values and states of submissions as they stood at a watermark.
 * Parameters: $1 number, $2 snapshot, $3 server.
 * Columns: none that matter.
 * Why: the views of the schema as_of stand before the tables of the same names, so that every statement is the one that
 * was run then.
 */
export const readAsOf = `
SELECT set_config('app.watermark_number', $1, true), set_config('app.watermark_snapshot', $2, true),
  set_config('app.watermark_server', $3, true), set_config('search_path', 'as_of, public', true)`;

/** The tables behind each circumstance, with what orders their rows. */
const sources: Record<Circumstance, readonly (readonly [table: string, order: string])[]> = {
  definitions: [
    ['measure', 'id'],
    ['measure_version', 'id'],
    ['breakdown', 'measure_version_id, position'],
    ['calculation', 'id'],
    ['calculation_operand', 'calculation_id, place'],
    ['goal', 'id'],
  ],
  dimensions: [
    ['dimension', 'id'],
    ['category', 'id'],
    ['category_merger', 'id'],
  ],
  targets: [
    ['target', 'id'],
    ['baseline', 'measure_id'],
    ['measure_forecast', 'measure_id, number'],
  ],
  partners: [
    ['membership', 'id'],
    ['assignment', 'id'],
    ['organization', 'id'],
    ['organization_merger', 'id'],
  ],
  overlap: [['overlap_resolution', 'id']],
  policies: [['coalition', 'id']],
  reporting: [
    ['reporting_window', 'frequency'],
    ['reporting_extension', 'id'],
    ['quality_rule', 'id'],
    ['quality_explanation', 'id'],
  ],
  activities: [
    ['activity', 'id'],
    ['reinforcement_link', 'id'],
    ['agenda', 'id'],
    ['stakeholder_group', 'id'],
  ],
};

const rowsOf = ([table, order]: readonly [string, string]) =>
  `coalesce((SELECT string_agg(to_jsonb(t)::text, E'\\n' ORDER BY ${order}) FROM ${table} t
              WHERE ${table === 'coalition' ? 'id' : 'coalition_id'} = $1::uuid), '')`;
const digestOf = (tables: readonly (readonly [string, string])[]) =>
  `encode(sha256(convert_to(concat_ws(E'\\n\\n', ${tables.map(rowsOf).join(', ')}), 'UTF8')), 'hex')`;

/**
 * Question: by what was decided how these figures come out?
 * Parameters: $1 coalition; $2 measures; $3 frequency; $4 and $5 the first days of the first and the last period.
 * Columns: policies, resolutions (those for these periods, by measure and the latest first), circumstances.
 * Why: values have their history; of what decides beside them only a hash is kept, so that a second compile that differs
 * can say why.
 */
export const readBasisSql = `
SELECT
  (SELECT jsonb_build_object('figuresFrom', figures_from, 'timeZone', time_zone, 'yearStartMonth', year_start_month,
     'smallNumberThreshold', small_number_threshold) FROM coalition WHERE id = $1::uuid) AS policies,
  coalesce((
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('measure', m.code, 'frequency', o.frequency,
             'firstPeriodStart', o.first_period_start, 'lastPeriodStart', o.last_period_start, 'method', o.method,
             'rate', o.rate::text, 'exact', o.exact::text, 'signedBy', o.signed_by, 'signedOn', o.signed_on,
             'source', o.source)) ORDER BY m.code COLLATE "C", o.made_at DESC, o.id DESC)
      FROM overlap_resolution o
      JOIN measure m ON m.coalition_id = o.coalition_id AND m.id = o.measure_id
     WHERE o.coalition_id = $1::uuid AND o.measure_id = ANY ($2::uuid[]) AND o.frequency = $3
       AND o.first_period_start <= $5::date AND o.last_period_start >= $4::date), '[]') AS resolutions,
  jsonb_build_object(${Object.entries(sources)
    .map(([name, tables]) => `'${name}', ${digestOf(tables)}`)
    .join(', ')}) AS circumstances`;
