import { dataOf } from '../scenario.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

interface Checked {
  checkQuality: { nodes: { key: string }[] };
}

const check = `query($id: ID!, $of: ID!) { checkQuality(coalitionId: $id, filter: {
  frequency: MONTH, firstPeriod: "2024-01", lastPeriod: "2024-02", organizationIds: [$of] }) { nodes { key } } }`;

/** A rule of the coalition, and a finding that organization a explained: its key, and the explanation's id. */
export async function seedQuality({ backbone, partner, coalitionId, mark, organizations }: Tenant) {
  const names = { code: `${mark.text}-rule`, name: `${mark.text} rule`, left: `[${mark.text}-shared]`, right: '1' };
  const rule = { coalitionId, ...names, operator: 'LESS_OR_EQUAL', importance: 'LOW' };
  await tellerOf(backbone).tell('createQualityRule', 'qualityRule { id }', rule);
  const { nodes } = dataOf(await partner<Checked>(check, { id: coalitionId, of: organizations.a.id })).checkQuality;
  const { key } = nodes[0]!;
  const input = { coalitionId, key, text: `${mark.text} reason explained` };
  const explained = await tellerOf(partner).tell<{ finding: { explanation: { id: string } } }>(
    'explainFinding',
    'finding { explanation { id } }',
    input,
  );
  return { key, explanationId: explained.finding.explanation.id };
}
