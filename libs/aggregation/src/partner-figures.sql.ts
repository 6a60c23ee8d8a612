import { partnerNumbersSql } from './partner-numbers.sql.js';

/** A row of the statement below. */
export interface PartnerFigureRow {
  measure_id: string;
  start: string;
  organization_id: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  derived: boolean;
}

/**
 * Question: what is every partner's own figure of each measure, per report period?
 * Parameters: as partner-numbers.sql.ts, with reported measures and no dimension sets.
 * Columns: measure_id, start, organization_id, value, numerator and denominator (of a ratio), derived.
 * Why: a partner that was asked is there without a number too, so that what is withheld looks the same either way.
 */
export const partnerFiguresSql = `
  WITH ${partnerNumbersSql.trim()}, asked_partner AS (
    SELECT r.measure_id, p.organization_id, p.period_start
      FROM requested r
      JOIN partner_calendar p USING (frequency)
     WHERE NOT EXISTS (SELECT 1 FROM singled_out s WHERE s.measure_id = r.measure_id)
    UNION
    SELECT measure_id, organization_id, period_start FROM singled_cell
    UNION
    SELECT measure_id, organization_id, period_start FROM partner_number
  )
  SELECT a.measure_id, a.period_start::text AS start, a.organization_id,
         CASE WHEN g.number_kind = 'RATIO' THEN round(g.factor * n.number / nullif(n.denominator, 0), 6)
              WHEN g.time_rule = 'AVERAGE' THEN round(n.number, 6)
              ELSE trim_scale(n.number) END AS value,
         CASE WHEN g.number_kind = 'RATIO' THEN trim_scale(n.number) END AS numerator,
         trim_scale(n.denominator) AS denominator, coalesce(n.derived, false) AS derived
    FROM asked_partner a
    JOIN governing g ON g.measure_id = a.measure_id AND g.period_start = a.period_start
    JOIN organization o ON o.id = a.organization_id
    LEFT JOIN partner_number n
      ON n.measure_id = a.measure_id AND n.period_start = a.period_start AND n.organization_id = a.organization_id
   ORDER BY a.period_start, o.code`;
