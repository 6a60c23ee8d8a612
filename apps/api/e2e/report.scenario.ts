import { setTimeout as wait } from 'node:timers/promises';
import type { CoalitionScenario } from './coalition.scenario.js';
import { dataOf } from './scenario.js';

/** A measure of the scenario's coalition, with a text of whoever asks in its unit. */
export async function defineMeasure({ backbone, coalitionId }: CoalitionScenario, unit = 'crashes'): Promise<string> {
  const measure = { code: 'crashes', name: unit, unit, numberKind: 'COUNT', direction: 'DECREASE', frequency: 'YEAR' };
  const made = await backbone<{ createMeasures: { measures: { id: string }[] } }>(
    `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id } userErrors { message } } }`,
    { input: { coalitionId, measures: [measure] } },
  );
  return dataOf(made).createMeasures.measures[0]!.id;
}

/** Waits for a worker to compile it. Returns its id, and that of the request that asked for it. */
export async function compileReport(
  { address, coalitionId }: CoalitionScenario,
  token: string,
): Promise<{ id: string; requestId: string }> {
  const send = async <T>(query: string, variables: object) => {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const requestId = response.headers.get('x-request-id') ?? '';
    return { requestId, data: dataOf((await response.json()) as { data: T | null }) };
  };
  const input = { coalitionId, title: 'Our year', frequency: 'YEAR', firstPeriod: '2023', lastPeriod: '2024' };
  const { requestId, data } = await send<{ requestReport: { report: { id: string } } }>(
    `mutation($input: RequestReportInput!) { requestReport(input: $input) { report { id } userErrors { message } } }`,
    { input },
  );
  const { id } = data.requestReport.report;
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await wait(50)) {
    const answer = await send<{ report: { state: string } }>(`query($id: ID!) { report(id: $id) { state } }`, { id });
    if (answer.data.report.state === 'COMPILED') return { id, requestId };
  }
  throw new Error('Not compiled within 20 s.');
}
