import type { Frequency, MeasureAspect, MeasureLevel } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

export interface MeasureFacts {
  id: string;
  code: string;
  level: MeasureLevel;
  aspect: MeasureAspect | null;
  frequency: Frequency;
  calculated: boolean;
  /** A baseline with a value. */
  hasBaseline: boolean;
  hasTarget: boolean;
  /** The version of today is broken down by a dimension that shows a most-impacted group. */
  showsImpacted: boolean;
  /** A measure of how well, or of who is better off, serves the same goal or moves with the same activity. */
  paired: boolean;
}

/*
 * Question: what do the active measures of a coalition say of themselves?
 * Parameters: $1 coalition id, $2 today.
 * Columns: those of MeasureFacts.
 * Why: a dimension shows a group where one of its categories was named for it. What is hidden counts as shown: the
 *      definition is looked at, not the figures. A baseline that only says why there is none gives nothing to compare with.
 *      Two measures are a pair where they serve a goal together, by its code, or where one activity moves both.
 */
const measureFacts = `
  WITH shown AS (
    SELECT DISTINCT d.code
    FROM group_category named
    JOIN stakeholder_group g ON g.coalition_id = $1 AND g.id = named.group_id AND g.most_impacted AND g.retired_at IS NULL
    JOIN category c ON c.coalition_id = $1 AND c.id = named.category_id AND c.retired_at IS NULL
    JOIN dimension d ON d.coalition_id = $1 AND d.id = c.dimension_id
    WHERE named.coalition_id = $1
  ), active AS (
    SELECT m.*, ARRAY(SELECT code FROM goal WHERE goal.coalition_id = $1 AND goal.id = ANY (m.goal_ids)) AS goal_codes
    FROM measure m
    WHERE m.coalition_id = $1 AND m.retired_at IS NULL
  ), moved AS (
    SELECT measure_ids FROM activity WHERE coalition_id = $1 AND status <> 'STOPPED' AND cardinality(measure_ids) > 1
  )
  SELECT m.id, m.code, m.level, m.aspect, m.frequency, m.calculated,
    EXISTS (SELECT FROM baseline b WHERE b.coalition_id = $1 AND b.measure_id = m.id AND b.value IS NOT NULL) AS "hasBaseline",
    EXISTS (SELECT FROM target t WHERE t.coalition_id = $1 AND t.measure_id = m.id) AS "hasTarget",
    EXISTS (
      SELECT FROM breakdown b
      WHERE b.coalition_id = $1 AND b.measure_version_id = version.id
        AND string_to_array(b.dimension_key, ',') && ARRAY(SELECT code FROM shown)) AS "showsImpacted",
    EXISTS (
      SELECT FROM active other
      WHERE other.aspect IN ('HOW_WELL', 'BETTER_OFF') AND m.aspect = 'HOW_MUCH'
        AND (other.goal_codes && m.goal_codes
          OR EXISTS (SELECT FROM moved WHERE measure_ids @> ARRAY[m.id, other.id]))) AS paired
  FROM active m
  LEFT JOIN LATERAL (
    SELECT id FROM measure_version v
    WHERE v.coalition_id = $1 AND v.measure_id = m.id AND (v.first_period_start IS NULL OR v.first_period_start <= $2::date)
    ORDER BY v.number DESC LIMIT 1
  ) version ON true
  ORDER BY m.code
`;

export function measureFactsOf(manager: EntityManager, coalitionId: string, today: string): Promise<MeasureFacts[]> {
  return run<MeasureFacts & Record<string, unknown>>(manager, measureFacts, [coalitionId, today]);
}
