import { importProblemsSql } from '@keelson/submissions';

/**
 * Marks an operation as running, seen by everybody at once. $1 operation.
 * Only a REQUESTED one that nobody holds, so that whoever holds the row is never overtaken.
 */
export const markRunning = `
  UPDATE bulk_operation SET state = 'RUNNING'
   WHERE id = (SELECT id FROM bulk_operation WHERE id = $1::uuid AND state = 'REQUESTED' FOR UPDATE SKIP LOCKED)`;

/** Takes the operation for the length of the transaction, if it still has to run and nobody holds it. $1 operation. */
export const takeOperation = `
  SELECT 1 FROM bulk_operation WHERE id = $1::uuid AND state = 'RUNNING' FOR UPDATE SKIP LOCKED`;

/**
 * Ends an operation that did not end by itself. $1 operation, $2 FAILED or CANCELLED, $3 the sentence of a failure.
 * Returns a row if it was so ended now: not while a worker holds it.
 */
export const endOperation = `
  UPDATE bulk_operation SET state = $2, failure = $3, ended_at = now()
   WHERE id = (SELECT id FROM bulk_operation
                WHERE id = $1::uuid AND state IN ('REQUESTED', 'RUNNING') FOR UPDATE SKIP LOCKED)
  RETURNING id`;

/** Tells how far it is, and hears whether somebody cancelled it. $1 operation; $2 rows read; $3 rows written; $4 percent. */
export const tellProgress = `
  UPDATE bulk_progress SET rows_read = $2, rows_written = $3, percent = $4
   WHERE operation_id = $1::uuid
  RETURNING cancelled_at IS NOT NULL AS cancelled`;

/** Somebody wants it to end. $1 operation. */
export const askToEnd = `
  UPDATE bulk_progress SET cancelled_at = coalesce(cancelled_at, now()) WHERE operation_id = $1::uuid`;

/** Which operations have to run, oldest first? Those whose job is alive keep it: a job's id holds its place. */
export const unfinishedOperations = `
  SELECT id AS "operationId", coalition_id AS "coalitionId", request_id AS "requestId" FROM bulk_operation
   WHERE state IN ('REQUESTED', 'RUNNING') ORDER BY requested_at LIMIT 500`;

/**
 * Keeps what was refused, in the file's order. $1 operation, $2 coalition, $3 the file's headings by field (jsonb), $4
 * whether a code that is not known is listed once, with a count.
 * Why: the import knows the cell's fields; whoever corrects the file knows its headings. Another system's codes are
 * corrected there: a million lines about one of them help nobody.
 */
export const keepRefusals = `
  WITH problem AS (${importProblemsSql})
  INSERT INTO bulk_refusal (operation_id, position, coalition_id, row, column_name, code, message)
  SELECT $1::uuid, row_number() OVER (ORDER BY p.row NULLS FIRST, p.place, p.field NULLS FIRST), $2::uuid, p.row,
         coalesce($3::jsonb ->> p.field, CASE WHEN p.field LIKE 'categories%' THEN $3::jsonb ->> 'categories' END,
                  regexp_replace(p.field, '^(categories|number)\\.', '')), p.code, p.message
    FROM (SELECT place, row, field, code, message FROM problem WHERE NOT ($4::boolean AND code LIKE 'UNKNOWN_%')
          UNION ALL
          SELECT min(place), min(row), field, code,
                 message || ' Cells that name it: ' || to_char(count(*), 'FM999,999,999') || '; this is the first.'
            FROM problem WHERE $4::boolean AND code LIKE 'UNKNOWN_%'
           GROUP BY field, code, message) p`;

/** The first refusals of operations. $1 operations, $2 at most so many of each. */
export const firstRefusals = `
  SELECT operation_id AS "operationId", position, row, column_name AS "column", code, message FROM bulk_refusal
   WHERE operation_id = ANY ($1::uuid[]) AND position <= $2 ORDER BY operation_id, position`;

/** The refusals after a position. $1 operation, $2 position, $3 at most so many. */
export const nextRefusals = `
  SELECT position, row, column_name AS "column", code, message FROM bulk_refusal
   WHERE operation_id = $1::uuid AND position > $2 ORDER BY position LIMIT $3`;
