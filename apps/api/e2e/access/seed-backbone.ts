import { tellerOf, type Made, type Tenant } from './tenant.scenario.js';

/** A charter, an asset, a request for support and a phase: what no agenda needs, but a coalition has. */
export async function seedBackbone(
  { backbone, partner }: Pick<Tenant, 'backbone' | 'partner'>,
  {
    coalitionId,
    mark,
    organizations,
    bodyId,
  }: Pick<Tenant, 'coalitionId' | 'mark' | 'organizations'> & { bodyId: string },
): Promise<void> {
  const [staff, member] = [tellerOf(backbone), tellerOf(partner)];
  const text = (word: string) => `${mark.text} ${word}`;
  const { a, b } = organizations;
  const { roleCharter } = await staff.tell('draftCharter', 'roleCharter { id }', {
    ...{ coalitionId, role: text('Chair'), purpose: text('to lead'), responsibilities: [text('the calendar')] },
    ...{ decisionRights: [text('the place')], supportReceived: [text('a room')] },
    ...{ leadOrganizationId: a.id, deputyOrganizationId: b.id },
  });
  const acceptance = { id: roleCharter!.id, number: 1, organizationId: a.id };
  await member.tell('acceptCharter', 'roleCharter { id }', acceptance);
  const asset = { coalitionId, kind: 'space', description: text('a hall'), organizationId: a.id };
  await member.tell('offerAsset', 'asset { id }', asset);
  const question = { organizationId: a.id, subject: text('help'), text: text('with the form') };
  const { supportRequest } = await member.tell('askForSupport', 'supportRequest { id }', question);
  const id = supportRequest!.id;
  await staff.tell('respondToSupport', 'supportRequest { id }', { id, response: text('on Monday') });
  await staff.tell('resolveSupport', 'supportRequest { id }', { id, resolution: text('done') });
  const stewards = [{ name: text('Ada'), organizationId: a.id }, { name: text('Ben') }];
  const procedure = { coalitionId, text: text('talk first'), stewards };
  await staff.tell('registerTensionProcedure', 'tensionProcedure { id }', procedure);
  const labels = ['one', 'two', 'three', 'four', 'five'].map(text);
  await staff.tell('labelPhases', 'labels', { coalitionId, labels });
  const decided = { bodyId, kind: 'CHANGE_PHASE', text: text('next phase'), why: text('we are ready') };
  const { bodyDecision } = await staff.tell<Record<string, Made>>('recordBodyDecision', 'bodyDecision { id }', decided);
  await member.move('confirmBodyDecision', bodyDecision!.id);
  const phase = { coalitionId, to: 2, reason: text('we are many'), decisionId: bodyDecision!.id };
  await staff.tell('changePhase', 'phaseChange { id }', phase);
}
