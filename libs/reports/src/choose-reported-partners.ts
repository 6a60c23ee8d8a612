import { decidePartners, loadMeasureRules, type DisclosureTerms, type Standings } from '@keelson/aggregation';
import type { EntityManager } from 'typeorm';
import { readPartners, type FrozenPartner, type PartnersTold } from './report-partners.js';
import type { Audience } from './report-publication.entity.js';
import type { Report } from './report.entity.js';

/** [first day, organization, value, numerator, denominator] */
export type CollectedRow = [string, string, string | null, string | null, string | null];

export interface PartnerBasis {
  /** With the agreements of own figures that the report relies on. */
  terms: DisclosureTerms;
  /** What was collected of a measure, as it was when the report was compiled. */
  collectedOf(measureId: string): readonly CollectedRow[];
  /** Of measures of people, what was decided of their totals. */
  totals: ReadonlyMap<string, Standings>;
}

/**
 * Decides whose own figures an audience is told of by a report, for good, and writes down what it is told of people. To be
 * called when what it is told of totals has been written down.
 */
export async function chooseReportedPartners(
  manager: EntityManager,
  { id: reportId, coalitionId, frequency }: Pick<Report, 'id' | 'coalitionId' | 'frequency'>,
  audience: Audience,
  { terms, collectedOf, totals }: PartnerBasis,
): Promise<PartnersTold> {
  const frozen = await readPartners(manager, reportId);
  const rules = await loadMeasureRules(
    manager,
    coalitionId,
    frozen.map(({ measureId }) => measureId),
  );
  const told: PartnersTold = {};
  for (const { measureId, start, organizations } of frozen) {
    const own = rules.find(({ id }) => id === measureId);
    const figure = { measureId, period: { frequency, start }, key: '' };
    if (!own || !organizations.some(([id]) => terms.sharing.sharesOwn(audience, id, figure))) continue;
    const total = totals.get(measureId);
    const rows = collectedOf(measureId).map(([from, organization_id, value, numerator, denominator]) => {
      return { start: from, organization_id, value, numerator, denominator };
    });
    const standingOf = await decidePartners(
      {
        ...{ manager, coalitionId, audience, terms, rules: own, reportId },
        hidesTotal: (one, period) => !total || total.standing(period, '', one, false) === 'SUPPRESSED',
      },
      rows,
    );
    const listed = organizations.flatMap(([id, , , value, numerator]: FrozenPartner) => {
      const standing = standingOf({ organization_id: id, value, numerator }, figure.period);
      return standing === 'UNSHARED' ? [] : [[id, standing] as const];
    });
    told[measureId] = Object.fromEntries(listed);
  }
  return told;
}
