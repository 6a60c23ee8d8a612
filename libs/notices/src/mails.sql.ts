/**
 * Question: none; puts a mail before the sender.
 * Parameters: $1 id uuid; $2 coalition_id uuid or null; $3 person_id uuid or null; $4 kind; $5 address; $6 facts jsonb;
 * $7 the sealed token bytea.
 * Why: the mapper would ask the row back, which nobody may read that belongs to no coalition.
 */
export const insertMail = `
  INSERT INTO mail (id, coalition_id, person_id, kind, address, facts, sealed, state, next_attempt_at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::jsonb, $7, 'PENDING', now())`;

/** Which mails are due, or were handed over and never heard of? $1 the most. Across all coalitions. */
export const dueMails = `
  SELECT id, coalition_id AS "coalitionId" FROM mail
   WHERE state IN ('PENDING', 'HANDED_OVER') AND next_attempt_at <= now() ORDER BY next_attempt_at LIMIT $1`;

/**
 * Question: none; gives up mails of which it is not known whether the server took them.
 * Parameters: $1 ids uuid[]; $2 the reason.
 * Columns: id.
 * Why: SMTP has no way to ask. To write twice is worse here than not at all: every mail can be asked for again.
 */
export const giveUpMails = `
  UPDATE mail SET state = 'FAILED', failure = $2, settled_at = now(), next_attempt_at = NULL, sealed = NULL
   WHERE id = ANY ($1::uuid[]) AND state = 'HANDED_OVER' AND next_attempt_at <= now()
  RETURNING id`;

/**
 * Question: none; takes mails for one attempt, which counts as lost after a while.
 * Parameters: $1 ids uuid[]; $2 seconds until it counts as lost.
 * Columns: id, coalition_id, person_id, kind, address, facts, sealed, attempts, language: the person's, or else the
 * coalition's.
 * Why: as with deliveries: another worker may have been faster.
 */
export const takeMails = `
  WITH due AS (
    SELECT id FROM mail
     WHERE id = ANY ($1::uuid[]) AND state = 'PENDING' AND next_attempt_at <= now() FOR UPDATE SKIP LOCKED)
  UPDATE mail m SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
    FROM due WHERE m.id = due.id
  RETURNING m.id, m.coalition_id AS "coalitionId", m.person_id AS "personId", m.kind, m.address, m.facts, m.sealed, m.attempts,
            coalesce((SELECT p.language FROM person p WHERE p.id = m.person_id),
                     (SELECT c.language FROM coalition c WHERE c.id = m.coalition_id)) AS language`;

/** Before the server is given the text. $1 mail uuid; $2 its attempts; $3 seconds until it counts as lost. One row if it is still ours. */
export const handOverMail = `
  UPDATE mail SET state = 'HANDED_OVER', next_attempt_at = now() + make_interval(secs => $3)
   WHERE id = $1::uuid AND attempts = $2 AND state = 'PENDING' AND next_attempt_at > now()
  RETURNING 1`;

/** $1 mail uuid; $2 its attempts; $3 state; $4 milliseconds until the next attempt, or null; $5 why it failed, or null. */
export const settleMail = `
  UPDATE mail
     SET state = $3, failure = $5, settled_at = CASE WHEN $3 <> 'PENDING' THEN now() END,
         next_attempt_at = CASE WHEN $3 = 'PENDING' THEN now() + make_interval(secs => $4::float8 / 1000) END,
         sealed = CASE WHEN $3 = 'PENDING' THEN sealed END
   WHERE id = $1::uuid AND attempts = $2 AND state IN ('PENDING', 'HANDED_OVER')`;
