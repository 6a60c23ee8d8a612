import { partnerNumbersSql } from './partner-numbers.sql.js';

/**
 * Question: between which numbers does the total of one measure and period lie, whoever was counted twice?
 * Parameters: as partner-numbers.sql.ts, with one measure, one period and no dimension sets; $8 the number to be judged.
 * Columns: low, high (NULL when nobody reported), inside (whether the number lies between them, the ends included).
 * Why: apart from figures.sql.ts, since there an overlap that is already resolved hides its interval.
 */
export const overlapIntervalSql = `
  WITH ${partnerNumbersSql.trim()}
  SELECT trim_scale(max(n.number))::text AS low, trim_scale(sum(n.number))::text AS high,
         $8::numeric BETWEEN max(n.number) AND sum(n.number) AS inside
    FROM partner_number n
    JOIN combination k ON k.id = n.combination_id AND k.key = ''`;
