/**
 * Question: which measures can be worse than their baseline?
 * Parameters: $1 coalition.
 * Columns: id, name, frequency; small: numbers of people below this are hidden, NULL where it counts no people.
 * Why: those that are still asked for, have a good direction, a baseline and a target; without one of them no figure is
 * judged WORSE.
 */
export const measuresWithBaseline = `
  SELECT m.id, m.name, m.frequency,
         (SELECT CASE WHEN v.of_people THEN c.small_number_threshold::text END FROM measure_version v
           WHERE v.coalition_id = m.coalition_id AND v.measure_id = m.id ORDER BY v.number DESC LIMIT 1) AS small
    FROM measure m
    JOIN coalition c ON c.id = m.coalition_id
    JOIN baseline b ON b.coalition_id = m.coalition_id AND b.measure_id = m.id AND b.value IS NOT NULL
   WHERE m.coalition_id = $1 AND m.retired_at IS NULL AND m.direction IN ('INCREASE', 'DECREASE')
     AND EXISTS (SELECT FROM target t WHERE t.coalition_id = m.coalition_id AND t.measure_id = m.id AND t.combination_id IS NULL)
   ORDER BY m.frequency, m.id`;
