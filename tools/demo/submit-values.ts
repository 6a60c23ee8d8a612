import { chunksOf, inParallel, ApiRefusal, type ApiClient } from './api-client.js';
import { inputOf, type Coalition } from './found-coalition.js';
import { TidyFolderError } from './faults.js';
import type { TidyFolder, TidyValue } from './tidy-folder.js';

export interface Submitted {
  created: number;
  changed: number;
  unchanged: number;
  submissionIds: string[];
}

/** The API takes 5,000 values in one batch and 1 MB in one request. */
const mostValues = 5_000;
const mostCharacters = 900_000;
/** Organizations that submit at the same time. */
const width = 8;

/** Every value as its partner: with a key that speaks for that one organization only. */
export async function submitValues(
  api: ApiClient,
  coalition: Coalition,
  folder: TidyFolder,
  progress: (done: number) => void,
): Promise<Submitted> {
  const batches = [...groupByOrganization(folder.values)];
  const total: Submitted = { created: 0, changed: 0, unchanged: 0, submissionIds: [] };
  let done = 0;
  await inParallel(batches, width, async ([organization, values]) => {
    const partner = api.as(await createKey(api, coalition, organization));
    for (const [i, batch] of batchesOf(values).entries()) {
      const answer = await submitBatch(partner, coalition.id, `${organization}:${i}`, batch);
      total.created += answer.created;
      total.changed += answer.changed;
      total.unchanged += answer.unchanged;
      total.submissionIds.push(...answer.submissions.map(({ id }) => id));
      progress((done += batch.length));
    }
  });
  total.submissionIds = [...new Set(total.submissionIds)];
  return total;
}

/** As backbone staff, who speak for no partner. */
export async function approveSubmissions(api: ApiClient, ids: string[], progress: (done: number) => void) {
  let done = 0;
  await inParallel(chunksOf(ids, 250), 4, async (submissionIds) => {
    await api.ask(
      `mutation($input: ApproveSubmissionsInput!) {
        approveSubmissions(input: $input) { submissions { id } userErrors { code field message } } }`,
      { input: { submissionIds } },
    );
    progress((done += submissionIds.length));
  });
}

async function createKey(api: ApiClient, coalition: Coalition, organization: string): Promise<string> {
  const organizationIds = [coalition.organizationIds.get(organization)];
  const key = { name: `demo: ${organization}`, role: 'PARTNER', scopes: ['READ', 'SUBMIT'], organizationIds };
  const answer = await api.ask<{ secret: string }>(
    `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { code field message } } }`,
    { input: { coalitionId: coalition.id, ...key } },
  );
  return answer.secret;
}

async function submitBatch(partner: ApiClient, coalitionId: string, idempotencyKey: string, batch: TidyValue[]) {
  try {
    return await partner.ask<Omit<Submitted, 'submissionIds'> & { submissions: { id: string }[] }>(
      `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) {
        created changed unchanged submissions { id } userErrors { code field message } } }`,
      { input: { coalitionId, idempotencyKey: `${coalitionId}:${idempotencyKey}`, values: batch.map(inputOf) } },
    );
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    throw new TidyFolderError(error.problems.map(({ field, message }) => `${placeOf(field, batch)}${message}`));
  }
}

/** ["values", "3", "period"] is a line of the file for whoever wrote it. */
function placeOf([list, index, ...field]: string[], batch: TidyValue[]): string {
  const value = list === 'values' ? batch[Number(index)] : undefined;
  return value ? `submissions.csv, line ${value.line}, ${field.join('.') || 'row'}: ` : '';
}

function groupByOrganization(values: TidyValue[]): Map<string, TidyValue[]> {
  const groups = new Map<string, TidyValue[]>();
  for (const value of values) {
    const group = groups.get(value.organization);
    if (group) group.push(value);
    else groups.set(value.organization, [value]);
  }
  return groups;
}

/** Whole periods together, as far as a request's limits allow. */
function batchesOf(values: TidyValue[]): TidyValue[][] {
  const sorted = [...values].sort((a, b) => (a.period.start < b.period.start ? -1 : a.period.start > b.period.start ? 1 : 0));
  const batches: TidyValue[][] = [];
  let room = 0;
  for (const value of sorted) {
    const size = JSON.stringify(inputOf(value)).length;
    const batch = batches.at(-1);
    if (!batch || batch.length >= mostValues || size > room) {
      batches.push([value]);
      room = mostCharacters - size;
    } else {
      batch.push(value);
      room -= size;
    }
  }
  return batches;
}
