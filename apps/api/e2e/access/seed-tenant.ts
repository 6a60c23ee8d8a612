import { usualNames } from './compose-request.js';
import { environmentOf, startProcess, stopProcess } from '@keelson/platform/testing';
import { seedDigests } from './seed-digests.js';
import { seedBackbone } from './seed-backbone.js';
import { seedDesk } from './seed-desk.js';
import { seedBriefings } from './seed-briefings.js';
import { seedCommunications } from './seed-communications.js';
import { prepareAdoption } from '../adoption.scenario.js';
import { dataOf, type Ask, type Scenario } from '../scenario.js';
import {
  compiledReport,
  invite,
  submitMarked,
  tellerOf,
  type Made,
  type Mark,
  type Tenant,
} from './tenant.scenario.js';

/** Founds a coalition and gives it something of every kind. A worker must run. */
export async function seedTenant(scenario: Scenario, founder: Ask, mark: Mark): Promise<Tenant> {
  const text = (word: string) => `${mark.text} ${word}`;
  const code = (name: string) => `${mark.text}-${name}`;
  const email = (name: string) => `${mark.text}.${name}@example.org`;
  const { coalition } = await tellerOf(founder).tell('createCoalition', 'coalition { id }', {
    ...{ code: code('coalition'), name: text('coalition'), description: text('what it is for') },
  });
  const coalitionId = coalition!.id;
  const person = (name: string, role: string, ...organizationIds: string[]) =>
    invite(scenario, founder, { coalitionId, email: email(name), name: text(name), role, organizationIds });
  const backbone = await person('backbone', 'BACKBONE');
  const staff = tellerOf(backbone);
  const members = ['a', 'b', 'c', 'old'].map((name) => ({
    ...{ code: code(name), name: text(name), type: text('type'), attributes: { [code('key')]: text('attribute') } },
    identifiers: [`XX-REG-${code(name)}`],
  }));
  const { organizations: added } = await staff.tell<{ organizations: Made[] }>(
    'addOrganizations',
    'organizations { id }',
    {
      ...{ coalitionId, organizations: members },
    },
  );
  const organizations = Object.fromEntries(
    ['a', 'b', 'c', 'old'].map((name, i) => [name, added[i]!]),
  ) as Tenant['organizations'];
  const { a, b, c, old } = organizations;
  const partner = await person('partner', 'PARTNER', a.id);
  const otherPartner = await person('other', 'PARTNER', b.id);
  const people = {
    backbone,
    partner,
    otherPartner,
    funder: await person('funder', 'FUNDER'),
    observer: await person('observer', 'OBSERVER'),
  };
  await staff.tell('mergeOrganizations', 'merger { date }', {
    ...{ predecessorId: old.id, successorId: c.id, date: '2020-01-01', reason: text('merged') },
  });
  const group = { coalitionId, name: text('group'), purpose: text('purpose'), organizationIds: [a.id, b.id] };
  await staff.tell('createWorkingGroup', 'workingGroup { id }', group);

  const { goalId, ...agendas } = await seedAgendas(people, { coalitionId, mark, organizations });
  const measures = await seedMeasures(backbone, { coalitionId, mark, goalId });
  const submitted = await submitMarked({ ...people, coalitionId, mark });
  await seedActivities(people, {
    coalitionId,
    mark,
    organizations,
    goalId,
    measureId: measures.shared.id,
  });
  await seedBriefings({ ...people, coalitionId, mark, organizations });
  await seedCommunications({ ...people, coalitionId, mark, organizations });
  const span = { coalitionId, frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02' };
  // What is published tells totals of three organizations; what is not, every cell.
  const totals = { ...span, measureIds: [measures.shared.id], breakdowns: [] };
  const reports = {
    published: await compiledReport(backbone, { ...totals, title: text('published report') }),
    unpublished: await compiledReport(backbone, { ...span, title: text('unpublished report') }),
  };
  await staff.tell('publishReport', 'report { id }', { id: reports.published.id, audiences: ['COALITION', 'FUNDERS'] });
  const { reportDefinition } = await staff.tell('defineReport', 'reportDefinition { id }', {
    ...{ coalitionId, code: code('yearly'), title: text('report to come'), audiences: ['FUNDERS'] },
    ...{ frequency: 'MONTH', lastPeriods: 2, narrative: [{ kind: 'SUMMARY', text: text('summary') }] },
  });
  await staff.tell('setReportLogo', 'reportDefinition { id }', {
    ...{ definitionId: reportDefinition!.id, data: usualNames.data!(), alternative: text('logo'), reason: 'New' },
  });
  const rule = { time: '06:00', daysOfMonth: [1] };
  await staff.tell('scheduleReport', 'reportSchedule { id }', { definitionId: reportDefinition!.id, rule });
  const invited = {
    coalitionId,
    email: email('invited'),
    name: text('invited'),
    role: 'OBSERVER',
    organizationIds: [],
  };
  await staff.tell('invitePerson', 'invitation { id }', invited);
  const spare = await person('spare', 'OBSERVER');
  const { viewer } = dataOf(await spare<{ viewer: Made }>('{ viewer { id } }'));
  await seedDigests(scenario, { coalitionId, measures, mark });
  const key = { coalitionId, name: text('key'), role: 'PARTNER', scopes: ['SUBMIT'], organizationIds: [a.id] };
  const { secret } = await tellerOf(partner).tell<{ secret: string }>('createApiKey', 'secret', key);
  return {
    ...people,
    ...submitted,
    mark,
    coalitionId,
    organizations,
    measures,
    agendas,
    reports,
    submitKey: scenario.as(secret),
    sparePersonId: viewer.id,
  };
}

type Ours = Pick<Tenant, 'coalitionId' | 'mark' | 'organizations'>;
type Version = Made & { goals: Made[] };

async function seedAgendas(
  { backbone, partner, otherPartner }: Pick<Tenant, 'backbone' | 'partner' | 'otherPartner'>,
  { coalitionId, mark, organizations }: Ours,
): Promise<Tenant['agendas'] & { goalId: string }> {
  const { tell } = tellerOf(backbone);
  const text = (word: string) => `${mark.text} ${word}`;
  const { a, b } = organizations;
  const { bodyId, groupId, propose, adopt } = await prepareAdoption({
    ...{ coalitionId, backbone, text },
    seated: [
      { ask: partner, organizationId: a.id },
      { ask: otherPartner, organizationId: b.id },
    ],
  });
  const draft = async (word: string) => {
    const content = {
      ...{ vision: text(`vision ${word}`), problem: text('problem'), population: text('population') },
      ...{
        geography: text('geography'),
        guidingPrinciples: [text('principle')],
        inScope: [text('in')],
        outOfScope: [text('out')],
        statusQuo: [{ what: text('habit'), whoBenefits: text('some'), whatMustChange: text('rules') }],
      },
      goals: [
        {
          ...{ code: `${mark.text}-goal`, statement: text(`goal ${word}`), horizon: text('horizon') },
          ...{ population: text('everybody'), task: text('to count'), taskDue: '2030-01-01' },
        },
      ],
      strategies: [
        {
          ...{ code: `${mark.text}-way`, title: text('way'), description: text('how'), goalCode: `${mark.text}-goal` },
          ...{ groupId, barrier: text('barrier'), doneDifferently: text('other way'), why: text('because') },
          changeLevel: 'INSTITUTIONAL',
        },
      ],
    };
    return (await tell<{ agenda: Version }>('draftAgenda', 'agenda { id goals { id } }', { coalitionId, ...content }))
      .agenda;
  };
  await seedBackbone({ backbone, partner }, { coalitionId, mark, organizations, bodyId });
  const adopted = await draft('adopted');
  await propose(adopted.id);
  await adopt(adopted.id);
  const proposed = await draft('proposed');
  await propose(proposed.id);
  // An input that waits would keep an agenda from being proposed.
  await seedDesk({ backbone, coalitionId, mark });
  const pledge = {
    agendaId: proposed.id,
    organizationId: organizations.a.id,
    kind: 'SUPPORT',
    statement: text('statement'),
  };
  await tellerOf(partner).tell('pledgeToAgenda', 'pledge { id }', pledge);
  const statement = { goalId: adopted.goals[0]!.id, organizationId: a.id, text: text('our part') };
  await tellerOf(partner).tell('stateAlignment', 'alignmentStatement { id }', statement);
  return { adopted, proposed, draft: await draft('of a draft'), goalId: adopted.goals[0]!.id };
}

async function seedMeasures(
  backbone: Ask,
  { coalitionId, mark, goalId }: Pick<Tenant, 'coalitionId' | 'mark'> & { goalId: string },
): Promise<Tenant['measures']> {
  const { tell } = tellerOf(backbone);
  const text = (word: string) => `${mark.text} ${word}`;
  const code = (name: string) => `${mark.text}-${name}`;
  const categories = [{ code: code('f'), name: text('female') }];
  await tell('createDimensions', 'dimensions { id }', {
    ...{ coalitionId, dimensions: [{ code: code('sex'), name: text('sex'), categories }] },
  });
  const definitions = ['shared', 'alone', 'few'].map((name) => ({
    ...{ code: code(name), name: text(name), description: text('definition'), unit: text('unit'), numberKind: 'COUNT' },
    ...{ direction: 'INCREASE', frequency: 'MONTH', goalIds: [goalId] },
    breakdowns: [{ dimensionCodes: [code('sex')], additive: false }],
    references: [{ vocabulary: code('vocabulary'), code: code('reference') }],
  }));
  const { measures } = await tell<{ measures: Made[] }>('createMeasures', 'measures { id }', {
    coalitionId,
    measures: definitions,
  });
  const [shared, alone, few] = measures as [Made, Made, Made];
  const target = { value: String(mark.number + 101), source: text('source') };
  await tell('setTargets', 'measure { id }', { measureId: shared.id, targets: [target] });
  await tell('setBaseline', 'measure { id }', {
    measureId: shared.id,
    period: '2023-12',
    value: String(mark.number + 102),
  });
  return { shared, alone, few };
}

async function seedActivities(
  { backbone, partner }: Pick<Tenant, 'backbone' | 'partner'>,
  { coalitionId, mark, organizations, goalId, measureId }: Ours & { goalId: string; measureId: string },
): Promise<void> {
  const { tell } = tellerOf(partner);
  const text = (word: string) => `${mark.text} ${word}`;
  const { a, b } = organizations;
  const activity = async (word: string, ask = partner, lead = a.id) => {
    const what = {
      coalitionId,
      title: text(word),
      description: text('what'),
      kind: 'PROGRAM',
      leadOrganizationId: lead,
    };
    const serves = {
      ...{ goalIds: [goalId], measureIds: [measureId], partnerOrganizationIds: [b.id], place: text('place') },
      ...{
        beyondExisting: text('beyond'),
        inKind: text('a lorry'),
        budget: String(mark.number + 301),
        currency: 'EUR',
      },
      effects: [{ measureId, lagMonths: 6, evidence: 'WEAK' }],
    };
    return (await tellerOf(ask).tell('createActivity', 'activity { id }', { ...what, ...serves })).activity!.id;
  };
  const [one, two] = [await activity('activity'), await activity('second activity')];
  await tell('addMilestone', 'milestone { id }', { activityId: one, title: text('milestone') });
  await tell('commitResource', 'resource { id }', {
    ...{ activityId: one, organizationId: a.id, kind: 'FUNDING', description: text('grant'), unit: 'EUR' },
    amount: String(mark.number + 201),
  });
  const seen = { fromWhom: text('neighbour'), text: text('too loud') };
  await tell('recordOutsidePerspective', 'outsidePerspective { id }', { activityId: one, ...seen });
  const trial = { hypothesis: text('calmer'), safeBounds: text('bounds'), stopCondition: text('a fall') };
  await tell('planTrial', 'trial { id }', { activityId: one, ...trial, reviewOn: '2099-01-01' });
  await tell('linkActivities', 'link { id }', {
    fromActivityId: one,
    toActivityId: two,
    kind: 'FEEDS',
    note: text('link'),
  });
  const { conversation } = await tell('logConversation', 'conversation { id }', {
    ...{
      coalitionId,
      title: text('meeting'),
      notes: text('notes'),
      channel: 'MEETING',
      heldAt: '2024-01-02T09:00:00Z',
    },
    ...{
      participants: [{ organizationId: a.id, names: [text('Ada')] }],
      hostOrganizationIds: [a.id],
      hostNames: [text('host')],
    },
    ...{ agendaItems: [{ topic: text('topic'), purpose: 'TALK' }], activityIds: [one] },
  });
  const conversationId = conversation!.id;
  const decision = { conversationId, text: text('decided'), why: text('why') };
  const { decision: decided } = await tell('recordDecision', 'decision { id }', decision);
  const { commitment } = await tell('offerCommitment', 'commitment { id }', {
    ...{ coalitionId, conversationId, activityId: one, decisionId: decided!.id, kind: 'RESOURCE', dueOn: '2999-03-01' },
    ...{ title: text('to do'), description: text('how'), holderOrganizationIds: [a.id], holderNames: [text('holder')] },
    ...{ counterpartOrganizationId: b.id, amount: '5', unit: text('unit') },
  });
  const move = { id: commitment!.id, dueOn: '2999-04-01', reason: text('later') };
  await tell('acceptCommitment', 'commitment { id }', { id: commitment!.id, organizationId: a.id });
  await tell('renegotiateCommitment', 'commitment { id }', move);
  await tell('askForHelp', 'commitment { id }', { id: commitment!.id, text: text('help') });
  const elsewhere = { title: text('backbone meeting'), notes: text('backbone notes'), channel: 'MEETING' };
  await tellerOf(backbone).tell('logConversation', 'conversation { id }', {
    ...{ coalitionId, ...elsewhere, heldAt: '2024-01-03T09:00:00Z', participants: [{ organizationId: b.id }] },
  });
}

/** Runs a worker beside the scenario until `end`. */
export async function startWorker(scenario: Scenario): Promise<() => Promise<void>> {
  const { child } = await startProcess('worker', environmentOf('worker', scenario.database));
  return () => stopProcess(child);
}
