import type { Made, Year } from './play.js';
import { type Member } from './story.js';

interface Drafted {
  agenda: Made & { goals: (Made & { code: string })[] };
}

/** The first version: nobody is hurt, and everybody gets to a bus stop. Its second goal has a task until summer begins. */
export const firstText = {
  ...{ problem: 'Every week somebody is hurt on our streets.', vision: 'Nobody is afraid to cross a street.' },
  ...{ population: 'Everybody who lives in the town.', geography: 'The town', outOfScope: ['The motorway'] },
  reviewDate: '2027-12-01',
  statusQuo: [{ what: 'Wide fast roads', whoBenefits: 'Through traffic', whatMustChange: 'How streets are planned' }],
  goals: [
    {
      code: 'unhurt',
      statement: 'Nobody is badly hurt on a street.',
      task: 'Count all injuries',
      taskDue: '2027-03-31',
    },
    { code: 'reach', statement: 'Everybody reaches a bus stop on foot.', task: 'Map the stops', taskDue: '2027-05-31' },
  ],
};

/** The second version adds a goal, and what tenants and elders will not have is how it was written: without them. */
export const secondText = {
  reviewDate: '2028-04-30',
  goals: [
    ...firstText.goals,
    {
      code: 'heard',
      statement: 'Everybody has a say in their street.',
      task: 'Hold an assembly',
      taskDue: '2027-11-30',
    },
  ],
};
export const thirdText = { reviewDate: '2028-12-01', outOfScope: ['The motorway', 'The price of tickets'] };

/** Drafts a version and opens its consultation. */
export async function consultOn(year: Year, version: string, text: object): Promise<void> {
  const input = { coalitionId: year.coalitionId, ...text };
  const { agenda } = await year.tell<Drafted>('hub', 'draftAgenda', 'agenda { id goals { id code } }', input);
  year.keep('agenda', version, agenda.id);
  for (const { id, code } of agenda.goals) year.keep('goal', code, id);
  await year.move('hub', 'consultOnAgenda', agenda.id);
}

export async function propose(year: Year, version: string): Promise<void> {
  await year.move('hub', 'proposeAgenda', year.id('agenda', version));
}

export async function pledge(
  year: Year,
  version: string,
  kinds: Partial<Record<'OWN' | 'SUPPORT' | 'NEED_CHANGE', Member[]>>,
): Promise<void> {
  for (const [kind, who] of Object.entries(kinds)) {
    for (const code of who) {
      const input = { agendaId: year.id('agenda', version), organizationId: year.orgs(code)[0], kind };
      await year.tell(code, 'pledgeToAgenda', 'pledge { id }', input);
    }
  }
}

/** The backbone writes down what Steering decided; it holds once the elders, who have a seat, confirm it. */
export async function decide(year: Year, decision: object): Promise<string> {
  const input = {
    bodyId: year.id('body', 'Steering'),
    why: 'We talked about it until all could live with it.',
    ...decision,
  };
  const { bodyDecision } = await year.tell('hub', 'recordBodyDecision', 'bodyDecision { id }', input);
  await year.move('elders', 'confirmBodyDecision', bodyDecision!.id);
  return bodyDecision!.id;
}

export async function adopt(year: Year, version: string): Promise<void> {
  const id = year.id('agenda', version);
  const decisionId = await decide(year, {
    kind: 'ADOPT_AGENDA',
    agendaId: id,
    text: `We adopt the ${version} version.`,
  });
  await year.tell('hub', 'adoptAgenda', 'agenda { id }', { id, decisionId });
}
