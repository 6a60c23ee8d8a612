import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { partnersOfReport, partnersTold } from './insert-partners.sql.js';
import type { ReportHeader } from './report-header.js';
import type { Audience } from './report-publication.entity.js';
import type { ReportedPartner } from './reported-partner.js';

/** As report_partner keeps it. */
export type FrozenPartner = [
  organizationId: string,
  code: string,
  name: string,
  value: string | null,
  numerator: string | null,
  denominator: string | null,
  derived: boolean,
];

export interface FrozenPartners {
  measureId: string;
  measure: string;
  period: string;
  start: string;
  organizations: FrozenPartner[];
}

/** By measure and organization; who is not in it is not listed. */
export type PartnersTold = Record<string, Record<string, 'SHOWN' | 'SUPPRESSED' | 'WITHHELD'>>;

export async function readPartners(manager: EntityManager, reportId: string): Promise<FrozenPartners[]> {
  return run<FrozenPartners & Record<string, unknown>>(manager, partnersOfReport, [reportId]);
}

/**
 * A header with the partners that its readers are told of: of two audiences what both are told. All of them for
 * backbone staff (null). Where for one of the audiences nothing was decided, none.
 */
export async function withPartners(
  manager: EntityManager,
  reportId: string,
  header: ReportHeader,
  audiences: readonly Audience[] | null,
): Promise<ReportHeader> {
  const told = audiences && (await toldTo(manager, reportId, audiences));
  const partners = (await readPartners(manager, reportId)).flatMap(({ measureId, measure, period, organizations }) => {
    return organizations.flatMap(
      ([id, organization, name, value, numerator, denominator, derived]): ReportedPartner[] => {
        const standing = told === null ? 'SHOWN' : standingIn(told, measureId, id);
        if (standing === null) return [];
        const which = { measure, period, organization, name };
        if (standing !== 'SHOWN') return [{ ...which, ...nothing, missing: standing }];
        const missing = value === null ? 'NO_DATA' : null;
        return [{ ...which, value, numerator, denominator, derived, missing }];
      },
    );
  });
  return partners.length > 0 ? { ...header, partners } : header;
}

const nothing = { value: null, numerator: null, denominator: null, derived: false };

/** Null where for one of them nothing was decided. */
async function toldTo(
  manager: EntityManager,
  reportId: string,
  audiences: readonly Audience[],
): Promise<PartnersTold[]> {
  const rows = await run<{ partners: PartnersTold }>(manager, partnersTold, [reportId, audiences]);
  return rows.length < new Set(audiences).size ? [] : rows.map(({ partners }) => partners);
}

/** Null: not listed. */
function standingIn(told: readonly PartnersTold[], measureId: string, organizationId: string) {
  const standings = told.map((partners) => partners[measureId]?.[organizationId]);
  if (standings.length === 0 || standings.includes(undefined)) return null;
  return (['SUPPRESSED', 'WITHHELD'] as const).find((one) => standings.includes(one)) ?? 'SHOWN';
}
