import { tellerOf, type Made, type Teller } from './access/tenant.scenario.js';
import type { CoalitionScenario } from './coalition.scenario.js';
import type { Ask } from './scenario.js';

/** Who prepares and adopts: the backbone, and two partners with a seat each. */
export interface Adopters {
  coalitionId: string;
  backbone: Ask;
  /** With the organizations that they speak for. */
  seated: [one: { ask: Ask; organizationId: string }, other: { ask: Ask; organizationId: string }];
  /** Makes a text; what tells tenants apart stands in it. */
  text?: (word: string) => string;
}

/** Of a coalition with three partners, the first two sit. */
export function adoptersOf({
  coalitionId,
  backbone,
  partner,
  otherPartner,
  organizationIds,
}: CoalitionScenario): Adopters {
  return {
    ...{ coalitionId, backbone },
    seated: [
      { ask: partner, organizationId: organizationIds['a']! },
      { ask: otherPartner, organizationId: organizationIds['b']! },
    ],
  };
}

export interface Prepared {
  bodyId: string;
  groupId: string;
  /** Opens a draft's consultation and proposes it. */
  propose(agendaId: string): Promise<unknown>;
  /** Adopts a proposal by a decision that a member with a seat confirms. */
  adopt(agendaId: string): Promise<unknown>;
}

/** What every version needs before it is proposed: a text that says it. */
export const readyTexts = {
  outOfScope: ['Railways'],
  statusQuo: [{ what: 'Wide roads', whoBenefits: 'Hauliers', whatMustChange: 'The design standard' }],
};
export const task = { task: 'Count them.', taskDue: '2030-01-01' };

/** A group that is most impacted and heard, a steering body that meets the rule of seats, and words that are agreed. */
export async function prepareAdoption({
  coalitionId,
  backbone,
  seated,
  text = (word) => word,
}: Adopters): Promise<Prepared> {
  const staff = tellerOf(backbone);
  const basis = { mostImpacted: true, basis: text('They live beside it'), source: text('Survey') };
  const needs = [{ text: text('A crossing'), source: text('Assembly'), asOf: '2025-05-01' }];
  const group = { coalitionId, name: text('Neighbours'), kind: 'COMMUNITY', ...basis, needs };
  const groupId = await madeBy(staff, 'createStakeholderGroup', 'stakeholderGroup', group);
  const body = { coalitionId, name: text('Steering'), kind: 'STEERING', purpose: text('To steer'), decides: true };
  const bodyId = await madeBy(staff, 'createBody', 'body', body);
  for (const { organizationId } of seated) {
    await staff.tell('nameRepresentative', 'representative { id }', {
      groupId,
      organizationId,
      basis: text('Elected'),
    });
    const seat = { bodyId, title: text('Seat'), reservedGroupId: groupId, compensation: text('40 an hour') };
    const id = await madeBy(staff, 'addSeat', 'seat', seat);
    const holder = { id, holderOrganizationId: organizationId, holderName: text('Ada') };
    await staff.tell('fillSeat', 'seat { id }', holder);
  }
  await agreeOnTerms(staff, { coalitionId, seated, text });
  const said = { coalitionId, kind: 'CONCERN', channel: 'MEETING', text: text('It is far to the crossing'), groupId };
  const id = await madeBy(staff, 'recordCommunityInput', 'communityInput', said);
  const did = { id, disposition: 'ADOPTED', reason: text('It stands in the strategies'), youSaid: text('Too far') };
  await staff.tell('disposeOfInput', 'communityInput { id }', did);
  return {
    bodyId,
    groupId,
    propose: async (agendaId) => {
      await staff.move('consultOnAgenda', agendaId);
      await staff.move('proposeAgenda', agendaId);
    },
    adopt: async (agendaId) => {
      const decision = { bodyId, kind: 'ADOPT_AGENDA', agendaId, text: text('Adopted'), why: text('We agree') };
      const decisionId = await madeBy(staff, 'recordBodyDecision', 'bodyDecision', decision);
      await tellerOf(seated[0].ask).move('confirmBodyDecision', decisionId);
      return staff.tell('adoptAgenda', 'agenda { id }', { id: agendaId, decisionId });
    },
  };
}

async function madeBy(staff: Teller, verb: string, object: string, input: object): Promise<string> {
  const done = await staff.tell<Record<string, Made>>(verb, `${object} { id }`, input);
  return done[object]!.id;
}

async function agreeOnTerms(
  staff: Teller,
  { coalitionId, seated, text }: Pick<Adopters, 'coalitionId' | 'seated'> & { text: (word: string) => string },
): Promise<void> {
  for (const word of ['respect', 'trust', 'dignity']) {
    const examples = { looksLike: [text('We call back')], doesNotLookLike: [text('We talk over people')] };
    const translations = [{ language: 'es', text: text('En palabras') }];
    const term = { coalitionId, word, text: text('What we mean'), ...examples, translations };
    const termId = await madeBy(staff, 'defineTerm', 'term', term);
    for (const { ask, organizationId } of seated) {
      const position = { termId, number: 1, organizationId, position: 'AGREE', note: text('Well said') };
      await tellerOf(ask).tell('takeTermPosition', 'term { id }', position);
    }
  }
}
