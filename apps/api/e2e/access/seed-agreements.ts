import { tellerOf, type Tenant } from './tenant.scenario.js';

/** An agreement of the backbone and organization a, signed by both: one down to partners would tell their numbers. */
export async function seedAgreements({ backbone, partner, coalitionId, mark, organizations, measures }: Tenant) {
  const today = new Date().toISOString().slice(0, 10);
  const staff = tellerOf(backbone);
  const { agreement } = await staff.tell('proposeAgreement', 'agreement { id }', {
    ...{
      coalitionId,
      purpose: `${mark.text} purpose agreed`,
      grain: 'COALITION',
      organizationIds: [organizations.a.id],
    },
    ...{ measureIds: [measures.shared.id], audiences: ['FUNDERS'], from: today },
  });
  await staff.tell('signAgreement', 'agreement { id }', { id: agreement!.id });
  const signed = { id: agreement!.id, organizationId: organizations.a.id };
  await tellerOf(partner).tell('signAgreement', 'agreement { id }', signed);
}
