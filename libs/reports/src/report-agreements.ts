import { loadClausesInForce, Sharing, type ClauseInForce, type SharingAudience } from '@keelson/agreements';
import type { DisclosureTerms } from '@keelson/aggregation';
import { Measure, operandsOf } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { decodeId, encodeId } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import type { ReportHeader } from './report-header.js';
import type { ReportedAgreement } from './reported-agreement.js';
import type { Report } from './report.entity.js';

/** What is in force now; of own figures alone where audiences see totals because they belong to the coalition. */
export async function freezeAgreements(
  manager: EntityManager,
  { coalitionId, measureIds }: Pick<Report, 'coalitionId' | 'measureIds'>,
  { sharing }: DisclosureTerms,
): Promise<Pick<ReportHeader, 'agreements' | 'partnerAgreements'>> {
  const operands = await operandsOf(manager, coalitionId, measureIds);
  const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
  const clauses = (await loadClausesInForce(manager, coalitionId)).filter(({ measureIds: own, grain }) => {
    return own.some((id) => behind.includes(id)) && (!sharing.free || grain === 'PARTNER');
  });
  if (sharing.free && clauses.length === 0) return {};
  const measures = await manager.findBy(Measure, { coalitionId, id: In(behind) });
  const parties = clauses.flatMap(({ organizationIds }) => organizationIds);
  const names = new Map(
    (await manager.findBy(Organization, { coalitionId, id: In(parties) })).map(({ id, name }) => [id, name]),
  );
  const codesOf = (own: readonly string[]) =>
    measures.flatMap(({ id, code }) => (own.includes(id) ? [code] : [])).sort();
  const reported = clauses.map((clause) => ({
    ...{ id: encodeId('Agreement', clause.id), purpose: clause.purpose },
    parties: [...(clause.backbone ? ['Backbone'] : []), ...clause.organizationIds.map((id) => names.get(id) ?? id)],
    ...{ measures: codesOf(clause.measureIds), grain: clause.grain, audiences: clause.audiences, from: clause.from },
    ...openEnds(clause),
  }));
  return sharing.free ? { partnerAgreements: reported } : { agreements: reported };
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
  if (readAs === null) return header;
  const concerns = ({ audiences }: ReportedAgreement) =>
    audiences.some((audience) => audience === 'PUBLIC' || readAs.includes(audience));
  const { agreements, partnerAgreements, ...rest } = header;
  const ofPartners = partnerAgreements?.filter(concerns) ?? [];
  return {
    ...rest,
    ...(agreements && { agreements: agreements.filter(concerns) }),
    ...(ofPartners.length > 0 ? { partnerAgreements: ofPartners } : {}),
  };
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
  return new Sharing(false, await clausesOfReport(manager, coalitionId, header?.agreements));
}

/** As `sharingOfReport`, for own figures, which need an agreement also where totals need none. */
export async function partnerSharingOfReport(
  manager: EntityManager,
  { coalitionId, header }: Pick<Report, 'coalitionId' | 'header'>,
  { sharing }: DisclosureTerms,
): Promise<Sharing> {
  const frozen = [...(header?.agreements ?? []), ...(header?.partnerAgreements ?? [])];
  return new Sharing(sharing.free, await clausesOfReport(manager, coalitionId, frozen));
}

async function clausesOfReport(manager: EntityManager, coalitionId: string, reported: ReportedAgreement[] = []) {
  const frozen = new Set(reported.map(({ id }) => decodeId('Agreement', id)));
  return (await loadClausesInForce(manager, coalitionId)).filter(({ id }) => frozen.has(id));
}
