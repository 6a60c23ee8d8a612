import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { countStatements, type StatementCounter } from './count-statements.js';
import { makeDozens, type DozenIds } from './dozen.scenario.js';
import { dataOf } from './scenario.js';

let counter: StatementCounter;
let s: CoalitionScenario;
let ids: DozenIds;
beforeAll(async () => {
  counter = await countStatements(process.env['KEELSON_TEST_DATABASE'] ?? '');
  s = await startCoalitionScenario(counter.through);
  ids = await makeDozens(s);
}, 120_000);
afterAll(async () => {
  await s?.stop();
  counter?.close();
});

const inCoalition = (list: string, selection: string, page = 'first: $n') =>
  `query($n: Int!, $coalitionId: ID!) { ${list}(coalitionId: $coalitionId, ${page}) { nodes { ${selection} } } }`;

/*
 * Every list with all that its items lead to. What leads to the same type on two ways is asked for apart, because two
 * ways may or may not meet in one statement.
 */
const lists: Record<string, string> = {
  organizations: inCoalition(
    'organizations',
    'code memberships { role } mergedInto { date successor { code } } continues { date predecessor { code } }',
    'first: $n, filter: { search: "old" }',
  ),
  'role grants': inCoalition('roleGrants', 'role person { email } organization { code }', 'last: $n'),
  people: inCoalition('roleGrants', 'person { roles { role coalition { code } } }', 'last: $n'),
  invitations: inCoalition('invitations', 'state invitedBy { email } organizations { code } acceptedBy { name }'),
  'working groups': inCoalition('workingGroups', 'name organizations { code }'),
  'API keys': inCoalition('apiKeys', 'name organizations { code }'),
  agendas: inCoalition(
    'agendas',
    'version basedOn { version } coalition { code } goals { code strategies { code } } pledgeFigures { own }',
  ),
  'agendas with strategies': inCoalition('agendas', 'version strategies { code goal { code } }'),
  'agendas with current goals': inCoalition('agendas', 'version goals { code current { code } }'),
  pledges: `query($n: Int!, $agendaId: ID!) { pledges(agendaId: $agendaId, first: $n) {
    nodes { kind agenda { version } organization { code } person { email } } } }`,
  dimensions: inCoalition('dimensions', 'code categories { code }'),
  measures: inCoalition(
    'measures',
    'code versions { number operands { measure { code } } breakdowns { dimensionCodes } } targets { value } baseline { value } goals { code agenda { version } }',
  ),
  submissions: inCoalition('submissions', 'state organization { code } corrections { state proposedBy { email } }'),
  'submissions with windows': inCoalition('submissions', 'state window { dueOn daysLate }'),
  'outstanding cells': inCoalition(
    'outstanding',
    'dueOn organization { code } measure { code } submission { window { daysLate } }',
    'first: $n, filter: { firstPeriod: "2025-01", lastPeriod: "2025-01" }',
  ),
  reminders: inCoalition('reminders', 'late organization { code } submissions { period measures { code } }'),
  extensions: inCoalition('reportingExtensions', 'period organization { code } grantedBy { email }'),
  activities: inCoalition(
    'activities',
    `title leadOrganization { code } partnerOrganizations { code } goals { code } strategies { code } measures { code }
     milestones { title } links { kind from { title } to { title } } resources { kind }`,
  ),
  'activities with resources': inCoalition('activities', 'title resources { organization { code } }'),
  conversations: inCoalition(
    'conversations',
    `title participants { organization { code } } agendaItems { topic } decisions { text supersededBy { text } }
     commitments { dueOn overdue } activities { title } agenda { version } loggedBy { email }`,
  ),
  'conversations with hosts': inCoalition('conversations', 'title hosts { code } decisions { supersedes { text } }'),
  'conversations with notes': inCoalition(
    'conversations',
    `title body { name } changedActivities { title } notesDueOn notesLate differingNotes { text organization { code } }
     sustaining { nextStep } power { noneBecause } voices { present turns ratio group { name } }`,
  ),
  decisions: inCoalition('decisions', 'text conversation { title }'),
  'decisions with reviews': inCoalition('decisions', 'text activities { title } reviews { findings nextReviewOn }'),
  'decision register': inCoalition('decisionRegister', 'source text standing'),
  commitments: inCoalition(
    'commitments',
    `dueOn overdue holders { code } acceptedBy { code } counterpart { code } conversation { title } activity { title }
     decision { text } bodyDecision { text } asset { kind } renegotiations { toDueOn }`,
  ),
  hits: inCoalition('search', 'kind node { __typename id }', 'text: "paint", kinds: [COMMITMENT], first: $n'),
  reports: inCoalition('reports', 'title state coalition { code } requestedBy { email }'),
  history: `query($n: Int!, $measureId: ID!) { history(subjectId: $measureId, first: $n) { nodes { verb person { email } } } }`,
};

describe("a page's SQL statements", () => {
  it.each(Object.keys(lists))('do not depend on how many %s it shows', async (list) => {
    const page = (n: number) =>
      counter.during(async () => {
        const [found] = Object.values(dataOf(await s.backbone<Record<string, object>>(lists[list]!, { n, ...ids })));
        expect(found && 'nodes' in found ? found.nodes : found).toHaveLength(n);
      });
    await page(12); // opens the connections
    const one = await page(1);
    expect(one.length).toBeGreaterThan(3);
    expect(await page(12)).toEqual(one);
  });
});
