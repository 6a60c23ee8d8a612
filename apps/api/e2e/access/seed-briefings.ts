import { tellerOf, type Tenant } from './tenant.scenario.js';

/** A brief, an insight, a link and two questions, of which one is answered. */
export async function seedBriefings({
  backbone,
  partner,
  coalitionId,
  mark,
  organizations,
}: Pick<Tenant, 'backbone' | 'partner' | 'coalitionId' | 'mark' | 'organizations'>): Promise<void> {
  const [staff, member] = [tellerOf(backbone), tellerOf(partner)];
  const text = (word: string) => `${mark.text} ${word}`;
  const organizationId = organizations.a.id;
  await member.tell('writeBrief', 'brief { id }', {
    ...{ coalitionId, organizationId, claim: text('claim'), source: text('source'), asOf: '2024-01-31' },
    ...{ uncertain: text('doubt'), otherView: text('other view') },
  });
  const insight = { coalitionId, organizationId, text: text('insight'), practice: text('practice') };
  await member.tell('shareInsight', 'insight { id }', insight);
  const link = { coalitionId, organizationId, title: text('link'), url: `https://${mark.text}.example.org/` };
  await member.tell('addResourceLink', 'resourceLink { id }', { ...link, note: text('note') });
  const { question } = await member.tell('askQuestion', 'question { id }', {
    ...{ coalitionId, organizationId, text: text('question') },
  });
  await staff.tell('answerQuestion', 'question { id }', { id: question!.id, answer: text('answer') });
  await member.tell('askQuestion', 'question { id }', { coalitionId, organizationId, text: text('open question') });
}
