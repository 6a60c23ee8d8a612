import { adoptersOf, prepareAdoption, readyTexts, task } from './adoption.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

export type Verb = (typeof verbs)[number];
export interface Made {
  id: string;
}
export type Payload = Record<string, Made & Record<string, unknown>> & {
  userErrors: { code: string; field: string[]; message: string }[];
};

/** Every mutation of the room with its input's type and what it answers with. */
export const verbs = [
  ['createActivity', 'CreateActivityInput', 'activity { id status }'],
  ['updateActivity', 'UpdateActivityInput', 'activity { id title }'],
  ['startActivity', 'MoveActivityInput', 'activity { id status }'],
  ['pauseActivity', 'HaltActivityInput', 'activity { id status statusReason }'],
  ['resumeActivity', 'MoveActivityInput', 'activity { id status }'],
  ['addMilestone', 'AddMilestoneInput', 'milestone { id doneAt activity { title } }'],
  ['completeMilestone', 'CompleteMilestoneInput', 'milestone { id doneAt }'],
  ['reopenMilestone', 'ReopenMilestoneInput', 'milestone { id doneAt }'],
  ['linkActivities', 'LinkActivitiesInput', 'link { id kind from { title } to { title } }'],
  ['unlinkActivities', 'UnlinkActivitiesInput', 'link { id unlinkedAt }'],
  ['commitResource', 'CommitResourceInput', 'resource { id amount unit organization { code } activity { title } }'],
  ['withdrawResource', 'WithdrawResourceInput', 'resource { id withdrawnAt }'],
  ['recordOutsidePerspective', 'RecordOutsidePerspectiveInput', 'outsidePerspective { id text activity { id } }'],
  [
    'disposeOfOutsidePerspective',
    'DisposeOfOutsidePerspectiveInput',
    'outsidePerspective { id disposition whatChanged }',
  ],
  ['skipOutsidePerspective', 'SkipOutsidePerspectiveInput', 'outsidePerspective { id skipReason }'],
  ['planTrial', 'PlanTrialInput', 'trial { id state }'],
  ['changeTrial', 'ChangeTrialInput', 'trial { id reviewOn }'],
  ['startTrial', 'StartTrialInput', 'trial { id state }'],
  ['endTrial', 'EndTrialInput', 'trial { id state outcome outcomeText }'],
  ['dropTrial', 'DropTrialInput', 'trial { id state stateReason }'],
  ['finishActivity', 'MoveActivityInput', 'activity { id status }'],
  ['stopActivity', 'HaltActivityInput', 'activity { id status }'],
] as const;

/** For the lead of the other activity alone. */
const confirmation = ['confirmLink', 'ConfirmLinkInput', 'link { id confirmedAt }'] as const;
type Told = Verb | typeof confirmation;

/** A coalition with an adopted agenda, and what tells its activities. */
export interface ActivitiesScenario extends CoalitionScenario {
  /** What an activity has to serve before it starts. */
  served: { goalIds: string[]; groupIds: string[] };
  strategyIds: string[];
  create(ask: Ask, title: string, more?: object): Promise<string>;
  /** One of everything, and an input for each verb that would be fine from whoever may. */
  prepare(): Promise<Record<Verb[0], object>>;
}

export async function startActivitiesScenario(): Promise<ActivitiesScenario> {
  const s = await startCoalitionScenario();
  const agenda = await adoptAgenda(s);
  const scenario: ActivitiesScenario = {
    ...{ ...s, ...agenda },
    create: (ask, title, more) => create(s, ask, title, more),
    prepare: () => prepare(scenario),
  };
  return scenario;
}

export async function tell(ask: Ask, name: Told[0], input: object): Promise<Answer<Record<string, Payload>>> {
  const [, type, selection] = [...verbs, confirmation].find(([verb]) => verb === name)!;
  return ask<Record<string, Payload>>(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`,
    { input },
  );
}

/** Tells and expects that it was done. */
export async function done(ask: Ask, name: Told[0], input: object): Promise<Made & Record<string, unknown>> {
  const payload = dataOf(await tell(ask, name, input))[name]!;
  const { userErrors: _, ...made } = payload;
  return Object.values(made)[0] as Made & Record<string, unknown>;
}

async function create(s: CoalitionScenario, ask: Ask, title: string, more: object = {}): Promise<string> {
  const input = { coalitionId: s.coalitionId, title, kind: 'PROGRAM', leadOrganizationId: s.organizationIds['a'] };
  return (await done(ask, 'createActivity', { ...input, ...more })).id;
}

async function adoptAgenda(s: CoalitionScenario) {
  const agenda = {
    problem: 'Deaths on our roads',
    vision: 'None',
    population: 'Everybody who uses a road',
    geography: 'The county',
    ...readyTexts,
    goals: [{ code: 'deaths', statement: 'Halve road deaths.', ...task }],
    strategies: [{ code: 'speed', title: 'Slow down.', goalCode: 'deaths' }],
  };
  const drafted = dataOf(
    await s.backbone<{ draftAgenda: { agenda: Made & { goals: Made[]; strategies: Made[] } } }>(
      `mutation($input: DraftAgendaInput!) { draftAgenda(input: $input) { agenda { id goals { id } strategies { id } } userErrors { message } } }`,
      { input: { coalitionId: s.coalitionId, ...agenda } },
    ),
  ).draftAgenda.agenda;
  const { propose, adopt, groupId } = await prepareAdoption(adoptersOf(s));
  await propose(drafted.id);
  await adopt(drafted.id);
  const idsOf = (made: Made[]) => made.map(({ id }) => id);
  return { served: { goalIds: idsOf(drafted.goals), groupIds: [groupId] }, strategyIds: idsOf(drafted.strategies) };
}

async function prepare(s: ActivitiesScenario): Promise<Record<Verb[0], object>> {
  const [a, id, other] = [
    s.organizationIds['a'],
    await s.create(s.partner, 'Crossings', s.served),
    await s.create(s.partner, 'Lights'),
  ];
  const paused = await s.create(s.partner, 'Paused', s.served);
  const active = await s.create(s.partner, 'Active', s.served);
  for (const one of [paused, active]) await done(s.partner, 'startActivity', { id: one });
  await done(s.partner, 'pauseActivity', { id: paused, reason: 'Winter' });
  const open = await done(s.partner, 'addMilestone', { activityId: id, title: 'Open' });
  const reached = await done(s.partner, 'addMilestone', { activityId: id, title: 'Reached' });
  await done(s.partner, 'completeMilestone', { id: reached.id });
  const link = await done(s.partner, 'linkActivities', { fromActivityId: id, toActivityId: other, kind: 'FEEDS' });
  const commitment = { activityId: id, organizationId: a, kind: 'FUNDING', description: 'Grant', amount: '10.50' };
  const resource = await done(s.partner, 'commitResource', commitment);
  const seen = { fromWhom: 'A teacher', text: 'Ask the children.' };
  const received = await done(s.partner, 'recordOutsidePerspective', { activityId: id, ...seen });
  const bounds = { safeBounds: 'Nobody walks further.', stopCondition: 'A fall', reviewOn: '2099-01-01' };
  const trial = async () =>
    (await done(s.partner, 'planTrial', { activityId: id, hypothesis: 'Calmer', ...bounds })).id;
  const [planned, spare, running] = [await trial(), await trial(), await trial()];
  await done(s.partner, 'startTrial', { id: running });
  const asked = await askedOf(s, active);
  return {
    createActivity: { coalitionId: s.coalitionId, title: 'New', kind: 'POLICY', leadOrganizationId: a },
    updateActivity: { id, title: 'Safer crossings' },
    startActivity: { id },
    pauseActivity: { id: active, reason: 'Winter' },
    resumeActivity: { id: paused },
    addMilestone: { activityId: id, title: 'Painted', dueDate: '2026-05-01' },
    completeMilestone: { id: open.id, doneAt: '2026-01-05T10:00:00+01:00' },
    reopenMilestone: { id: reached.id },
    linkActivities: { fromActivityId: id, toActivityId: other, kind: 'ENABLES' },
    unlinkActivities: { id: link.id, reason: 'Not any more' },
    commitResource: { ...commitment, kind: 'STAFF_TIME', unit: 'hours' },
    withdrawResource: { id: resource.id },
    recordOutsidePerspective: { activityId: id, ...seen },
    disposeOfOutsidePerspective: { id: received.id, disposition: 'PARTLY', whatChanged: 'The hours' },
    skipOutsidePerspective: { id: asked, reason: 'We know nobody' },
    planTrial: { activityId: id, hypothesis: 'Quieter' },
    changeTrial: { id: planned, reviewOn: '2099-02-01' },
    startTrial: { id: planned },
    endTrial: { id: running, outcome: 'DID_NOT_WORK', outcomeText: 'As loud as before' },
    dropTrial: { id: spare, reason: 'No lamps' },
    finishActivity: { id: paused },
    stopActivity: { id: other, reason: 'No money' },
  };
}

/** The invitation that the start of an activity left open. */
async function askedOf(s: CoalitionScenario, id: string): Promise<string> {
  const query = `query($id: ID!) { activity(id: $id) { outsidePerspectives { id } } }`;
  const { activity } = dataOf(await s.partner<{ activity: { outsidePerspectives: [Made] } }>(query, { id }));
  return activity.outsidePerspectives[0].id;
}

export const drawMap = `query($id: ID!) { reinforcementMap(coalitionId: $id) {
  figures { reinforcementDensity { value } } nodes { activity { title } x y component isolated }
  links { kind from { title } to { title } } components { activities { title } } cycles { activities { title } }
  isolatedActivities { title } criticalPath { milestone { title } dueDate slackDays } goalsWithoutActivity { code }
  possibleOverlaps { activities { title } groups { name } goalCodes place }
  notReferred { activity { title } group { name } couldReferTo { title } } } }`;

interface Titled {
  title: string;
}
export interface Drawn {
  reinforcementMap: Record<string, unknown> & {
    nodes: { activity: Titled; component: number; isolated: boolean }[];
    possibleOverlaps: { activities: Titled[] }[];
    notReferred: { activity: Titled; group: object; couldReferTo: Titled[] }[];
  };
}
