/** What an import works on, until its unit of work ends. Cells are staged by ids; a place is a row's number in the file. */
export const stageTables = `
  CREATE TEMP TABLE import_cell (
    place integer NOT NULL, row integer NOT NULL, sound boolean NOT NULL, organization_id uuid NOT NULL, frequency text NOT NULL,
    period_start date NOT NULL, measure_id uuid NOT NULL, key text NOT NULL, number numeric, denominator numeric,
    non_value text, reason text
  ) ON COMMIT DROP;
  CREATE TEMP TABLE import_problem (place integer, row integer, field text, code text NOT NULL, message text NOT NULL) ON COMMIT DROP;
  CREATE TEMP TABLE import_submission (
    n integer NOT NULL, id uuid, organization_id uuid NOT NULL, frequency text NOT NULL, period_start date NOT NULL, before text
  ) ON COMMIT DROP`;

/**
 * Question: which cells of the file stood in it before?
 * Writes them down as problems.
 * Why: refused cells count as said before, as in a batch; hashing a million cells takes a second, remembering them in
 * the worker would take its memory.
 */
export const refuseDuplicates = `
  WITH twice AS (
    SELECT organization_id, frequency, period_start, measure_id, key, min(place) AS first
      FROM import_cell
     GROUP BY organization_id, frequency, period_start, measure_id, key
    HAVING count(*) > 1
  )
  INSERT INTO import_problem (place, row, field, code, message)
  SELECT c.place, c.row, '', 'DUPLICATE', 'The same cell stands in this file already, in row ' || f.row || '.'
    FROM twice t
    JOIN import_cell f ON f.place = t.first
    JOIN import_cell c ON c.place > t.first AND c.organization_id = t.organization_id AND c.frequency = t.frequency
     AND c.period_start = t.period_start AND c.measure_id = t.measure_id AND c.key = t.key`;

/** Takes away what was refused. */
export const dropRefused = `
  DELETE FROM import_cell c WHERE NOT sound OR EXISTS (SELECT FROM import_problem p WHERE p.place = c.place)`;

/** Question: how many cells are staged, how many rows were refused? Columns: cells, refused. */
export const countStaged = `
  SELECT (SELECT count(*)::int FROM import_cell) AS cells, (SELECT count(DISTINCT place)::int FROM import_problem) AS refused`;

/**
 * Question: which submissions do the cells belong to, and in which state are they?
 * Parameters: $1 coalition. Fills import_submission; id and before are NULL where there is none yet.
 * Why: looked up without a lock first, so that a file that is refused or only tried out makes nobody wait.
 */
export const findSubmissions = `
  INSERT INTO import_submission (n, id, organization_id, frequency, period_start, before)
  SELECT row_number() OVER (ORDER BY w.organization_id, w.frequency, w.period_start), s.id, w.organization_id, w.frequency,
         w.period_start, s.state
    FROM (SELECT DISTINCT organization_id, frequency, period_start FROM import_cell) w
    LEFT JOIN submission s ON s.coalition_id = $1 AND s.organization_id = w.organization_id AND s.frequency = w.frequency
     AND s.period_start = w.period_start`;

const submissionOfCell = `
    JOIN import_submission s ON s.organization_id = c.organization_id AND s.frequency = c.frequency
     AND s.period_start = c.period_start`;

/**
 * Question: which cells would change what is approved?
 * Parameters: $1 coalition. Writes them down as problems.
 * Why: approval freezes; an equal value passes as unchanged. The reason is part of what a non-value says.
 */
export const refuseFrozen = `
  INSERT INTO import_problem (place, row, field, code, message)
  SELECT c.place, c.row, '', 'FROZEN', 'This period is approved: propose a correction with its reason.'
    FROM import_cell c ${submissionOfCell}
   WHERE s.before = 'APPROVED' AND NOT EXISTS (
         SELECT FROM measurement m
           JOIN combination k ON k.coalition_id = $1 AND k.key = c.key AND k.id = m.combination_id
          WHERE m.submission_id = s.id AND m.measure_id = c.measure_id
            AND (m.number, m.denominator, m.non_value, m.reason) IS NOT DISTINCT FROM (c.number, c.denominator, c.non_value, c.reason))`;

/**
 * Question: what would the merge do?
 * Parameters: $1 coalition. Columns: created, changed.
 */
export const foreseeMerge = `
  SELECT count(*) FILTER (WHERE m.submission_id IS NULL)::int AS created,
         count(*) FILTER (WHERE m.submission_id IS NOT NULL AND (m.number, m.denominator, m.non_value, m.reason)
                          IS DISTINCT FROM (c.number, c.denominator, c.non_value, c.reason))::int AS changed
    FROM import_cell c ${submissionOfCell}
    LEFT JOIN combination k ON k.coalition_id = $1 AND k.key = c.key
    LEFT JOIN measurement m ON m.submission_id = s.id AND m.measure_id = c.measure_id AND m.combination_id = k.id
   WHERE s.before IS DISTINCT FROM 'APPROVED'`;

/**
 * Question: which submissions did somebody approve since they were looked up? Missing ones are made; all are locked.
 * Parameters: $1 coalition; $2 the state of new ones, DRAFT or SUBMITTED; $3 who submits.
 * Columns: id, of those approved meanwhile.
 * Why: as in a batch, one order of locks, and a new submission gets its state at once.
 */
export const ensureSubmissions = `
  WITH made AS (
    INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, first_submitted_at, submitted_at, submitted_by)
    SELECT uuidv7(), $1::uuid, organization_id, frequency, period_start, $2, submitted_at, submitted_at,
           CASE WHEN submitted_at IS NOT NULL THEN $3::uuid END
      FROM import_submission, (SELECT CASE WHEN $2 = 'SUBMITTED' THEN now() END AS submitted_at) AS moment
     ORDER BY organization_id, frequency, period_start
        ON CONFLICT (coalition_id, organization_id, frequency, period_start) DO UPDATE SET state = submission.state
    RETURNING id, organization_id, frequency, period_start, old.state AS before
  ), placed AS (
    UPDATE import_submission s SET id = made.id, before = made.before
      FROM made
     WHERE s.organization_id = made.organization_id AND s.frequency = made.frequency AND s.period_start = made.period_start
    RETURNING s.id, s.before, old.before AS seen
  )
  SELECT id FROM placed WHERE before = 'APPROVED' AND seen IS DISTINCT FROM 'APPROVED'`;

/** Question: which category combinations were never written? Parameters: $1 coalition; $2 at most so many. Columns: key. */
export const unknownKeys = `
  SELECT DISTINCT key FROM import_cell c
   WHERE NOT EXISTS (SELECT FROM combination k WHERE k.coalition_id = $1 AND k.key = c.key)
   LIMIT $2`;

/**
 * Question: how many cells of these submissions are new, how many change? All are written, with a revision each that is
 * not equal.
 * Parameters: $1 coalition; $2 batch; $3 first and $4 last submission, by their numbers here.
 * Columns: created, changed.
 * Why: as in a batch, from the staged cells. In the order of the primary keys, so that both indexes grow at one end;
 * share by share, so that the import can be seen to move and be cancelled.
 */
export const mergeCells = `
  WITH written AS (
    INSERT INTO measurement AS m
           (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason)
    SELECT s.id, c.measure_id, k.id, $1, $2, 1, c.number, c.denominator, c.non_value, c.reason
      FROM import_cell c ${submissionOfCell}
      JOIN combination k ON k.coalition_id = $1 AND k.key = c.key
     WHERE s.n BETWEEN $3 AND $4 AND s.before IS DISTINCT FROM 'APPROVED'
     ORDER BY s.id, c.measure_id, k.id
        ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE
       SET batch_id = excluded.batch_id, revision = m.revision + 1, number = excluded.number,
           denominator = excluded.denominator, non_value = excluded.non_value, reason = excluded.reason
     WHERE (m.number, m.denominator, m.non_value, m.reason)
           IS DISTINCT FROM (excluded.number, excluded.denominator, excluded.non_value, excluded.reason)
    RETURNING *
  ), revised AS (
    INSERT INTO measurement_revision
           (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason)
    SELECT submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason
      FROM written
  )
  SELECT count(*) FILTER (WHERE revision = 1)::int AS created, count(*) FILTER (WHERE revision > 1)::int AS changed
    FROM written`;

/**
 * Question: none; the submissions that were there already are SUBMITTED again.
 * Parameters: $1 person.
 * Why: as in a batch: the first submission decides whether it was timely.
 */
export const submitStaged = `
  UPDATE submission
     SET state = 'SUBMITTED', reason = NULL, submitted_at = now(), submitted_by = $1,
         first_submitted_at = coalesce(first_submitted_at, now())
    FROM import_submission s
   WHERE submission.id = s.id AND s.before IS NOT NULL AND submission.state <> 'APPROVED'`;

/** Question: which submissions moved? Parameters: $1 after this number; $2 at most so many. Columns: n, id, before. */
export const movedSubmissions = `
  SELECT n, id, before FROM import_submission
   WHERE n > $1 AND (before IS NULL OR before NOT IN ('SUBMITTED', 'APPROVED'))
   ORDER BY n LIMIT $2`;

/**
 * Question: which rows were refused, in the file's order, where and why?
 * Columns: place, row, field (as in a value of a batch, without its index; a dimension's is `categories.<code>`), code,
 * message.
 * Why: read inside the unit of work of the import, by the room that keeps the errors.
 */
export const importProblemsSql = `
  SELECT place, row, nullif(field, '') AS field, code, message FROM import_problem`;
