import { escaped } from '@keelson/formats';
import { list, pairs, text, words, type SitePage } from './site-frame.js';
import { audienceNames } from './site-reports.js';

interface MeasureRow {
  code: string;
  name: string;
  description: string | null;
  level: string;
  aspect: string | null;
  direction: string;
  frequency: string;
  retired: string | null;
  goals: string[];
  versions: {
    number: number;
    from: string | null;
    unit: string;
    kind: string;
    comparability: string;
    reason: string | null;
  }[];
  targets: { value: string; period: string | null; source: string | null }[];
  baseline: { value: string | null; period: string | null; reason: string | null } | null;
  /** Where the page of each published report tells of it. */
  reports: { path: string; title: string; audience: string }[];
}

export const measuresPage: SitePage<MeasureRow> = {
  page: 'measures',
  empty: 'No measure was defined.',
  rows: `
    SELECT m.code, m.name, m.description, m.level, m.aspect, m.direction, m.frequency,
           (m.retired_at AT TIME ZONE c.time_zone)::date::text AS retired,
           ARRAY(SELECT g.statement FROM goal g WHERE g.coalition_id = $1 AND g.id = ANY (m.goal_ids) ORDER BY g.position, g.id) AS goals,
           (SELECT json_agg(json_build_object('number', v.number, 'from', v.first_period_start, 'unit', v.unit, 'kind', v.number_kind,
                     'comparability', v.comparability, 'reason', v.reason) ORDER BY v.number)
              FROM measure_version v WHERE v.coalition_id = $1 AND v.measure_id = m.id) AS versions,
           coalesce((SELECT json_agg(json_build_object('value', t.value::text, 'period', t.period_start, 'source', t.source)
                                     ORDER BY t.period_start NULLS FIRST, t.id)
                       FROM target t WHERE t.coalition_id = $1 AND t.measure_id = m.id AND t.combination_id IS NULL), '[]') AS targets,
           (SELECT json_build_object('value', b.value::text, 'period', b.period_start, 'reason', b.not_applicable_reason)
              FROM baseline b WHERE b.coalition_id = $1 AND b.measure_id = m.id) AS baseline,
           coalesce((SELECT json_agg(json_build_object('path', '../reports/' || r.id || '/' || lower(p.audience) || '/report.html#measure-' || x.place,
                                     'title', r.title, 'audience', p.audience) ORDER BY r.compiled_at DESC, r.id, p.audience)
                       FROM report r
                       JOIN report_publication p ON p.coalition_id = $1 AND p.report_id = r.id AND p.withdrawn_at IS NULL
                      CROSS JOIN LATERAL jsonb_array_elements(r.header->'measures') WITH ORDINALITY AS x (reported, place)
                      WHERE r.coalition_id = $1 AND x.reported->>'code' = m.code), '[]') AS reports
      FROM measure m JOIN coalition c ON c.id = m.coalition_id
     WHERE m.coalition_id = $1 ORDER BY m.code COLLATE "C"`,
  article: (measure) => escaped`<article>
<h2 dir="auto">${measure.name}</h2>
${text(measure.description)}${pairs(
    ['Code', measure.code],
    ['Tells of', measure.level === 'POPULATION' ? 'the population' : 'performance'],
    ['Aspect', words(measure.aspect)],
    ['Wanted', words(measure.direction)],
    ['Collected every', words(measure.frequency)],
    ['Retired on', measure.retired],
    ['Goals', list(measure.goals)],
    [
      'Definitions',
      list(
        measure.versions.map(
          ({ number, from, unit, kind, comparability, reason }) =>
            `${number}: ${unit} (${words(kind)})${from ? `, from ${from}` : ''}${number > 1 ? `, ${words(comparability)}` : ''}${reason ? `. ${reason}` : ''}`,
        ),
      ),
    ],
    ['Baseline', measure.baseline && baselineOf(measure.baseline)],
    [
      'Targets',
      list(
        measure.targets.map(
          ({ value, period, source }) =>
            `${value}${period ? ` in the period from ${period}` : ''}${source ? ` (${source})` : ''}`,
        ),
      ),
    ],
    [
      'Figures',
      list(
        measure.reports.map(
          ({ path, title, audience }) => escaped`<a href="${path}">${title}, for ${audienceNames[audience]}</a>`,
        ),
      ),
    ],
  )}</article>
`,
};

function baselineOf({ value, period, reason }: NonNullable<MeasureRow['baseline']>): string {
  return value === null ? `does not apply: ${reason}` : `${value} in the period from ${period}`;
}
