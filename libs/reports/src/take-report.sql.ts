/**
 * Marks a report as being compiled, seen by everybody at once. $1 report_id uuid.
 * Only a REQUESTED one is touched, and only if nobody holds it: so whoever holds the row is never overtaken by an
 * update, and a compiling transaction's snapshot stays good.
 */
export const markCompiling = `
UPDATE report SET state = 'COMPILING'
WHERE id = (SELECT id FROM report WHERE id = $1::uuid AND state = 'REQUESTED' FOR UPDATE SKIP LOCKED)`;

/** Takes the report for the length of the transaction, if it still has to be compiled and nobody holds it. $1 report_id uuid. */
export const takeReport = `
SELECT 1 FROM report WHERE id = $1::uuid AND state = 'COMPILING' FOR UPDATE SKIP LOCKED`;

/** Keeps that a coalition had its turn. $1 coalition_id uuid. */
export const takeTurn = `
INSERT INTO report_turn (coalition_id, taken_at) VALUES ($1::uuid, clock_timestamp())
ON CONFLICT (coalition_id) DO UPDATE SET taken_at = greatest(report_turn.taken_at, excluded.taken_at)`;

/**
 * Which report comes before one of this coalition? $1 coalition_id uuid, $2 reports that were offered before, uuid[].
 * The oldest one of the coalition whose last turn is longest ago, if that is longer ago than this coalition's. Why: the
 * queue is first come, first served, and a coalition that asks for 1,000 reports would keep all others waiting.
 */
export const nextInTurn = `
WITH waiting AS (
  SELECT DISTINCT ON (coalition_id) id, coalition_id, request_id, requested_at FROM report
   WHERE state = 'REQUESTED' AND coalition_id <> $1::uuid AND id <> ALL ($2::uuid[])
   ORDER BY coalition_id, requested_at, id)
SELECT w.id AS "reportId", w.coalition_id AS "coalitionId", w.request_id AS "requestId"
  FROM waiting w
  LEFT JOIN report_turn t ON t.coalition_id = w.coalition_id
 WHERE coalesce(t.taken_at, '-infinity')
     < coalesce((SELECT own.taken_at FROM report_turn own WHERE own.coalition_id = $1::uuid), '-infinity')
 ORDER BY t.taken_at NULLS FIRST, w.requested_at, w.id
 LIMIT 1`;

/** Somebody wants the compiling of a report to end. $1 report_id uuid. */
export const askToEnd = `
UPDATE report_progress SET cancelled_at = coalesce(cancelled_at, now()) WHERE report_id = $1::uuid`;

/**
 * Ends the statement of whoever compiles a report, if somebody wants it to end. $1 report_id uuid, $2 its connection's
 * process. Returns a row if so. A connection that waits for its next statement does not mind.
 */
export const endIfCancelled = `
SELECT pg_cancel_backend($2) FROM report_progress WHERE report_id = $1::uuid AND cancelled_at IS NOT NULL`;

/**
 * Ends a report that is not compiled. $1 report_id uuid, $2 FAILED or CANCELLED, $3 the sentence of a failure. Returns a
 * row if it was so ended now: not while a worker holds it.
 */
export const endReport = `
UPDATE report SET state = $2, failure = $3
WHERE id = (
  SELECT id FROM report WHERE id = $1::uuid AND state IN ('REQUESTED', 'COMPILING') FOR UPDATE SKIP LOCKED)
RETURNING id`;

/** Which reports have to be compiled, oldest first? Those whose job is alive keep it: a job's id holds its place. */
export const unfinishedReports = `
SELECT id AS "reportId", coalition_id AS "coalitionId", request_id AS "requestId" FROM report
WHERE state IN ('REQUESTED', 'COMPILING') ORDER BY requested_at LIMIT 500`;
