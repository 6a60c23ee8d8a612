/**
 * Question: which deliveries are due, at most so many of each endpoint?
 * Parameters: $1 the most of one endpoint.
 * Columns: id, coalition_id, endpoint_id; those that wait longest first.
 * Why: an endpoint with a long queue must not stand before the others; and its queue is not read to its end.
 */
export const dueDeliveries = `
  SELECT d.id, d.coalition_id AS "coalitionId", d.endpoint_id AS "endpointId"
    FROM webhook_endpoint e CROSS JOIN LATERAL (
         SELECT id, coalition_id, endpoint_id, next_attempt_at FROM webhook_delivery
          WHERE endpoint_id = e.id AND state = 'PENDING' AND next_attempt_at <= now()
          ORDER BY next_attempt_at LIMIT $1) d
   WHERE e.disabled_at IS NULL
   ORDER BY d.next_attempt_at`;

/**
 * Question: none; takes deliveries for one attempt. If nothing is heard of it, it counts as lost after a while.
 * Parameters: $1 ids uuid[]; $2 seconds until it counts as lost.
 * Columns: id, coalition_id, endpoint_id, event, body, attempts, url, sealed secrets that sign today.
 * Why: another worker may have taken them since they were seen to be due. The attempt is counted before it is made: a
 * worker that dies with it has made it.
 */
export const takeDeliveries = `
  WITH due AS (
    SELECT id FROM webhook_delivery
     WHERE id = ANY ($1::uuid[]) AND state = 'PENDING' AND next_attempt_at <= now() FOR UPDATE SKIP LOCKED)
  UPDATE webhook_delivery d SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
    FROM due, webhook_endpoint e
   WHERE d.id = due.id AND e.coalition_id = d.coalition_id AND e.id = d.endpoint_id AND e.disabled_at IS NULL
  RETURNING d.id, d.coalition_id AS "coalitionId", d.endpoint_id AS "endpointId", d.event, d.body, d.attempts, e.url,
    ARRAY(SELECT s.sealed FROM webhook_secret s
           WHERE s.coalition_id = d.coalition_id AND s.endpoint_id = d.endpoint_id
             AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.id DESC) AS secrets`;

/**
 * Question: none; writes down what an attempt came to, if it is still the delivery's latest.
 * Parameters: $1 delivery uuid; $2 its attempts; $3 state; $4 milliseconds until the next one, or null; $5 why it failed
 * for good, or null.
 * Columns: one row when it was so.
 */
export const settleAttempt = `
  UPDATE webhook_delivery
     SET state = $3, failure = $5, settled_at = CASE WHEN $3 <> 'PENDING' THEN now() END,
         next_attempt_at = CASE WHEN $3 = 'PENDING' THEN now() + make_interval(secs => $4::float8 / 1000) END
   WHERE id = $1::uuid AND attempts = $2 AND state = 'PENDING'
  RETURNING 1`;

/**
 * Question: none; notes how an endpoint does.
 * Parameters: $1 coalition_id uuid; $2 endpoint_id uuid; $3 whether it took the delivery.
 * Columns: failing_since.
 */
export const noteEndpoint = `
  UPDATE webhook_endpoint SET failing_since = CASE WHEN $3 THEN NULL ELSE coalesce(failing_since, now()) END
   WHERE coalition_id = $1::uuid AND id = $2::uuid AND (NOT $3 OR failing_since IS NOT NULL)
  RETURNING failing_since AS "failingSince"`;

/**
 * Question: none; disables an endpoint that takes nothing.
 * Parameters: $1 coalition_id uuid; $2 endpoint_id uuid; $3 FAILING or GONE.
 * Columns: url, when it was not disabled before.
 */
export const disableEndpoint = `
  UPDATE webhook_endpoint SET disabled_at = now(), disabled_because = $3
   WHERE coalition_id = $1::uuid AND id = $2::uuid AND disabled_at IS NULL
  RETURNING url`;

/** $1 id, $2 coalition, $3 delivery, $4 at, $5 milliseconds, $6 status, $7 failure, $8 how the answer starts. */
export const insertAttempt = `
  INSERT INTO webhook_attempt (id, coalition_id, delivery_id, at, milliseconds, status, failure, excerpt)
  SELECT $1::uuid, $2::uuid, d.id, $4, $5, $6, $7, $8 FROM webhook_delivery d WHERE d.id = $3::uuid`;
