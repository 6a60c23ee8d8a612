/**
 * Question: none; keeps a sealed secret.
 * Parameters: $1 id uuid; $2 coalition_id uuid; $3 endpoint_id uuid; $4 the sealed secret bytea.
 * Why: the mapper would ask back the row, which the API may write and not read.
 */
export const insertSecret = `
  INSERT INTO webhook_secret (id, coalition_id, endpoint_id, sealed) VALUES ($1::uuid, $2::uuid, $3::uuid, $4)`;

/**
 * Question: none; ends what is on its way to an endpoint.
 * Parameters: $1 coalition_id uuid; $2 endpoint_id uuid; $3 the reason.
 * Why: an endpoint that is enabled again months later must not hear of what is long past.
 */
export const giveUpDeliveries = `
  UPDATE webhook_delivery SET state = 'FAILED', failure = $3, settled_at = now(), next_attempt_at = NULL
   WHERE coalition_id = $1::uuid AND endpoint_id = $2::uuid AND state = 'PENDING'`;
