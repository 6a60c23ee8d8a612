import { newId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Place, QualityFinding } from './finding.js';
import { QualityExplanation } from './quality-explanation.entity.js';
import type { Scope } from './read-series.sql.js';

/**
 * Question: none; an explanation of one place is written, in the stead of an earlier one.
 * Parameters: $1 id of a new one; $2 coalition; $3 organization; $4 frequency; $5 first day; $6 check; $7 rule; $8
 * measure; $9 cell; $10 breakdown; $11 the numbers it explains; $12 text; $13 person.
 * Columns: id, before (the text until now, or NULL).
 * Why: two people who explain the same finding at once must not make two.
 */
const writeExplanation = `
  INSERT INTO quality_explanation (id, coalition_id, organization_id, frequency, period_start, check_kind, rule_id, measure_id,
                                   cell_key, breakdown, explained, text, explained_by, explained_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now())
      ON CONFLICT (coalition_id, organization_id, frequency, period_start, check_kind, rule_id, measure_id, cell_key, breakdown)
      DO UPDATE SET explained = excluded.explained, text = excluded.text, explained_by = excluded.explained_by,
                    explained_at = excluded.explained_at
  RETURNING id, old.text AS before`;

export async function saveExplanation(
  manager: EntityManager,
  coalitionId: string,
  { organizationId, frequency, periodStart, check, ruleId, measureId, cellKey, breakdown, about }: QualityFinding,
  { text, personId }: { text: string; personId: string },
): Promise<{ id: string; before: string | null }> {
  const place = [organizationId, frequency, periodStart, check, ruleId, measureId, cellKey, breakdown];
  const values = [newId(), coalitionId, ...place, about, text, personId];
  const [row] = await run<{ id: string; before: string | null }>(manager, writeExplanation, values);
  return row!;
}

/** Gives every finding the explanation that was recorded for these very numbers. */
export async function attachExplanations(
  manager: EntityManager,
  { coalitionId, frequency, from, until, organizationIds }: Scope,
  findings: readonly QualityFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  const query = manager
    .createQueryBuilder(QualityExplanation, 'explanation')
    .where({ coalitionId, frequency })
    .andWhere('explanation.periodStart >= :from AND explanation.periodStart < :until', { from, until });
  if (organizationIds) query.andWhere('explanation.organizationId = ANY(:organizationIds)', { organizationIds });
  const known = new Map((await query.getMany()).map((explanation) => [keyOf(explanation), explanation]));
  for (const finding of findings) {
    const explanation = known.get(keyOf(finding));
    if (explanation?.explained === finding.about) finding.explanation = explanation;
  }
}

/** A place as one text: what a finding is called by, until the next one of the same place. */
export function keyOf(place: Place): string {
  const { check, organizationId, frequency, periodStart, ruleId, measureId, cellKey, breakdown } = place;
  const parts = [check, organizationId, frequency, periodStart, ruleId, measureId, cellKey, breakdown];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
