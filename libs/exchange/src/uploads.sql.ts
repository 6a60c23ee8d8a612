/** Keeps a part of a file. $1 upload, $2 position, $3 coalition, $4 bytes. */
export const insertChunk = `
  INSERT INTO upload_chunk (upload_id, position, coalition_id, bytes) VALUES ($1, $2, $3, $4)`;

/** Those who send files of a coalition at once count them one after the other. $1 coalition. Until the unit of work ends. */
export const lockUploads = `SELECT pg_advisory_xact_lock(hashtextextended('upload ' || $1, 0))`;

/**
 * How many bytes does a coalition keep? $1 coalition, $2 what one that is still coming counts for.
 * One row: bytes.
 */
export const openUploadBytes = `
  SELECT coalesce(sum(coalesce(bytes, $2::bigint)), 0) AS bytes FROM upload
   WHERE coalition_id = $1 AND created_at > now() - interval '1 day'`;

/** A part of a file. $1 upload, $2 position. One row, or none at its end: bytes. */
export const readChunk = `SELECT bytes FROM upload_chunk WHERE upload_id = $1 AND position = $2`;

/** Files are kept for seven days; the policy shows the worker these and no others. */
export const forgetUploads = `DELETE FROM upload WHERE created_at < now() - interval '7 days'`;

/** What was refused is kept for thirty days. */
export const forgetRefusals = `DELETE FROM bulk_refusal WHERE at < now() - interval '30 days'`;
