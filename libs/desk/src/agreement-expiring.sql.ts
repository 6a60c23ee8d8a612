import { findFacts } from './find-facts.js';

/**
 * Question: which agreements in force end within 30 days?
 * Parameters and columns: as findFacts.
 * Why: as its parties are told of it: one that a signed successor follows without a gap ends nothing.
 */
export const findExpiringAgreements = findFacts(`
  SELECT a.id AS subject_id, a.purpose AS title, greatest(a.to_date - 30, a.from_date) AS since, '' AS detail,
         jsonb_build_object('day', a.to_date) AS facts
    FROM moment
    JOIN agreement a ON a.coalition_id = moment.coalition_id AND a.signed_at IS NOT NULL AND a.revoked_at IS NULL
     AND a.from_date <= moment.today AND a.to_date BETWEEN moment.today AND moment.today + 30
     AND (a.superseded_from IS NULL OR a.superseded_from > a.to_date + 1)`);
