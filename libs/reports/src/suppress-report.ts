import {
  decideFigures,
  loadMeasureRules,
  loadTerms,
  ofOperands,
  type CanonicalRow,
  type LoadedNumbers,
} from '@keelson/aggregation';
import { operandsOf } from '@keelson/measures';
import { Conflict, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { chooseReportedPartners, type CollectedRow, type PartnerBasis } from './choose-reported-partners.js';
import type { Audience } from './report-publication.entity.js';
import { partnerSharingOfReport, sharingOfReport } from './report-agreements.js';
import { decidedAudiences, figuresOfReport, keepSuppression, systemOfReport } from './report-suppression.sql.js';
import type { Report } from './report.entity.js';
import { keyOf, withholdReport, type MeasureFigures } from './withhold-report.js';

interface SystemRow {
  measureId: string;
  part: 'COLLECTED' | 'LONGER' | 'PARTNERS';
  yearStartMonth: number;
  rows: (CanonicalRow | CollectedRow)[];
}

/**
 * Decides for good what audiences see of a report that is being published to them, and writes down what they are told: what
 * agreements leave of it first, then what small numbers leave of that; of totals, parts and organizations.
 * A number of people that nothing is known of (a report of an older version) is not shown.
 */
export async function suppressReport(
  manager: EntityManager,
  report: Pick<Report, 'id' | 'coalitionId' | 'frequency' | 'measureIds' | 'header'>,
  audiences: readonly Audience[],
): Promise<void> {
  const { id, coalitionId, frequency, measureIds } = report;
  const before = await run<{ audience: Audience }>(manager, decidedAudiences, [coalitionId, id]);
  const fresh = audiences.filter((audience) => !before.some((one) => one.audience === audience));
  if (fresh.length === 0) return;
  const systems = await run<SystemRow & Record<string, unknown>>(manager, systemOfReport, [coalitionId, id]);
  const operands = await operandsOf(manager, coalitionId, measureIds);
  const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
  const rules = (await loadMeasureRules(manager, coalitionId, behind)).filter(({ ofPeople }) => ofPeople);
  const people = new Set(rules.map((one) => one.id));
  const peopleOf = (measureId: string) =>
    new Set([...(operands.get(measureId) ?? [])].filter((one) => people.has(one)));
  const asked = [coalitionId, id, measureIds.filter((one) => peopleOf(one).size > 0), false];
  const figures = await run<MeasureFigures & Record<string, unknown>>(manager, figuresOfReport, asked);
  const rowsOf = (measureId: string, part: string) =>
    systems.find((one) => one.measureId === measureId && one.part === part)?.rows ?? [];
  const numbers = rules.map((one): LoadedNumbers => ({
    rules: one,
    rows: rowsOf(one.id, 'COLLECTED') as CanonicalRow[],
    coarse: rowsOf(one.id, 'LONGER') as CanonicalRow[],
  }));
  const terms = await loadTerms(manager, coalitionId);
  const yearStartMonth = systems[0]?.yearStartMonth ?? terms.yearStartMonth;
  const sharing = await sharingOfReport(manager, report, terms);
  const decisions = await decideFigures(manager, coalitionId, numbers, frequency, {
    ...terms,
    yearStartMonth,
    sharing,
  });
  const own = await partnerSharingOfReport(manager, report, terms);
  const partners: PartnerBasis = {
    terms: { ...terms, yearStartMonth, sharing: own },
    collectedOf: (measureId) => rowsOf(measureId, 'PARTNERS') as CollectedRow[],
    totals: decisions,
  };
  const withheldFrom = await withholdReport(manager, report, sharing);
  for (const audience of fresh) {
    const positions = figures.flatMap(({ measureId, figures: own }) => {
      const standings = ofOperands(decisions, peopleOf(measureId));
      return own.flatMap(([position, start, cell]) => {
        const standing = standings.standing({ frequency, start }, keyOf(cell), audience, false);
        return standing === 'SHOWN' || standing === 'UNSHARED' ? [] : [position];
      });
    });
    const withheld = withheldFrom(audience);
    for (const decision of decisions.values()) await decision.remember(audience, id);
    const told = await chooseReportedPartners(manager, report, audience, partners);
    await run(manager, keepSuppression, [
      ...[coalitionId, id, audience, positions, withheld.positions, withheld.agreementIds, JSON.stringify(told)],
    ]);
  }
}

/** PostgreSQL's 40001: somebody else has just published it, or told the same. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Conflict || (error as { code?: unknown }).code === '40001';
}
