/**
 * Question: which resolution of overlap governs a measure version `v` in the report period `p`?
 * Parameters: $1 coalition; $3 frequency of the report periods.
 * Columns: share (of Σ − max that is taken away: 0 for SUM, 1 for MAX, r for RATE; NULL when nothing is resolved),
 * exact (the total that was signed; NULL unless the latest resolution is one).
 * Why: measurement.md, section 4. A resolution is for periods of its own frequency only: who comes twice in a year need
 * not come twice in a month. The latest supersedes; an EXACT one says nothing of parts, for which the one before stays.
 */
export const resolutionSql = `
  SELECT (array_agg(CASE o.method WHEN 'SUM' THEN 0 WHEN 'MAX' THEN 1 ELSE o.rate END ORDER BY o.made_at DESC, o.id DESC)
            FILTER (WHERE o.method <> 'EXACT'))[1] AS share,
         (array_agg(o.exact ORDER BY o.made_at DESC, o.id DESC))[1] AS exact
    FROM overlap_resolution o
   WHERE v.overlap = 'POSSIBLE' AND o.coalition_id = $1 AND o.measure_id = v.measure_id AND o.frequency = $3
     AND p.start BETWEEN o.first_period_start AND o.last_period_start
     AND ($3::text <> 'YEAR' OR extract(month FROM o.first_period_start) = extract(month FROM p.start))`;

/** A sum over partners and what its overlap is judged by: SQL expressions, and the row of `governing` that rules. */
export interface Summed {
  rule: string;
  sum: string;
  max: string;
  partners: string;
}

/** The same person can be in it twice: several partners, and a definition that does not rule it out. */
const overlaps = ({ rule, partners }: Summed) => `(${rule}.overlap = 'POSSIBLE' AND ${partners} > 1)`;

/** An EXACT number that corrections have moved out of its interval is no longer true of what was reported. */
const isExact = ({ rule, sum, max }: Summed) => `(${rule}.exact BETWEEN ${max} AND ${sum}) IS TRUE`;

/** The sum without those counted twice; NULL until that is resolved. */
export function settled(summed: Summed): string {
  const { rule, sum, max } = summed;
  return `CASE WHEN ${overlaps(summed)} THEN ${sum} - ${rule}.share * (${sum} - ${max}) ELSE ${sum} END`;
}

/** The same for a total, for which the exact number may have been signed. */
export function settledTotal(summed: Summed): string {
  return `CASE WHEN ${overlaps(summed)} AND ${isExact(summed)} THEN ${summed.rule}.exact ELSE ${settled(summed)} END`;
}

/** True where only the interval from the largest number to the sum is known; `total` says where EXACT counts. */
export function isUnresolved(summed: Summed, total: string): string {
  return `(${overlaps(summed)} AND ${summed.rule}.share IS NULL AND NOT (${total} AND ${isExact(summed)})) IS TRUE`;
}

/** True where the largest partner's own number stands in it: as the value by MAX, or as the low end of the interval. */
export function showsLargest(summed: Summed, total: string): string {
  return `(${overlaps(summed)} AND coalesce(${summed.rule}.share, 1) = 1 AND NOT (${total} AND ${isExact(summed)})) IS TRUE`;
}

/** True where the largest partner's own number can be told by whoever knows the sum. */
export function tellsLargest(summed: Summed): string {
  return `(${overlaps(summed)} AND ${summed.rule}.share IS DISTINCT FROM 0) IS TRUE`;
}
