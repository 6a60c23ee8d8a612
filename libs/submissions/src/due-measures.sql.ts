import { endOf, previousPeriod, type Period } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { answeredSql } from './answered.sql.js';
import type { PartnerNonValue } from './measurement-input.js';
import { expectedCellsSql, untilOf } from './expected.sql.js';

const governing = (start: string) => `
  SELECT v.number, v.time_rule = 'SUM' OR (v.number_kind = 'RATIO' AND v.denominator_time_rule = 'SUM') AS flow
    FROM measure_version v
   WHERE v.coalition_id = $1 AND v.measure_id = m.id AND (v.first_period_start IS NULL OR v.first_period_start <= ${start})
   ORDER BY v.number DESC LIMIT 1`;

const cellsOf = (start: string, states: string) => `
  SELECT coalesce(json_agg(json_build_object('cell', k.cell, 'number', c.number::text, 'denominator', c.denominator::text,
                                             'nonValue', c.non_value, 'reason', c.reason) ORDER BY k.key), '[]') AS cells
    FROM submission s
    JOIN measurement c ON c.submission_id = s.id AND c.measure_id = m.id
    JOIN combination k ON k.coalition_id = $1 AND k.id = c.combination_id
   WHERE s.coalition_id = $1 AND s.organization_id = e.organization_id AND s.frequency = $3 AND s.period_start = ${start}
     AND s.state IN (${states})`;

/**
 * Question: which measures is an organization asked for in a period, what does it hold for each, and what did it say the
 * period before?
 * Parameters: $1 coalition; $2 the organization, as an array; $3 frequency; $4 the period's first day; $5 the first day
 * of the period before.
 * Columns: id, code, answered, flow (its numbers count what happened in a period), broken (its definition changed since
 * the period before, and numbers of the two are not the same thing), held, before (cells; of before only what was
 * received). Numbers are text, so that JSON does not round them.
 */
const dueMeasures = `
  WITH requested AS (
    SELECT id AS measure_id, frequency FROM measure WHERE coalition_id = $1 AND frequency = $3 AND retired_at IS NULL AND NOT calculated
  ), calendar AS (
    SELECT $3::text AS frequency, $4::date AS start, ${untilOf('$3::text', '$4::date')} AS until, $4::date AS period_start
  ), ${expectedCellsSql.trim()}, ${answeredSql.trim()}
  SELECT m.id, m.code, EXISTS (SELECT 1 FROM answered a WHERE a.measure_id = m.id) AS answered, now.flow,
         EXISTS (SELECT 1 FROM measure_version b
                  WHERE b.coalition_id = $1 AND b.measure_id = m.id AND b.number > before.number AND b.number <= now.number
                    AND b.comparability <> 'COMPARABLE') AS broken,
         held.cells AS held, earlier.cells AS before
    FROM expected_cell e
    JOIN measure m ON m.coalition_id = $1 AND m.id = e.measure_id
   CROSS JOIN LATERAL (${governing('$4::date').trim()}) now
   CROSS JOIN LATERAL (${governing('$5::date').trim()}) before
   CROSS JOIN LATERAL (${cellsOf('$4::date', `'DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'`).trim()}) held
   CROSS JOIN LATERAL (${cellsOf('$5::date', `'SUBMITTED', 'APPROVED'`).trim()}) earlier
   ORDER BY m.code`;

export interface StoredCell {
  /** Dimension code to category code. */
  cell: Record<string, string>;
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
}

export interface DueMeasure {
  id: string;
  code: string;
  answered: boolean;
  flow: boolean;
  broken: boolean;
  held: StoredCell[];
  before: StoredCell[];
}

export function findDueMeasures(
  manager: EntityManager,
  { coalitionId, organizationId, period }: { coalitionId: string; organizationId: string; period: Period },
): Promise<DueMeasure[]> {
  const values = [coalitionId, [organizationId], period.frequency, period.start, previousPeriod(period).start];
  return run<DueMeasure>(manager, dueMeasures, values);
}

/** Periods that PostgreSQL's dates and everybody's patience can hold. */
export function isReportable(period: Period): boolean {
  return endOf(period) <= '9000' && period.start >= '1001';
}
