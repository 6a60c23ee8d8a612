import autocannon from 'autocannon';
import { encodeId } from '../../libs/platform/src/index.js';
import { round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const seconds = 6;

interface Task {
  task: string;
  gate: string;
  rest: autocannon.Request;
  query: string;
  variables: (i: number) => object;
  restBody?: (i: number) => object;
}

/** Requests a second of three usual tasks, each against the same SQL behind Fastify alone. */
export async function benchRequests(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const task of await tasksOf(bench, coalitionId, size)) {
    const limit = await fire(bench.rest, task.rest, task.restBody);
    const path = { method: 'POST', path: '/graphql', headers: { authorization: `Bearer ${bench.token()}` } } as const;
    const ours = await fire(bench.api, path, (i) => ({ query: task.query, variables: task.variables(i) }));
    const perSecond = (n: number) => `${n.toFixed(1)}/s`;
    results.push({
      task: task.task,
      ours: perSecond(ours),
      limit: `REST ${perSecond(limit)}`,
      ratio: round3(ours / limit),
      gate: task.gate,
    });
  }
  return results;
}

/** The first is the list query. */
export async function tasksOf({ client, ask }: Bench, coalitionId: string, size: SeedSize): Promise<Task[]> {
  const coalition = encodeId('Coalition', coalitionId);
  const { rows } = await client.query<{ id: string; code: string }>(
    'SELECT id, code FROM organization WHERE coalition_id = $1 ORDER BY code LIMIT 1',
    [coalitionId],
  );
  const organization = rows[0]!;
  const measures = await ask<{ measures: { nodes: { id: string; code: string }[] } }>(
    `query($id: ID!) { measures(coalitionId: $id, first: 50) { nodes { id code } } }`,
    { id: coalition },
  );
  const year = 2019 + Math.ceil(size.months / 12);
  const request = {
    coalitionId: coalition,
    measureIds: measures.measures.nodes.map(({ id }) => id),
    frequency: 'MONTH',
    firstPeriod: `${year}-01`,
    lastPeriod: `${year}-12`,
    breakdowns: [],
  };
  const cell = { organization: organization.code, measure: 'measure_002', period: '5000-01' };
  await ask(`mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { created } }`, {
    input: {
      coalitionId: coalition,
      idempotencyKey: `prepare-${Date.now()}`,
      values: [{ ...cell, number: { value: '1' } }],
    },
  });
  const run = Math.random().toString(36).slice(2);
  return [
    {
      task: 'list: 50 measures, targets, 12 figures',
      gate: '≥ 0.26 (later issue)',
      rest: { method: 'GET', path: `/list/${coalitionId}?from=${year}-01-01&until=${year + 1}-01-01` },
      query: `query($id: ID!, $request: FigureRequestInput!) { measures(coalitionId: $id, first: 50) { nodes { id code name targets { value } } }
        figures(request: $request) { period value organizationsReported organizationsExpected } }`,
      variables: () => ({ id: coalition, request }),
    },
    {
      task: 'entity: organization with 20 submissions',
      gate: '≥ 0.17 (later issue)',
      rest: { method: 'GET', path: `/entity/${organization.id}` },
      query: `query($c: ID!, $o: ID!) { organization(id: $o) { code name memberships { role } }
        submissions(coalitionId: $c, filter: { organizationIds: [$o] }, first: 20) { nodes { period state } }
        activities(coalitionId: $c, filter: { organizationIds: [$o] }, first: 20) { nodes { title status } } }`,
      variables: () => ({ c: coalition, o: encodeId('Organization', organization.id) }),
    },
    {
      task: 'write: one value',
      gate: '≥ 0.50 (later issue)',
      rest: { method: 'POST', path: '/write' },
      restBody: (i) => ({ coalition: coalitionId, ...cell, period: '5000-01-01', value: String(i % 1000) }),
      query: `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { created changed unchanged userErrors { message } } }`,
      variables: (i) => ({
        input: {
          coalitionId: coalition,
          idempotencyKey: `bench-${run}-${i}`,
          values: [{ ...cell, number: { value: String(i % 1000) } }],
        },
      }),
    },
  ];
}

async function fire(url: string, request: autocannon.Request, body?: (i: number) => object): Promise<number> {
  let i = 0;
  const result = await autocannon({
    url,
    connections: 4,
    duration: seconds,
    requests: [
      {
        ...request,
        ...(body
          ? {
              setupRequest: (one) => ({
                ...one,
                headers: { ...one.headers, 'content-type': 'application/json' },
                body: JSON.stringify(body(i++)),
              }),
            }
          : {}),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}${request.path}: ${result.non2xx} refused, ${result.errors} errors.`);
  return result['2xx'] / result.duration;
}
