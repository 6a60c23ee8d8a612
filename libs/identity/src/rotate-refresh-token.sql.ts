/*
 * May this refresh token be used, and if so, what follows it?
 *
 * $1 bytea  hash of the token that was shown
 * $2 bytea  hash of the token that follows it
 * $3 int    seconds within which the same token gives one more child: two tabs that refresh at once
 * $4 int    days that a session lives without being used
 * $5 int    days that it lives at most
 *
 * One row (sessionId, personId) when it was rotated, none when it may not be used. One statement, so that of any number
 * of requests with the same token at most two rotate it: a second one waits for the first one's row, and then PostgreSQL
 * looks at the condition again. clock_timestamp(), for now() is older than what such a request waited for.
 */
export const rotateRefreshTokenSql = `
  WITH used AS (
    UPDATE refresh_token t
       SET used_at = coalesce(t.used_at, clock_timestamp()), children = t.children + 1
      FROM session s
     WHERE t.token_hash = $1 AND s.id = t.session_id AND s.person_id = t.person_id
       AND s.revoked_at IS NULL AND s.expires_at > now()
       AND (t.children = 0 OR (t.children = 1 AND t.used_at > clock_timestamp() - make_interval(secs => $3::int)))
    RETURNING t.person_id, t.session_id
  ), child AS (
    INSERT INTO refresh_token (token_hash, person_id, session_id, parent_hash)
    SELECT $2, person_id, session_id, $1 FROM used
  ), seen AS (
    UPDATE session s
       SET last_seen_at = now(),
           expires_at = least(now() + make_interval(days => $4::int), s.created_at + make_interval(days => $5::int))
      FROM used WHERE s.id = used.session_id
  )
  SELECT session_id AS "sessionId", person_id AS "personId" FROM used`;

/*
 * Ends the session of a refresh token that was used again.
 *
 * $1 bytea  hash of the token that was shown
 *
 * One row (sessionId) when the session was alive and the token used before: then two hold it, and one of them stole it.
 */
export const revokeReusedFamilySql = `
  UPDATE session s SET revoked_at = now(), revoked_reason = 'REUSED'
    FROM refresh_token t
   WHERE t.token_hash = $1 AND t.children > 0 AND s.id = t.session_id AND s.person_id = t.person_id
     AND s.revoked_at IS NULL AND s.expires_at > now()
  RETURNING s.id AS "sessionId"`;
