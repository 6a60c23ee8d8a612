/*
 * Who acts with this session, and which roles do they hold?
 *
 * $1 uuid  the session
 * $2 uuid  its person
 *
 * One row (administrator, secondFactor, roles) while the session lives, else none. In one statement, for every request
 * asks it.
 */
export const findSessionHolderSql = `
  SELECT p.administrator, s.second_factor AS "secondFactor",
         coalesce((SELECT jsonb_agg(jsonb_build_object('coalitionId', g.coalition_id, 'role', g.role,
                                                       'organizationId', g.organization_id) ORDER BY g.id)
                     FROM role_grant g WHERE g.person_id = p.id), '[]') AS roles
    FROM session s JOIN person p ON p.id = s.person_id
   WHERE s.id = $1 AND s.person_id = $2 AND s.revoked_at IS NULL AND s.expires_at > now()`;

/*
 * What may this API key do, and which roles does its person hold where it is of use?
 *
 * $1 uuid  the key
 *
 * One row (the key's columns, ownRoles) or none; whether the key is live is not asked here. In one statement, as above.
 */
export const findKeyHolderSql = `
  SELECT k.id, k.coalition_id AS "coalitionId", k.person_id AS "personId", k.line_id AS "lineId", k.name,
         k.secret_hash AS "secretHash", k.scopes, k.role, k.organization_ids AS "organizationIds",
         k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", k.created_at AS "createdAt",
         k.last_used_at AS "lastUsedAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('coalitionId', g.coalition_id, 'role', g.role,
                                                       'organizationId', g.organization_id) ORDER BY g.id)
                     FROM role_grant g WHERE g.person_id = k.person_id AND g.coalition_id = k.coalition_id),
                  '[]') AS "ownRoles"
    FROM api_key k WHERE k.id = $1`;
