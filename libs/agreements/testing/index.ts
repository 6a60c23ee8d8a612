import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { AgreementsService, type Agreement, type NewAgreement } from '../src/index.js';

/** A day so many days from today, in UTC, which is the time zone of the tests' coalitions. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Totals of these measures for funders, from today on, between the backbone and the organization `a`, unless told. */
export function agreementOf(
  { coalition, organizations }: BuiltCoalition,
  measures: readonly Measure[],
  input: Partial<NewAgreement> = {},
): NewAgreement {
  return {
    ...{ coalitionId: coalition.id, purpose: 'The yearly report', grain: 'COALITION', backbone: true },
    ...{ organizationIds: [organizations[0]!.id], measureIds: measures.map(({ id }) => id), audiences: ['FUNDERS'] },
    ...{ from: inDays(0), to: null, ...input },
  };
}

/** Proposed by the backbone and signed by every party. */
export async function agree(
  room: TestRoom,
  built: BuiltCoalition,
  measures: readonly Measure[],
  input: Partial<NewAgreement> = {},
): Promise<Agreement> {
  const service = room.get(AgreementsService);
  const terms = agreementOf(built, measures, input);
  let agreement = await service.proposeAgreement(built.backbone, terms);
  if (terms.backbone) agreement = await service.signAgreement(built.backbone, agreement.id, null);
  for (const id of terms.organizationIds) {
    const { code } = built.organizations.find((one) => one.id === id)!;
    agreement = await service.signAgreement(built.partner(code), agreement.id, id);
  }
  return agreement;
}
