import { partnerFiguresSql } from '@keelson/aggregation';

/**
 * Question: none; keeps what every organization's own figure of these measures is in one period.
 * Parameters: $1-$7 as in aggregation's partnerFiguresSql, of one period; $8 report_id uuid; $9 the period's code.
 * Columns: none.
 * Why: numbers as texts, so that no reader rounds them; in the order of codes, the same on every server.
 */
export const insertPartners = `
INSERT INTO report_partner (coalition_id, report_id, measure_id, measure_code, period, period_start, organizations)
SELECT $1::uuid, $8::uuid, measure.id, measure.code, $9::text, figure.start::date,
  json_agg(json_build_array(organization.id, organization.code, organization.name, figure.value::text,
    figure.numerator::text, figure.denominator::text, figure.derived) ORDER BY organization.code COLLATE "C")
FROM (${partnerFiguresSql}) AS figure
JOIN measure ON measure.coalition_id = $1::uuid AND measure.id = figure.measure_id
JOIN organization ON organization.coalition_id = $1::uuid AND organization.id = figure.organization_id
GROUP BY measure.id, measure.code, figure.start`;

/**
 * Question: none; keeps what every organization collected of these measures in whole reporting years.
 * Parameters: $1-$7 as in aggregation's partnerFiguresSql; $8 report_id uuid; $9 the first month of the coalition's year.
 * Columns: none.
 * Why: whose own figures an audience may see is decided by all of them, when the report is published to it.
 */
export const insertCollected = `
INSERT INTO report_system (coalition_id, report_id, measure_id, part, year_start_month, rows)
SELECT $1::uuid, $8::uuid, figure.measure_id, 'PARTNERS', $9::smallint,
  json_agg(json_build_array(figure.start, figure.organization_id, figure.value::text, figure.numerator::text,
    figure.denominator::text) ORDER BY figure.start, figure.organization_id)
FROM (${partnerFiguresSql}) AS figure
WHERE figure.value IS NOT NULL OR figure.numerator IS NOT NULL
GROUP BY figure.measure_id`;

/**
 * Question: what was every organization's own figure of a report's measures?
 * Parameters: $1 report_id uuid.
 * Columns: measure_id, measure_code, period, period_start, organizations; by code.
 */
export const partnersOfReport = `
SELECT measure_id AS "measureId", measure_code AS measure, period, period_start::text AS start, organizations
FROM report_partner WHERE report_id = $1::uuid ORDER BY measure_code COLLATE "C"`;

/**
 * Question: whose own figures are these audiences of a report told of?
 * Parameters: $1 report_id uuid; $2 audiences.
 * Columns: partners, by measure and organization; a row for every audience for which it was decided.
 */
export const partnersTold = `
SELECT partners FROM report_suppression WHERE report_id = $1::uuid AND audience = ANY ($2::text[])`;
