import { randomUUID } from 'node:crypto';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

interface Submitted {
  submitMeasurements: {
    created: number | null;
    changed: number | null;
    unchanged: number | null;
    refused: number | null;
    replayed: boolean | null;
    submissions: { id: string; state: string; organization: { code: string } }[] | null;
    userErrors: { code: string; field: string[]; message: string }[];
  };
}

interface Seen {
  organization: { code: string };
  period: string;
  state: string;
}

/** A coalition with a measure of every kind, and an organization ("late") that joined in June 2024. */
export interface SubmissionsScenario extends CoalitionScenario {
  measureIds: Record<string, string>;
  submit(ask: Ask, values: object[], options?: object): Promise<Answer<Submitted>>;
  submissionsSeenBy(ask: Ask): Promise<Seen[]>;
}

const dimensions = [
  {
    ...{ code: 'sex', name: 'Sex' },
    categories: [
      { code: 'f', name: 'Female' },
      { code: 'm', name: 'Male' },
    ],
  },
  { code: 'band', name: 'Age band', categories: [{ code: 'young', name: 'Young' }] },
];
const measures = [
  {
    ...{ code: 'people', name: 'People', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE' },
    ...{ frequency: 'MONTH', breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
  },
  { code: 'money', name: 'Money', unit: 'USD', numberKind: 'AMOUNT', direction: 'INCREASE', frequency: 'MONTH' },
  {
    ...{ code: 'rate', name: 'Rate', unit: 'percent', numberKind: 'RATIO', factor: 100, direction: 'INCREASE' },
    frequency: 'MONTH',
  },
];
const prepare = `mutation($organizations: AddOrganizationsInput!, $dimensions: CreateDimensionsInput!, $measures: CreateMeasuresInput!) {
  addOrganizations(input: $organizations) { organizations { id } userErrors { message } }
  createDimensions(input: $dimensions) { userErrors { message } }
  createMeasures(input: $measures) { measures { id code } userErrors { message } } }`;
const mutation = `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) {
  created changed unchanged refused replayed submissions { id state organization { code } } userErrors { code field message } } }`;
const seen = `query($id: ID!) { submissions(coalitionId: $id, first: 100) { nodes { state period organization { code } } } }`;

export async function startSubmissionsScenario(through?: (url: string) => string): Promise<SubmissionsScenario> {
  const s = await startCoalitionScenario(through);
  const { coalitionId } = s;
  const made = dataOf(
    await s.backbone<{ createMeasures: { measures: { id: string; code: string }[] } }>(prepare, {
      organizations: { coalitionId, organizations: [{ code: 'late', name: 'Late', from: '2024-06-01' }] },
      dimensions: { coalitionId, dimensions },
      measures: { coalitionId, measures },
    }),
  );
  return {
    ...s,
    measureIds: Object.fromEntries(made.createMeasures.measures.map(({ code, id }) => [code, id])),
    submit: (ask, values, options = {}) =>
      ask<Submitted>(mutation, { input: { coalitionId, idempotencyKey: randomUUID(), values, ...options } }),
    submissionsSeenBy: async (ask) =>
      dataOf(await ask<{ submissions: { nodes: Seen[] } }>(seen, { id: coalitionId })).submissions.nodes,
  };
}

export const cell = (changes: object = {}) => ({
  organization: 'a',
  measure: 'people',
  period: '2024-01',
  number: { value: '5' },
  ...changes,
});
