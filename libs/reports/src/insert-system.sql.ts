import { canonicalRowsSql } from '@keelson/aggregation';

/**
 * Question: which numbers of people hang together with the report's? Kept with it, as they are in its snapshot.
 * Parameters: $1-$7 as in aggregation's canonicalRowsSql; $8 report_id uuid; $9 part; $10 the first month of the
 * coalition's year.
 * Columns: none.
 * Why: what an audience may see is decided when the report is published to it, by what the audience has been told until
 * then; by that time the values may have been corrected.
 */
export const insertSystem = `
INSERT INTO report_system (coalition_id, report_id, measure_id, part, year_start_month, rows)
SELECT $1::uuid, $8::uuid, measure_id, $9, $10::smallint, rows FROM (${canonicalRowsSql}) AS system`;
