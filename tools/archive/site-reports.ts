import { escaped, fileFormats } from '@keelson/formats';
import { pairs, type SitePage } from './site-frame.js';

interface ReportRow {
  id: string;
  title: string;
  first_period_start: string;
  last_period_start: string;
  compiled: string;
  publications: { audience: string; published: string }[];
}

export const audienceNames: Record<string, string> = {
  COALITION: 'partners and observers',
  FUNDERS: 'funders',
  PUBLIC: 'anybody',
};

export const reportsPage: SitePage<ReportRow> = {
  page: 'reports',
  empty: 'No report stands published.',
  rows: `
    SELECT r.id, r.title, r.first_period_start::text, r.last_period_start::text,
           to_char(r.compiled_at AT TIME ZONE c.time_zone, 'YYYY-MM-DD HH24:MI') AS compiled, p.publications
      FROM report r JOIN coalition c ON c.id = r.coalition_id
      JOIN (SELECT report_id, json_agg(json_build_object('audience', q.audience, 'published', (q.published_at AT TIME ZONE c.time_zone)::date)
                                      ORDER BY q.audience) AS publications
              FROM report_publication q JOIN coalition c ON c.id = q.coalition_id
             WHERE q.coalition_id = $1 AND q.withdrawn_at IS NULL GROUP BY report_id) p ON p.report_id = r.id
     WHERE r.coalition_id = $1 ORDER BY r.compiled_at DESC, r.id`,
  article: (report) => escaped`<article>
<h2 dir="auto">${report.title}</h2>
${pairs(
  ['Periods', `the first starts on ${report.first_period_start}, the last on ${report.last_period_start}`],
  ['Compiled', report.compiled],
)}${report.publications.map(({ audience, published }) => {
    const folder = `../reports/${report.id}/${audience.toLowerCase()}`;
    const name = audienceNames[audience] ?? audience;
    return escaped`<h3>Published to ${name} on ${published}</h3>
<p><a href="${folder}/report.html">Read it as ${name} saw it</a></p>
<p>Files: ${fileFormats.map((format, i) => escaped`${i > 0 && ', '}<a href="${folder}/report.${format}">${format}</a>`)}</p>
`;
  })}</article>
`,
};
