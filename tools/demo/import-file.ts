import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from './api-client.js';
import { TidyFolderError } from './faults.js';
import type { Submitted } from './submit-values.js';

interface Operation extends Omit<Submitted, 'submissionIds'> {
  state: string;
  failure: string | null;
  refusals: { row: number | null; column: string | null; message: string }[];
  progress: { rowsRead: number };
}

/** submissions.csv as it lies, through the worker, as backbone staff. */
export async function importFile(
  api: ApiClient,
  coalitionId: string,
  folder: string,
  progress: (done: number) => void,
): Promise<Submitted> {
  const uploadId = await api.upload(coalitionId, readFileSync(join(folder, 'submissions.csv')));
  const input = { coalitionId, uploadId, format: 'CSV', idempotencyKey: `${coalitionId}:file` };
  const { operation } = await api.ask<{ operation: { id: string } }>(
    `mutation($input: ImportMeasurementsInput!) {
      importMeasurements(input: $input) { operation { id } userErrors { code field message } } }`,
    { input },
  );
  for (;;) {
    const { state, failure, refusals, progress: far, ...counts } = await api.ask<Operation>(
      `query($id: ID!) { bulkOperation(id: $id) {
        state failure created changed unchanged refusals { row column message } progress { rowsRead } } }`,
      operation,
    );
    progress(far.rowsRead);
    if (state === 'COMPLETED') return { ...counts, submissionIds: await findSubmissions(api, coalitionId) };
    if (state !== 'REQUESTED' && state !== 'RUNNING') {
      const lines = refusals.map(({ row, column, message }) => {
        return `submissions.csv${row ? `, line ${row}` : ''}${column ? ` (${column})` : ''}: ${message}`;
      });
      throw new TidyFolderError(failure ? [failure] : lines);
    }
    await pause(100);
  }
}

async function findSubmissions(api: ApiClient, coalitionId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    interface Submissions {
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    }
    const { nodes, pageInfo }: Submissions = await api.ask<Submissions>(
      `query($id: ID!, $after: String) { submissions(coalitionId: $id, filter: { states: [SUBMITTED] }, first: 100, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { id: coalitionId, after },
    );
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}
