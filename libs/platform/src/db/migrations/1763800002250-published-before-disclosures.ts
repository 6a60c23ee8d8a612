import { forward } from './forward.js';

/**
 * Reports that were published before small numbers were kept back: of people they show nothing to their audiences any
 * more, until they are compiled again. Row-level security binds the owner too, so it is lifted for this one statement.
 */
export const PublishedBeforeDisclosures1763800002250 = forward(
  'PublishedBeforeDisclosures1763800002250',
  `
  ALTER TABLE report_publication NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE report_figure NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE report_suppression NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE measure NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE measure_version NO FORCE ROW LEVEL SECURITY;
  INSERT INTO report_suppression (coalition_id, report_id, audience, positions)
  SELECT p.coalition_id, p.report_id, p.audience,
         ARRAY(SELECT f.position FROM report_figure f
                 JOIN measure m ON m.coalition_id = f.coalition_id AND m.code = f.measure_code
                WHERE f.coalition_id = p.coalition_id AND f.report_id = p.report_id
                  AND EXISTS (SELECT 1 FROM measure_version v
                               WHERE v.coalition_id = m.coalition_id AND v.measure_id = m.id AND v.of_people)
                ORDER BY f.position)
    FROM (SELECT DISTINCT coalition_id, report_id, audience FROM report_publication) p;
  ALTER TABLE report_publication FORCE ROW LEVEL SECURITY;
  ALTER TABLE report_figure FORCE ROW LEVEL SECURITY;
  ALTER TABLE report_suppression FORCE ROW LEVEL SECURITY;
  ALTER TABLE measure FORCE ROW LEVEL SECURITY;
  ALTER TABLE measure_version FORCE ROW LEVEL SECURITY;
  `,
);
