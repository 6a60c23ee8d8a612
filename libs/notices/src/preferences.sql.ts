/** What does this person refuse? $1 coalition uuid; $2 person uuid. */
export const refusalsOf = `
  SELECT kind FROM notice_refusal WHERE coalition_id = $1::uuid AND person_id = $2::uuid`;

/** One row if it was not refused before. $1 coalition uuid; $2 person uuid; $3 kind. */
export const refuseNotices = `
  INSERT INTO notice_refusal (coalition_id, person_id, kind) VALUES ($1::uuid, $2::uuid, $3)
  ON CONFLICT DO NOTHING RETURNING 1`;

/** One row if it was refused before. $1 coalition uuid; $2 person uuid; $3 kind. */
export const acceptNotices = `
  DELETE FROM notice_refusal WHERE coalition_id = $1::uuid AND person_id = $2::uuid AND kind = $3 RETURNING 1`;
