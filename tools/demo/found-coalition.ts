import { formatPeriod } from '@keelson/measures';
import { chunksOf, inParallel, ApiRefusal, type ApiClient } from './api-client.js';
import type { TidyFolder } from './tidy-folder.js';

export interface Coalition {
  id: string;
  code: string;
  organizationIds: Map<string, string>;
  measureIds: Map<string, string>;
}

/** The most objects that the API takes in one list. */
const batch = 250;

/** Founds the coalition, with its organizations, dimensions, measures and targets, through the API. */
export async function foundCoalition(
  api: ApiClient,
  folder: TidyFolder,
  named: { code: string; name: string; yearStart: number },
): Promise<Coalition> {
  const { id, code } = await createCoalition(api, named);
  const organizationIds = new Map<string, string>();
  for (const organizations of chunksOf(folder.organizations, batch)) {
    const answer = await api.ask<{ organizations: { id: string; code: string }[] }>(
      `mutation($input: AddOrganizationsInput!) {
        addOrganizations(input: $input) { organizations { id code } userErrors { code field message } } }`,
      { input: { coalitionId: id, organizations } },
    );
    answer.organizations.forEach((organization) => organizationIds.set(organization.code, organization.id));
  }
  await createDimensions(api, id, folder);
  return { id, code, organizationIds, measureIds: await createMeasures(api, id, folder) };
}

/** The next free code: name, name-2, name-3 … */
async function createCoalition(
  api: ApiClient,
  { code, name, yearStart }: { code: string; name: string; yearStart: number },
): Promise<{ id: string; code: string }> {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `-${n}`;
    try {
      const answer = await api.ask<{ coalition: { id: string; code: string } }>(
        `mutation($input: CreateCoalitionInput!) {
          createCoalition(input: $input) { coalition { id code } userErrors { code field message } } }`,
        { input: { code: code + suffix, name: name + suffix.replace('-', ' '), yearStartMonth: yearStart } },
      );
      return answer.coalition;
    } catch (error) {
      if (!(error instanceof ApiRefusal && error.problems.some((problem) => problem.code === 'TAKEN'))) throw error;
    }
  }
}

async function createDimensions(api: ApiClient, coalitionId: string, folder: TidyFolder): Promise<void> {
  const dimensions = folder.dimensions.map(({ code, categories }) => ({
    code,
    name: nameOf(code),
    categories: categories.map((category) => ({ code: category, name: nameOf(category) })),
  }));
  if (dimensions.length === 0) return;
  await api.ask(
    `mutation($input: CreateDimensionsInput!) {
      createDimensions(input: $input) { dimensions { id code } userErrors { code field message } } }`,
    { input: { coalitionId, dimensions } },
  );
}

async function createMeasures(api: ApiClient, coalitionId: string, folder: TidyFolder): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const chunk of chunksOf(folder.measures, batch)) {
    const measures = chunk.map(({ target: _target, targetSource: _source, ...measure }) => measure);
    const answer = await api.ask<{ measures: { id: string; code: string }[] }>(
      `mutation($input: CreateMeasuresInput!) {
        createMeasures(input: $input) { measures { id code } userErrors { code field message } } }`,
      { input: { coalitionId, measures } },
    );
    answer.measures.forEach(({ id, code }) => ids.set(code, id));
  }
  const withTarget = folder.measures.filter(({ target }) => target !== null);
  await inParallel(withTarget, 4, ({ code, target, targetSource }) =>
    api.ask(
      `mutation($input: SetTargetsInput!) {
        setTargets(input: $input) { measure { id } userErrors { code field message } } }`,
      { input: { measureId: ids.get(code), targets: [{ value: target, source: targetSource }] } },
    ),
  );
  return ids;
}

/** `15_to_17` reads "15 to 17". */
function nameOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The value as submitMeasurements takes it. */
export function inputOf({ organization, measure, period, categories, number }: TidyFolder['values'][number]): object {
  return { organization, measure, period: formatPeriod(period), categories, number };
}
