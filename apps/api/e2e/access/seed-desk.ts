import { dataOf } from '../scenario.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

/** Something on the desk that may wait: an old input whose words, and the reason why it waits, hold the mark. */
export async function seedDesk({ backbone, coalitionId, mark }: Pick<Tenant, 'backbone' | 'coalitionId' | 'mark'>) {
  const staff = tellerOf(backbone);
  const said = { coalitionId, kind: 'CONCERN', channel: 'PHONE', text: `${mark.text} waits`, receivedOn: '2026-01-05' };
  await staff.tell('recordCommunityInput', 'communityInput { id }', said);
  const query = `query($id: ID!) { attentionItems(coalitionId: $id, filter: { rules: [INPUT_UNANSWERED] }) { nodes { key title } } }`;
  interface Desk {
    attentionItems: { nodes: { key: string; title: string }[] };
  }
  const { nodes } = dataOf(await backbone<Desk>(query, { id: coalitionId })).attentionItems;
  const { key } = nodes.find(({ title }) => title === said.text)!;
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const snooze = { coalitionId, key, until, reason: `${mark.text} is on holiday` };
  await staff.tell('snoozeAttentionItem', 'attentionItem { key }', snooze);
}
