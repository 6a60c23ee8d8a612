import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

const mutations = {
  createDimensions: ['CreateDimensionsInput', 'dimensions { code categories { code } }'],
  addCategories: ['AddCategoriesInput', 'dimension { categories { code } }'],
  createMeasures: ['CreateMeasuresInput', 'measures { code versions { factor breakdowns { dimensionCodes } } }'],
  updateMeasure: ['UpdateMeasureInput', 'measure { name goals { code } }'],
  reviseMeasure: ['ReviseMeasureInput', 'measure { versions { number unit comparability } }'],
  setTargets: ['SetTargetsInput', 'measure { targets { period value tolerance } }'],
  setBaseline: ['SetBaselineInput', 'measure { baseline { period value notApplicableReason } }'],
  assignMeasure: ['AssignMeasureInput', 'measure { code }'],
  retireCategory: [null, 'category { code retiredAt }'],
  reactivateCategory: [null, 'category { code retiredAt }'],
  mergeCategories: [
    'MergeCategoriesInput',
    'dimension { categories { code merger { firstPeriodStart reason into { code } } } }',
  ],
  retireMeasure: [null, 'measure { code retiredAt }'],
} as const;
export type Verb = keyof typeof mutations;
export const verbs = Object.keys(mutations) as Verb[];
type Done = Record<string, unknown> & { userErrors: { code: string; field: string[]; message: string }[] };

export interface MeasuresScenario extends CoalitionScenario {
  /** What each verb is told, so that it is right from backbone staff. */
  right: Record<Verb, Record<string, unknown>>;
  /** What another coalition has. */
  foreign: { goalId: string; organizationId: string };
  /** All that the verbs can change, and the history. */
  lookAtAll(ask?: Ask): Promise<Record<string, object>>;
}

const everything = `query($id: ID!, $measure: ID!, $dimension: ID!) {
  dimensions(coalitionId: $id) { nodes { code name categories { code retiredAt merger { reason } } } }
  measures(coalitionId: $id, filter: { retired: true }) { nodes { code name retiredAt goals { code }
    versions { number unit factor breakdowns { dimensionCodes } } targets { period value } baseline { value notApplicableReason } } }
  ofMeasure: history(subjectId: $measure) { nodes { verb after } }
  ofDimension: history(subjectId: $dimension) { nodes { verb after } } }`;

export const measure = (code: string, changes: object = {}) => ({
  ...{ code, name: code, unit: 'people', numberKind: 'COUNT', direction: 'DECREASE', frequency: 'MONTH' },
  ...changes,
});
export const x = { code: 'x', name: 'X' };

export function tell(ask: Ask, verb: Verb, variables: object): Promise<Answer<{ done: Done }>> {
  const [type, selection] = mutations[verb];
  const [declared, given] = type
    ? [`$input: ${type}!`, 'input: $input']
    : ['$id: ID!, $reason: String!', 'id: $id, reason: $reason'];
  return ask<{ done: Done }>(
    `mutation(${declared}) { done: ${verb}(${given}) { ${selection} userErrors { code field message } } }`,
    type ? { input: variables } : variables,
  );
}

/** A coalition with a dimension, a measure and a goal, and something of each elsewhere. */
export async function startMeasuresScenario(): Promise<MeasuresScenario> {
  const s = await startCoalitionScenario();
  const { coalitionId } = s;
  const make = `mutation($dimensions: CreateDimensionsInput!, $measures: CreateMeasuresInput!, $agenda: DraftAgendaInput!) {
    createDimensions(input: $dimensions) { dimensions { id categories { id } } userErrors { message } }
    createMeasures(input: $measures) { measures { id } userErrors { message } }
    draftAgenda(input: $agenda) { agenda { goals { id } } userErrors { message } } }`;
  const agenda = { coalitionId, goals: [{ code: 'deaths', statement: 'Halve road deaths.' }] };
  const dimensions = [{ code: 'sex', name: 'Sex', categories: [{ code: 'f', name: 'Female' }] }];
  const made = dataOf(
    await s.backbone<{
      createDimensions: { dimensions: { id: string; categories: { id: string }[] }[] };
      createMeasures: { measures: { id: string }[] };
      draftAgenda: { agenda: { goals: { id: string }[] } };
    }>(make, {
      dimensions: { coalitionId, dimensions: [...dimensions, { code: 'area', name: 'Area', categories: [x] }] },
      measures: {
        coalitionId,
        measures: [measure('deaths', { unit: 'deaths', breakdowns: [{ dimensionCodes: ['sex'], additive: true }] })],
      },
      agenda,
    }),
  );
  const dimension = made.createDimensions.dimensions[0]!;
  const measureId = made.createMeasures.measures[0]!.id;
  const goalIds = [made.draftAgenda.agenda.goals[0]!.id];
  const again = { id: measureId, unit: 'people', numberKind: 'COUNT', firstPeriod: '2025-01' };
  const right = {
    createDimensions: { coalitionId, dimensions: [{ code: 'band', name: 'Age band', categories: [x] }] },
    addCategories: { dimensionId: dimension.id, categories: [{ code: 'm', name: 'Male' }] },
    createMeasures: { coalitionId, measures: [measure('rate', { numberKind: 'RATIO', factor: 1000, goalIds })] },
    updateMeasure: { id: measureId, name: 'Road deaths', goalIds },
    reviseMeasure: { ...again, comparability: 'BRIDGED', bridgeFactor: '1.25', reason: 'Injured ones too' },
    setTargets: {
      measureId,
      targets: [{ period: '2025', value: '9', categories: [{ dimension: 'sex', category: 'f' }] }],
    },
    setBaseline: { measureId, period: '2020', value: '12.5' },
    assignMeasure: { measureId, assignments: [{ organizationId: s.organizationIds['b'], from: '2025-01-01' }] },
    retireCategory: { id: dimension.categories[0]!.id, reason: 'Not asked any more' },
    reactivateCategory: { id: dimension.categories[0]!.id, reason: 'Asked again' },
    mergeCategories: { dimensionId: dimension.id, from: ['f'], into: 'm', firstPeriod: '2025-01', reason: 'One form' },
    retireMeasure: { id: measureId, reason: 'Counted elsewhere' },
  };
  const ids = { id: coalitionId, measure: measureId, dimension: dimension.id };
  return {
    ...s,
    right,
    foreign: await makeElsewhere(s),
    lookAtAll: async (ask = s.backbone) => dataOf(await ask<Record<string, object>>(everything, ids)),
  };
}

/** What an outsider has in a coalition of their own. */
async function makeElsewhere(s: CoalitionScenario): Promise<MeasuresScenario['foreign']> {
  const mine = `{ coalitions { nodes { id } } }`;
  const { coalitions } = dataOf(await s.outsider<{ coalitions: { nodes: { id: string }[] } }>(mine));
  const coalitionId = coalitions.nodes[0]!.id;
  const make = `mutation($agenda: DraftAgendaInput!, $organizations: AddOrganizationsInput!) {
    draftAgenda(input: $agenda) { agenda { goals { id } } userErrors { message } }
    addOrganizations(input: $organizations) { organizations { id } userErrors { message } } }`;
  const made = dataOf(
    await s.outsider<{
      draftAgenda: { agenda: { goals: { id: string }[] } };
      addOrganizations: { organizations: { id: string }[] };
    }>(make, {
      agenda: { coalitionId, goals: [{ code: 'theirs', statement: 'Their goal.' }] },
      organizations: { coalitionId, organizations: [{ code: 'z', name: 'Z' }] },
    }),
  );
  return {
    goalId: made.draftAgenda.agenda.goals[0]!.id,
    organizationId: made.addOrganizations.organizations[0]!.id,
  };
}
