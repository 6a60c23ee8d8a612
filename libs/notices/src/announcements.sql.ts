/** Which coalitions have something to be told? Asked by every worker's sweep, across all of them. */
export const announcingCoalitions = `
  SELECT DISTINCT coalition_id AS "coalitionId" FROM announcement LIMIT 200`;

/**
 * Question: what is to be told in this coalition? It is taken away: whoever asks writes the deliveries and mails.
 * Parameters: $1 coalition_id uuid; $2 the most.
 * Columns: id, coalition_id, event, subject_id, person_id, facts, at; the first one first.
 * Why: taken and told in one transaction, by one worker: nothing is told twice, and nothing is lost with a worker.
 */
export const takeAnnouncements = `
  WITH taken AS (
    DELETE FROM announcement WHERE id IN (
      SELECT id FROM announcement WHERE coalition_id = $1::uuid ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING *)
  SELECT id, coalition_id AS "coalitionId", event, subject_id AS "subjectId", person_id AS "personId", facts, at
    FROM taken ORDER BY id`;

/**
 * Question: none; puts deliveries before the sender.
 * Parameters: $1 coalition_id uuid; side by side $2 endpoint ids uuid[], $3 events text[], $4 bodies text[].
 * Why: an approval of 250 submissions makes as many events for every endpoint.
 */
export const insertDeliveries = `
  INSERT INTO webhook_delivery (id, coalition_id, endpoint_id, event, body, state, next_attempt_at)
  SELECT uuidv7(), $1::uuid, d.endpoint_id, d.event, d.body, 'PENDING', now()
    FROM unnest($2::uuid[], $3::text[], $4::text[]) AS d (endpoint_id, event, body)`;
