import { dataOf } from '../scenario.js';
import { tellerOf, type Made, type Tenant } from './tenant.scenario.js';

type Found = Record<'stakeholderGroups' | 'bodies' | 'activities', { nodes: Made[] }>;
const known = `query($id: ID!) { stakeholderGroups(coalitionId: $id) { nodes { id } }
  bodies(coalitionId: $id) { nodes { id } } activities(coalitionId: $id) { nodes { id } } }`;

/** Conversations about power and about what sustains the work, with all that may hang on one. */
export async function seedCommunications({
  backbone,
  partner,
  coalitionId,
  mark,
  organizations,
}: Pick<Tenant, 'backbone' | 'partner' | 'coalitionId' | 'mark' | 'organizations'>): Promise<void> {
  const found = dataOf(await backbone<Found>(known, { id: coalitionId }));
  const [groupId, bodyId, activityId] = [found.stakeholderGroups, found.bodies, found.activities].map(
    ({ nodes }) => nodes[0]!.id,
  );
  const [staff, member] = [tellerOf(backbone), tellerOf(partner)];
  const text = (word: string) => `${mark.text} ${word}`;
  const organizationId = organizations.a.id;
  const held = { coalitionId, participants: [{ organizationId }], bodyId, accessPlan: text('ramp') };
  const { conversation } = await member.tell('logConversation', 'conversation { id }', {
    ...{ ...held, kind: 'SUSTAINING', title: text('sustaining'), heldAt: '2023-11-02T09:00:00Z' },
    ...{ voices: [{ groupId, present: 2, turns: 3 }], changedActivityIds: [activityId], publishOn: '2023-11-09' },
  });
  const conversationId = conversation!.id;
  const sustaining = { keepsUsGoing: text('hope'), risks: text('risk'), capacity: text('two'), nextStep: text('ask') };
  await member.tell('writeNotes', 'conversation { id }', {
    ...{ conversationId, notes: text('sustaining notes') },
    sustaining: { ...sustaining, runwayMonths: '7.5', fundingGap: text('gap') },
  });
  const differing = { conversationId, organizationId, text: text('differing note') };
  await member.tell('attachDifferingNote', 'conversation { id }', differing);
  const { decision } = await member.tell('recordDecision', 'decision { id }', {
    ...{ conversationId, text: text('sustained'), why: text('it runs out'), affects: text('everybody') },
    ...{ affectedRepresented: true, dissent: text('one'), activityIds: [activityId], reviewOn: '2023-12-01' },
  });
  await member.tell('reviewDecision', 'decision { id }', { decisionId: decision!.id, findings: text('found') });
  const { conversation: second } = await staff.tell('logConversation', 'conversation { id }', {
    ...{ ...held, kind: 'POWER', title: text('power'), heldAt: '2023-11-03T09:00:00Z' },
  });
  await staff.tell('writeNotes', 'conversation { id }', {
    ...{ conversationId: second!.id, notes: text('power notes'), power: { workToAddress: text('the chair') } },
  });
  const planned = { ...held, title: text('cancelled'), heldAt: '2023-11-04T09:00:00Z' };
  const { conversation: off } = await staff.tell('logConversation', 'conversation { id }', planned);
  await staff.tell('cancelConversation', 'conversation { id }', { id: off!.id, reason: text('snow') });
}
