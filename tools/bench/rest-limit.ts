import Fastify from 'fastify';
import pg from 'pg';
import { changesSql } from '../../libs/aggregation/src/changes.sql.js';
import { figuresSql } from '../../libs/aggregation/src/figures.sql.js';
import { measureStorySql } from '../../libs/aggregation/src/measure-story.sql.js';
import { rolledUpFiguresSql } from '../../libs/aggregation/src/rollups.sql.js';
import { outstandingPage } from '../../libs/submissions/src/outstanding.sql.js';

/**
 * The limit that the API is held against: Fastify and prepared statements, no GraphQL, no permissions. A process of its
 * own, like the API.
 */
const options = '-c enable_nestloop=off -c enable_mergejoin=off -c work_mem=256MB'; // for the figures, as the API sets them
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, options });
const prepared = (name: string, text: string) => (values: unknown[]) =>
  pool.query({ name, text, values }).then(({ rows }) => rows);

const measures = prepared(
  'measures',
  `SELECT m.id, m.code, m.name, coalesce(json_agg(json_build_object('value', t.value::text)) FILTER (WHERE t.id IS NOT NULL), '[]') AS targets
     FROM measure m LEFT JOIN target t ON t.measure_id = m.id WHERE m.coalition_id = $1 GROUP BY m.id ORDER BY m.code LIMIT 50`,
);
const figures = prepared(
  'figures',
  `SELECT measure_id, period_start, value, organizations_reported, organizations_expected FROM (${figuresSql}) f`,
);
const entity = prepared(
  'entity',
  `SELECT o.code, o.name,
          (SELECT json_agg(json_build_object('role', m.role)) FROM membership m WHERE m.organization_id = o.id) AS memberships,
          (SELECT json_agg(s) FROM (SELECT period_start, state FROM submission WHERE coalition_id = o.coalition_id AND organization_id = o.id
             ORDER BY period_start, id LIMIT 20) s) AS submissions,
          (SELECT json_agg(a) FROM (SELECT title, status FROM activity WHERE coalition_id = o.coalition_id AND lead_organization_id = o.id
             ORDER BY title LIMIT 20) a) AS activities
     FROM organization o WHERE o.id = $1`,
);
const write = prepared(
  'write',
  `WITH checked AS (
     SELECT s.id AS submission_id, m.id AS measure_id, k.id AS combination_id
       FROM submission s JOIN measure m ON m.coalition_id = s.coalition_id AND m.code = $2
       JOIN combination k ON k.coalition_id = s.coalition_id AND k.key = ''
       JOIN organization o ON o.id = s.organization_id AND o.code = $3
      WHERE s.coalition_id = $1 AND s.period_start = $4::date AND s.state <> 'APPROVED' AND $5::numeric >= 0
   ), written AS (
     INSERT INTO measurement AS old (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
     SELECT submission_id, measure_id, combination_id, $1, uuidv7(), 1, $5 FROM checked
         ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE SET number = excluded.number, revision = old.revision + 1
      WHERE old.number IS DISTINCT FROM excluded.number RETURNING *
   )
   INSERT INTO measurement_revision (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number)
   SELECT submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number FROM written RETURNING revision`,
);
const storyOf = prepared('story', measureStorySql);
const kept = prepared(
  'kept',
  `SELECT f.*, f.period_start::text AS start FROM (${rolledUpFiguresSql}) f ORDER BY f.period_start, f.cell::text COLLATE "C"`,
);
const changes = prepared('changes', changesSql);
const owed = prepared('owed', outstandingPage(false));
const explanations = prepared(
  'explanations',
  `SELECT text FROM quality_explanation WHERE coalition_id = $1 AND measure_id = $2 AND period_start >= $3 AND period_start < $4
    ORDER BY explained_at DESC, id DESC LIMIT 100`,
);

const app = Fastify();
app.get<{ Params: { coalition: string }; Querystring: { from: string; until: string } }>(
  '/list/:coalition',
  async ({ params, query }) => {
    const found = await measures([params.coalition]);
    const ids = found.map((row: { id: string }) => row.id);
    return {
      measures: found,
      figures: await figures([params.coalition, ids, 'MONTH', query.from, query.until, 'APPROVED', []]),
    };
  },
);
app.get<{ Params: { organization: string } }>(
  '/entity/:organization',
  async ({ params }) => (await entity([params.organization]))[0],
);
app.post<{ Body: { coalition: string; measure: string; organization: string; period: string; value: string } }>(
  '/write',
  async ({ body }) => write([body.coalition, body.measure, body.organization, body.period, body.value]),
);
interface Span {
  from: string;
  until: string;
  earlier: string;
  earliest: string;
  coalition: string;
}
/** What measureStory answers, from kept figures, by somebody who need not ask whether these are as they would be now. */
app.get<{ Params: { measure: string }; Querystring: Span }>('/story/:measure', async ({ params, query }) => {
  const { coalition, from, until, earlier, earliest } = query;
  const ids = [params.measure];
  return {
    story: (await storyOf([params.measure]))[0],
    figures: await kept([coalition, ids, 'MONTH', from, until, 'APPROVED', null]),
    years: await kept([coalition, ids, 'YEAR', earliest, until, 'APPROVED', []]),
    changes: await changes([coalition, ids, 'MONTH', earlier, until, 'APPROVED', [], from]),
    owed: await owed([coalition, null, ids, null, null, until, null, null, null, null, null, null, 100]),
    explanations: await explanations([coalition, params.measure, from, until]),
  };
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: address });
process.on('disconnect', () => process.exit(0));
