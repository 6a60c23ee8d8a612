import { randomUUID } from 'node:crypto';
import { prepareAdoption, readyTexts, task, type Adopters } from './adoption.scenario.js';
import type { CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

interface Made {
  id: string;
}
type Seated = Adopters['seated'];
type Version = Made & { goals: Made[]; strategies: Made[] };

/** What queries are asked with. */
export interface DozenIds {
  coalitionId: string;
  agendaId: string;
  measureId: string;
}

/** Tells verbs, with an input or with an id, as one person. */
interface Teller {
  coalitionId: string;
  tell<T>(verb: string, selection: string, input: object): Promise<T>;
  move(verb: string, id: string): Promise<unknown>;
}

const dozen = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));

/** Gives a coalition twelve of everything, each with all that can belong to it. */
export async function makeDozens(s: CoalitionScenario): Promise<DozenIds> {
  const backbone = tellerOf(s.backbone, s.coalitionId);
  const partner = tellerOf(s.partner, s.coalitionId);
  const organizations = await makeOrganizations(backbone);
  await speakFor(organizations, s);
  const { propose, adopt } = await prepareAdoption({
    ...{ coalitionId: s.coalitionId, backbone: s.backbone },
    seated: [organizations[0]!, organizations[1]!].map(({ id }) => ({ ask: s.partner, organizationId: id })) as Seated,
  });
  for (const { id } of organizations.slice(2)) await agreeWithTerms(s, id);
  const versions = await makeAgendas(backbone, async (agendaId) => {
    await propose(agendaId);
    await adopt(agendaId);
  });
  const agenda = versions.at(-1)!;
  for (const { id } of organizations) {
    await partner.tell('pledgeToAgenda', 'pledge { id }', { agendaId: agenda.id, organizationId: id, kind: 'OWN' });
  }
  const measures = await makeMeasures(backbone, agenda);
  await makeSubmissions(backbone);
  await makeExtensions(backbone, organizations);
  const activities = await makeActivities(backbone, { organizations, measures, agenda });
  await makeConversations(backbone, { organizations, activities, versions });
  for (const title of dozen) {
    const span = { frequency: 'MONTH', firstPeriod: '2025-01', lastPeriod: '2025-12' };
    await backbone.tell('requestReport', 'report { id }', { coalitionId: s.coalitionId, title, ...span });
  }
  return { coalitionId: s.coalitionId, agendaId: agenda.id, measureId: measures[0]!.id };
}

function tellerOf(ask: Ask, coalitionId: string): Teller {
  const problems = 'userErrors { field message }';
  return {
    coalitionId,
    tell: async (verb, selection, input) => {
      const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
      const mutation = `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${selection} ${problems} } }`;
      return dataOf(await ask<{ done: never }>(mutation, { input })).done;
    },
    move: async (verb, id) =>
      dataOf(await ask(`mutation($id: ID!) { done: ${verb}(id: $id) { ${problems} } }`, { id })),
  };
}

/** Twelve that ended, and the twelve that continue them, which are given back. */
async function makeOrganizations({ coalitionId, tell }: Teller): Promise<Made[]> {
  const members = ['old', 'new'].flatMap((age) => dozen.map((i) => ({ code: `${age}.${i}`, name: `${age} ${i}` })));
  const input = { coalitionId, organizations: members };
  const added = await tell<{ organizations: Made[] }>('addOrganizations', 'organizations { id }', input);
  const successors = added.organizations.slice(12);
  for (const [i, { id }] of successors.entries()) {
    const merger = { predecessorId: added.organizations[i]!.id, successorId: id, date: '2025-01-01' };
    await tell('mergeOrganizations', 'merger { date }', merger);
    const invitation = { coalitionId, email: `new-${i}@example.org`, name: `New ${i}`, role: 'PARTNER' };
    await tell('invitePerson', 'invitation { id }', { ...invitation, organizationIds: [id] });
    await tell('createWorkingGroup', 'workingGroup { id }', { coalitionId, name: `Group ${i}`, organizationIds: [id] });
    const key = { coalitionId, name: `Key ${i}`, role: 'PARTNER', scopes: ['READ'], organizationIds: [id] };
    await tell('createApiKey', 'apiKey { id }', key);
  }
  return successors;
}

async function speakFor(organizations: Made[], { partner, backbone, coalitionId }: CoalitionScenario): Promise<void> {
  const { viewer } = dataOf(await partner<{ viewer: Made }>('{ viewer { id } }'));
  const role = {
    coalitionId,
    personId: viewer.id,
    role: 'PARTNER',
    organizationIds: organizations.map(({ id }) => id),
  };
  await tellerOf(backbone, coalitionId).tell('grantRole', 'roleGrants { id }', role);
}

/** Half of the members must stand to each term. */
async function agreeWithTerms({ partner, coalitionId }: CoalitionScenario, organizationId: string): Promise<void> {
  const query = `query($id: ID!) { terms(coalitionId: $id) { nodes { id } } }`;
  const { terms } = dataOf(await partner<{ terms: { nodes: Made[] } }>(query, { id: coalitionId }));
  for (const { id: termId } of terms.nodes) {
    const position = { termId, number: 1, organizationId, position: 'CAN_LIVE_WITH' };
    await tellerOf(partner, coalitionId).tell('takeTermPosition', 'term { id }', position);
  }
}

/** One version more than twelve, because the first is based on none; the last one is adopted. */
async function makeAgendas(
  { coalitionId, tell }: Teller,
  adopt: (agendaId: string) => Promise<unknown>,
): Promise<Version[]> {
  const content = {
    ...{ coalitionId, problem: 'Too many die.', population: 'Everybody.', ...readyTexts },
    goals: dozen.map((code) => ({ code, statement: `Goal ${code}.`, ...task })),
    strategies: dozen.map((code) => ({ code, title: `Way ${code}`, goalCode: code })),
  };
  const versions: Version[] = [];
  const selection = 'agenda { id goals { id } strategies { id } }';
  for (const i of ['00', ...dozen]) {
    const { agenda } = await tell<{ agenda: Version }>('draftAgenda', selection, { ...content, vision: `${i} die.` });
    await adopt(agenda.id);
    versions.push(agenda);
  }
  return versions;
}

async function makeMeasures({ coalitionId, tell }: Teller, { goals }: Version): Promise<Made[]> {
  const dimensions = dozen.map((i) => ({ code: `d${i}`, name: i, categories: [{ code: 'x', name: 'X' }] }));
  await tell('createDimensions', 'dimensions { id }', { coalitionId, dimensions });
  const definitions = dozen.map((i, at) => ({
    ...{ code: `m${i}`, name: `Measure ${i}`, unit: 'people', numberKind: 'COUNT', direction: 'INCREASE' },
    ...{ frequency: 'MONTH', goalIds: [goals[at]!.id] },
    breakdowns: [{ dimensionCodes: [`d${i}`], additive: false }],
  }));
  const input = { coalitionId, measures: definitions };
  const { measures } = await tell<{ measures: Made[] }>('createMeasures', 'measures { id }', input);
  for (const [i, { id }] of measures.entries()) {
    const target = { value: '10', categories: [{ dimension: `d${dozen[i]}`, category: 'x' }] };
    await tell('setTargets', 'measure { id }', { measureId: id, targets: [{ value: '9' }, target] });
    await tell('setBaseline', 'measure { id }', { measureId: id, period: '2024-01', value: '5' });
    // Twelve events in the history of the first.
    await tell('updateMeasure', 'measure { id }', { id: measures[0]!.id, name: `Measure 01, name ${i}` });
  }
  return measures;
}

async function makeSubmissions({ coalitionId, tell }: Teller): Promise<void> {
  const values = dozen.map((i) => {
    return { organization: `new.${i}`, measure: 'm01', period: '2025-01', number: { value: '7' } };
  });
  const { submissions } = await tell<{ submissions: (Made & { organization: { code: string } })[] }>(
    'submitMeasurements',
    'submissions { id organization { code } }',
    { coalitionId, idempotencyKey: randomUUID(), values },
  );
  await tell('approveSubmissions', 'submissions { id }', { submissionIds: submissions.map(({ id }) => id) });
  for (const { id, organization } of submissions) {
    const corrected = { ...values[0], organization: organization.code, number: { value: '8' } };
    const input = { submissionId: id, reason: 'Counted twice', values: [corrected] };
    await tell('proposeCorrection', 'correction { id }', input);
  }
}

async function makeExtensions({ coalitionId, tell }: Teller, organizations: Made[]): Promise<void> {
  const window = { coalitionId, frequency: 'MONTH', due: 10, closes: 20 };
  await tell('setReportingWindow', 'reportingWindow { due }', window);
  for (const { id } of organizations) {
    const input = { organizationId: id, period: '2025-01', closes: '2999-12-31', reason: 'A flood' };
    await tell('extendReportingWindow', 'reportingExtension { period }', input);
  }
}

async function makeActivities(
  { coalitionId, tell }: Teller,
  made: { organizations: Made[]; measures: Made[]; agenda: Version },
): Promise<Made[]> {
  const activities: Made[] = [];
  for (const [i, title] of dozen.entries()) {
    const [lead, partner] = [made.organizations[i]!.id, made.organizations[(i + 1) % 12]!.id];
    const { activity } = await tell<{ activity: Made }>('createActivity', 'activity { id }', {
      ...{ coalitionId, title, kind: 'PROGRAM', leadOrganizationId: lead, partnerOrganizationIds: [partner] },
      ...{ goalIds: [made.agenda.goals[i]!.id], strategyIds: [made.agenda.strategies[i]!.id] },
      measureIds: [made.measures[i]!.id],
    });
    activities.push(activity);
    await tell('addMilestone', 'milestone { id }', { activityId: activity.id, title: 'Opened' });
    const resource = { activityId: activity.id, organizationId: lead, kind: 'FUNDING', description: 'A grant' };
    await tell('commitResource', 'resource { id }', resource);
  }
  for (const [i, { id }] of activities.entries()) {
    const link = { fromActivityId: id, toActivityId: activities[(i + 1) % 12]!.id, kind: 'FEEDS' };
    await tell('linkActivities', 'link { id }', link);
  }
  return activities;
}

async function makeConversations(
  { coalitionId, tell }: Teller,
  made: { organizations: Made[]; activities: Made[]; versions: Version[] },
): Promise<void> {
  for (const [i, title] of dozen.entries()) {
    const organizationId = made.organizations[i]!.id;
    const { conversation } = await tell<{ conversation: Made }>('logConversation', 'conversation { id }', {
      ...{ coalitionId, title: `Meeting ${title}`, channel: 'MEETING', heldAt: `2025-01-${title}T09:00:00Z` },
      ...{ participants: [{ organizationId }], hostOrganizationIds: [organizationId], hostNames: ['Ada'] },
      ...{ agendaItems: [{ topic: 'Money', purpose: 'TALK' }], activityIds: [made.activities[i]!.id] },
      agendaId: made.versions[i]!.id,
    });
    const said = { conversationId: conversation.id, why: 'It helps' };
    const { decision } = await tell<{ decision: Made }>('recordDecision', 'decision { id }', { ...said, text: 'Go' });
    await tell('recordDecision', 'decision { id }', { ...said, text: 'Go on', supersedesId: decision.id });
    await tell('offerCommitment', 'commitment { id }', {
      ...{ coalitionId, conversationId: conversation.id, activityId: made.activities[i]!.id, decisionId: decision.id },
      ...{ kind: 'TASK', title: 'Buy paint', holderOrganizationIds: [organizationId], dueOn: '2999-03-01' },
    });
  }
}
