import { loadClausesInForce, Sharing, type ClauseInForce, type SharingAudience } from '@keelson/agreements';
import type { DisclosureTerms } from '@keelson/aggregation';
import { Measure, operandsOf } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { decodeId, encodeId } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import type { ReportHeader } from './report-header.js';
import type { ReportedAgreement } from './reported-agreement.js';
import type { Report } from './report.entity.js';

/** Nothing where audiences see totals because they belong to the coalition; else what is in force now. */
export async function freezeAgreements(
  manager: EntityManager,
  { coalitionId, measureIds }: Pick<Report, 'coalitionId' | 'measureIds'>,
  { sharing }: DisclosureTerms,
): Promise<Pick<ReportHeader, 'agreements'>> {
  if (sharing.free) return {};
  const operands = await operandsOf(manager, coalitionId, measureIds);
  const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
  const clauses = (await loadClausesInForce(manager, coalitionId)).filter(({ measureIds: own }) => {
    return own.some((id) => behind.includes(id));
  });
  const measures = await manager.findBy(Measure, { coalitionId, id: In(behind) });
  const parties = clauses.flatMap(({ organizationIds }) => organizationIds);
  const names = new Map(
    (await manager.findBy(Organization, { coalitionId, id: In(parties) })).map(({ id, name }) => [id, name]),
  );
  const codesOf = (own: readonly string[]) =>
    measures.flatMap(({ id, code }) => (own.includes(id) ? [code] : [])).sort();
  return {
    agreements: clauses.map((clause) => ({
      ...{ id: encodeId('Agreement', clause.id), purpose: clause.purpose },
      parties: [...(clause.backbone ? ['Backbone'] : []), ...clause.organizationIds.map((id) => names.get(id) ?? id)],
      ...{ measures: codesOf(clause.measureIds), grain: clause.grain, audiences: clause.audiences, from: clause.from },
      ...openEnds(clause),
    })),
  };
}

function openEnds({ to, finestFrequency, firstPeriod, lastPeriod, breakdownKeys }: ClauseInForce) {
  return {
    ...(to === null ? {} : { to }),
    ...(finestFrequency === null ? {} : { finestFrequency }),
    ...(firstPeriod === null ? {} : { firstPeriod }),
    ...(lastPeriod === null ? {} : { lastPeriod }),
    ...(breakdownKeys === null ? {} : { breakdowns: breakdownKeys.map((key) => key.split(',')) }),
  };
}

/** What readers are told of who agreed on what: those that concern them. Backbone staff are told of all. */
export function tellAgreements(header: ReportHeader, readAs: readonly SharingAudience[] | null): ReportHeader {
  if (!header.agreements || readAs === null) return header;
  const concerns = ({ audiences }: ReportedAgreement) =>
    audiences.some((audience) => audience === 'PUBLIC' || readAs.includes(audience));
  return { ...header, agreements: header.agreements.filter(concerns) };
}

/**
 * By what a report may be published now: agreements that it was compiled by and that are still in force. One signed since
 * is no clause of this report; the next one relies on it.
 */
export async function sharingOfReport(
  manager: EntityManager,
  { coalitionId, header }: Pick<Report, 'coalitionId' | 'header'>,
  { sharing }: DisclosureTerms,
): Promise<Sharing> {
  if (sharing.free) return sharing;
  const frozen = new Set((header?.agreements ?? []).map(({ id }) => decodeId('Agreement', id)));
  const clauses = await loadClausesInForce(manager, coalitionId);
  return new Sharing(
    false,
    clauses.filter(({ id }) => frozen.has(id)),
  );
}
