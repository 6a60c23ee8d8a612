/** In which coalitions is somebody's Monday looked for now? For a worker, whose policies show it these rows of all. */
export const dueClocks = `
  SELECT coalition_id AS "coalitionId" FROM digest_clock WHERE next_at <= now() ORDER BY next_at LIMIT 200`;

/** The clock of a coalition, if it is due and no other worker has it. $1 coalition uuid; $2 the moment, NULL for now. */
export const takeClock = `
  SELECT coalition_id FROM digest_clock
   WHERE coalition_id = $1 AND next_at <= coalesce($2::timestamptz, now()) FOR UPDATE SKIP LOCKED`;

/** Sets the clock to the next quarter of an hour: no time zone begins its hours at another minute. Parameters as above. */
export const setClock = `
  UPDATE digest_clock
     SET next_at = date_bin('15 minutes', coalesce($2::timestamptz, now()), '2000-01-01Z') + interval '15 minutes'
   WHERE coalition_id = $1`;

/**
 * Question: whose digest of the week before is due and not there?
 * Parameters: $1 coalition; $2 the moment, NULL for now; $3 the most.
 * Columns: personId, language, timeZone, week (its Monday), from and until (moments), roles, follows.
 * Why: it is due on Monday at seven, by the clock on the member's wall; who joined later has missed nothing. Of weeks
 * that passed while no worker ran only the last one is told.
 */
export const dueMembers = `
  WITH asked AS (SELECT coalesce($2::timestamptz, now()) AS at),
  member AS (
    SELECT person_id, min(created_at) AS since,
           jsonb_agg(jsonb_build_object('coalitionId', coalition_id, 'role', role, 'organizationId', organization_id)
                     ORDER BY id) AS roles
      FROM role_grant WHERE coalition_id = $1 GROUP BY person_id
  )
  SELECT p.id AS "personId", coalesce(p.language, c.language) AS language, zone.name AS "timeZone",
         (due.monday - 7)::text AS week, (due.monday - 7)::timestamp AT TIME ZONE zone.name AS "from",
         due.monday::timestamp AT TIME ZONE zone.name AS until, m.roles,
         ARRAY(SELECT CASE WHEN f.activity_id IS NOT NULL THEN 'Activity ' || f.activity_id
                           WHEN f.measure_id IS NOT NULL THEN 'Measure ' || f.measure_id
                           ELSE 'Goal ' || (SELECT code FROM goal WHERE coalition_id = $1 AND id = f.goal_id) END
                 FROM follow f WHERE f.coalition_id = $1 AND f.person_id = p.id) AS follows
    FROM member m
    JOIN person p ON p.id = m.person_id
    JOIN coalition c ON c.id = $1
   CROSS JOIN asked
   CROSS JOIN LATERAL (SELECT coalesce(p.time_zone, c.time_zone) AS name) AS zone
   CROSS JOIN LATERAL (
          SELECT date_trunc('week', (asked.at AT TIME ZONE zone.name) - interval '7 hours')::date AS monday) AS due
   WHERE m.since <= (due.monday + time '07:00') AT TIME ZONE zone.name
     AND NOT EXISTS (SELECT FROM digest d
                      WHERE d.coalition_id = $1 AND d.person_id = p.id AND d.week = due.monday - 7)
   ORDER BY zone.name, p.id
   LIMIT $3`;

/**
 * Question: none; keeps digests.
 * Parameters: $1 coalition; $2 a JSON list of {personId, week, language, content}.
 * Columns: personId of those that were not there before.
 */
export const insertDigests = `
  INSERT INTO digest (id, coalition_id, person_id, week, language, content)
  SELECT uuidv7(), $1, d."personId", d.week, d.language, nullif(d.content, 'null'::jsonb)
    FROM jsonb_to_recordset($2::jsonb) AS d ("personId" uuid, week date, language text, content jsonb)
  ON CONFLICT (coalition_id, person_id, week) DO NOTHING
  RETURNING person_id AS "personId"`;
