/**
 * Question: none; puts one mail before the sender for every person who holds one of these roles and has not refused such
 * mails.
 * Parameters: $1 coalition_id uuid; $2 kind; $3 roles text[]; $4 the organizations of which a PARTNER must speak for one,
 * uuid[], or null; $5 who did it and need not be told, or null; $6 facts jsonb.
 * Why: whom the coalition has at this moment, in one statement; somebody who holds two roles is told once.
 */
export const mailMembers = `
  INSERT INTO mail (id, coalition_id, person_id, kind, address, facts, state, next_attempt_at)
  SELECT uuidv7(), $1::uuid, p.id, $2, p.email, $6::jsonb || jsonb_build_object('name', p.name), 'PENDING', now()
    FROM person p
   WHERE p.id IS DISTINCT FROM $5::uuid
     AND EXISTS (SELECT 1 FROM role_grant g
                  WHERE g.coalition_id = $1::uuid AND g.person_id = p.id AND g.role = ANY ($3::text[])
                    AND ($4::uuid[] IS NULL OR g.organization_id = ANY ($4::uuid[]) OR g.role = 'BACKBONE'))
     AND NOT EXISTS (SELECT 1 FROM notice_refusal r
                      WHERE r.coalition_id = $1::uuid AND r.person_id = p.id AND r.kind = $2)`;

/**
 * Question: none; puts one mail of its own before the sender for each of these persons who has not refused such mails.
 * Parameters: $1 coalition_id uuid; $2 kind; $3 a JSON list of {personId, facts}.
 * Why: in one statement for a thousand members.
 */
export const mailPersons = `
  INSERT INTO mail (id, coalition_id, person_id, kind, address, facts, state, next_attempt_at)
  SELECT uuidv7(), $1::uuid, p.id, $2, p.email, l.facts || jsonb_build_object('name', p.name), 'PENDING', now()
    FROM jsonb_to_recordset($3::jsonb) AS l ("personId" uuid, facts jsonb)
    JOIN person p ON p.id = l."personId"
   WHERE NOT EXISTS (SELECT 1 FROM notice_refusal r
                      WHERE r.coalition_id = $1::uuid AND r.person_id = p.id AND r.kind = $2)`;

/** What are a coalition and one of its organizations called? $1 coalition uuid; $2 organization uuid or null. */
export const namesOf = `
  SELECT c.name AS coalition,
         (SELECT o.name FROM organization o WHERE o.coalition_id = c.id AND o.id = $2::uuid) AS organization
    FROM coalition c WHERE c.id = $1::uuid`;
