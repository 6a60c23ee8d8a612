import { parsePeriod, type NumberKind, type Period } from '@keelson/measures';
import { isBackbone, partnerOrganizationIds, run, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { KnownCategory } from './check-categories.js';
import { newVocabulary, type MeasureRules, type Vocabulary } from './check-measurements.js';
import type { MeasurementInput } from './measurement-input.js';
import { canSubmitLate } from './submissions.policy.js';
import { findShutSlots, slotKey } from './windows.sql.js';

/**
 * Question: which organizations do these codes name, and when were they partners?
 * Parameters: $1 coalition; $2 codes; $3 the organizations that the actor submits for, or NULL for all.
 * Columns: code, id, terms (from, to).
 * Why: an organization that the actor does not submit for looks absent.
 */
const organizationsByCode = `
  SELECT o.code, o.id,
         coalesce(json_agg(json_build_object('from', m.from_date, 'to', m.to_date)) FILTER (WHERE m.id IS NOT NULL), '[]') AS terms
    FROM organization o
    LEFT JOIN membership m ON m.coalition_id = o.coalition_id AND m.organization_id = o.id AND m.role = 'PARTNER'
   WHERE o.coalition_id = $1 AND o.code = ANY ($2::text[]) AND ($3::uuid[] IS NULL OR o.id = ANY ($3))
   GROUP BY o.id`;

/**
 * Question: by which rules are values of these measures judged?
 * Parameters: $1 coalition; $2 codes.
 * Columns: code, id, frequency, retired, calculated, versions (latest first, with their breakdowns' dimension keys).
 * Why: a value is judged by the version that governs its period, not by the newest.
 */
const measuresByCode = `
  SELECT m.code, m.id, m.frequency, m.retired_at IS NOT NULL AS retired, m.calculated,
         json_agg(json_build_object(
           'firstPeriodStart', v.first_period_start,
           'numberKind', v.number_kind,
           'dimensionKeys', (SELECT coalesce(json_agg(b.dimension_key), '[]') FROM breakdown b WHERE b.measure_version_id = v.id)
         ) ORDER BY v.number DESC) AS versions
    FROM measure m
    JOIN measure_version v ON v.coalition_id = m.coalition_id AND v.measure_id = m.id
   WHERE m.coalition_id = $1 AND m.code = ANY ($2::text[])
   GROUP BY m.id`;

/**
 * Question: which categories are there, and what became of those that were merged?
 * Parameters: $1 coalition.
 * Columns: dimension, codes (code, retired, mergedInto, mergedFrom).
 * Why: a refusal says which code to use instead: the one at the end, if that was merged in turn.
 */
const categoriesByDimension = `
  WITH RECURSIVE way AS (
    SELECT from_category_id AS category_id, into_category_id, first_period_start, 1 AS steps
      FROM category_merger
     WHERE coalition_id = $1
    UNION ALL
    SELECT w.category_id, m.into_category_id, w.first_period_start, w.steps + 1
      FROM way w
      JOIN category_merger m ON m.coalition_id = $1 AND m.from_category_id = w.into_category_id
  ), last AS (
    SELECT DISTINCT ON (category_id) category_id, into_category_id, first_period_start
      FROM way
     ORDER BY category_id, steps DESC
  )
  SELECT d.code AS dimension,
         json_agg(json_build_object('code', c.code, 'retired', c.retired_at IS NOT NULL, 'mergedInto', i.code,
                                    'mergedFrom', l.first_period_start)) AS categories
    FROM dimension d
    JOIN category c ON c.coalition_id = d.coalition_id AND c.dimension_id = d.id
    LEFT JOIN last l ON l.category_id = c.id
    LEFT JOIN category i ON i.coalition_id = d.coalition_id AND i.id = l.into_category_id
   WHERE d.coalition_id = $1
   GROUP BY d.id`;

interface DimensionRow {
  dimension: string;
  categories: (KnownCategory & { code: string })[];
}

interface OrganizationRow {
  code: string;
  id: string;
  terms: { from: string | null; to: string | null }[];
}

interface MeasureRow {
  code: string;
  id: string;
  frequency: Period['frequency'];
  retired: boolean;
  calculated: boolean;
  versions: { firstPeriodStart: string | null; numberKind: NumberKind; dimensionKeys: string[] }[];
}

/**
 * The meaning of every code that a batch uses, as far as the actor may write it. With a reason, backbone staff may write
 * what closed. What `known` holds is not asked again: a file comes in hundreds of shares that use the same codes.
 */
export async function loadVocabulary(
  manager: EntityManager,
  actor: Actor,
  coalitionId: string,
  inputs: readonly MeasurementInput[],
  reason: string | null = null,
  known: Vocabulary = newVocabulary(),
): Promise<Vocabulary> {
  const mine = isBackbone(actor, coalitionId) ? null : partnerOrganizationIds(actor, coalitionId);
  const unknown = (of: (input: MeasurementInput) => string, codes: ReadonlyMap<string, unknown>) =>
    [...new Set(inputs.map(of))].filter((code) => !codes.has(code));
  const organizations = unknown((i) => i.organization, known.organizations);
  if (organizations.length > 0) {
    const rows = await run<OrganizationRow>(manager, organizationsByCode, [coalitionId, organizations, mine]);
    for (const row of rows) known.organizations.set(row.code, row);
  }
  const measures = unknown((i) => i.measure, known.measures);
  if (measures.length > 0) {
    const rows = await run<MeasureRow>(manager, measuresByCode, [coalitionId, measures]);
    for (const row of rows) known.measures.set(row.code, rulesOf(row));
  }
  if (known.categories.size === 0 && inputs.some(({ categories }) => categories && categories.length > 0)) {
    const rows = await run<DimensionRow>(manager, categoriesByDimension, [coalitionId]);
    for (const row of rows) known.categories.set(row.dimension, new Map(row.categories.map((one) => [one.code, one])));
  }
  const late = (organizationId: string) =>
    Boolean(reason?.trim()) && canSubmitLate(actor, { coalitionId, organizationId });
  const slots = slotsOf(inputs, known);
  if (slots.length > 0) {
    const shut = await findShutSlots(manager, coalitionId, slots);
    for (const [key, slot] of shut) if (slot.opens_on || !late(slot.organization_id)) known.shut.set(key, slot);
    for (const { organizationId, period } of slots) known.slots.add(slotKey(organizationId, period));
  }
  return known;
}

/** Every organization's period that the batch speaks of and that was not asked about yet, once. */
function slotsOf(inputs: readonly MeasurementInput[], { organizations, slots: asked }: Vocabulary) {
  const slots = new Map<string, { organizationId: string; period: Period }>();
  const codes = new Map<string, Set<string>>();
  for (const { organization, period } of inputs) {
    const of = codes.get(organization);
    if (of) of.add(period);
    else codes.set(organization, new Set([period]));
  }
  for (const [code, periods] of codes) {
    const organizationId = organizations.get(code)?.id;
    for (const text of organizationId ? periods : []) {
      const period = parsePeriod(text);
      const key = period && slotKey(organizationId!, period);
      if (key && !asked.has(key)) slots.set(key, { organizationId: organizationId!, period });
    }
  }
  return [...slots.values()];
}

function rulesOf({ versions, ...row }: MeasureRow): MeasureRules {
  return {
    ...row,
    versions: versions.map((version) => ({ ...version, dimensionKeys: new Set(version.dimensionKeys) })),
  };
}
