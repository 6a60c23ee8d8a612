/**
 * Question: which edition of a definition was the last one that anybody was shown?
 * Parameters: $1 coalition_id uuid; $2 definition_id uuid.
 * Columns: id, of its report.
 * Why: also one that was withdrawn: whoever has it has its numbers.
 */
export const publishedBefore = `
SELECT e.report_id AS id FROM report_edition e
WHERE e.coalition_id = $1::uuid AND e.definition_id = $2::uuid
  AND EXISTS (SELECT 1 FROM report_publication p WHERE p.coalition_id = e.coalition_id AND p.report_id = e.report_id)
ORDER BY e.number DESC LIMIT 1`;
