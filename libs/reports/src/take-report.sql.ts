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

/** Says why a report cannot be compiled. $1 report_id uuid, $2 the sentence. Returns a row if it was so marked now. */
export const markFailed = `
UPDATE report SET state = 'FAILED', failure = $2
WHERE id = (
  SELECT id FROM report WHERE id = $1::uuid AND state IN ('REQUESTED', 'COMPILING') FOR UPDATE SKIP LOCKED)
RETURNING id`;

/** Which reports have to be compiled, oldest first? Those whose job is alive keep it: a job's id holds its place. */
export const unfinishedReports = `
SELECT id AS "reportId", coalition_id AS "coalitionId", request_id AS "requestId" FROM report
WHERE state IN ('REQUESTED', 'COMPILING') ORDER BY requested_at LIMIT 500`;
