import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serverAudits } from 'graphql-http';
import { startScenario, type Scenario } from './scenario.js';
import { signInAsAdministrator } from './server.scenario.js';

describe('GraphQL over HTTP', () => {
  let s: Scenario;
  let token: string;
  beforeAll(async () => {
    s = await startScenario();
    token = await signInAsAdministrator(s);
  }, 30_000);
  afterAll(() => s.stop());

  /** What Apollo answers 400 to, and the draft would rather have as 200 from servers that speak the older application/json. */
  const known = ['572B', 'FDE2', '7B9B'];
  const audits = serverAudits({
    url: () => `${s.address}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { ...init, headers });
    },
  });
  const of = (level: string) => audits.filter(({ name }) => name.startsWith(`${level} `));

  it('is audited in full', () => {
    expect([of('MUST').length, of('SHOULD').length]).toEqual([13, 23]);
  });

  it.each(of('MUST').map((audit) => [audit.id, audit.name, audit]))('%s %s', async (_id, _name, audit) => {
    expect(await (audit as (typeof audits)[number]).fn()).toMatchObject({ status: 'ok' });
  });

  it('does what it SHOULD, but for three', async () => {
    const failed: string[] = [];
    for (const audit of of('SHOULD')) {
      const result = await audit.fn();
      if (result.status !== 'ok') failed.push(result.id);
    }
    expect(failed.filter((id) => !known.includes(id))).toEqual([]);
    expect(failed.length).toBeLessThanOrEqual(3);
  });
});

describe('Relay', () => {
  /** One of each thing that Relay asks of a schema: Node, a connection to page through, a fragment to fetch again, a payload. */
  const source = `
import { graphql } from 'relay-runtime';

graphql\`
  query appQuery($coalitionId: ID!, $id: ID!) {
    node(id: $id) { id ...app_measure @alias }
    coalition(id: $coalitionId) { id name }
    ...app_measures @arguments(coalitionId: $coalitionId)
  }
\`;

graphql\`
  fragment app_measures on Query
  @argumentDefinitions(coalitionId: { type: "ID!" }, first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "appMeasuresPageQuery") {
    measures(coalitionId: $coalitionId, first: $first, after: $after) @connection(key: "app_measures") {
      totalCount
      edges { cursor node { id ...app_measure } }
      pageInfo { endCursor hasNextPage }
    }
  }
\`;

graphql\`
  fragment app_measure on Measure @refetchable(queryName: "appMeasureQuery") { id code name }
\`;

graphql\`
  mutation appRetireMutation($id: ID!, $reason: String!) {
    retireMeasure(id: $id, reason: $reason) { measure { ...app_measure } userErrors { code field message } }
  }
\`;

graphql\`
  subscription appProgressSubscription($id: ID!) { reportProgress(id: $id) { id state progress { done total } } }
\`;
`;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keelson-relay-'));
    mkdirSync(join(folder, 'src'));
    cpSync('apps/api/schema.graphql', join(folder, 'schema.graphql'));
    const config = { src: './src', schema: './schema.graphql', language: 'typescript', eagerEsModules: true };
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function compile(program: string): { status: number | null; output: string } {
    writeFileSync(join(folder, 'src/app.ts'), program);
    const cli = resolve('node_modules/relay-compiler/cli.js');
    const run = spawnSync(process.execPath, [cli, '--noWatchman'], { cwd: folder, encoding: 'utf8' });
    return { status: run.status, output: run.stdout + run.stderr };
  }

  it("'s compiler takes the schema", () => {
    expect(compile(source)).toMatchObject({
      status: 0,
      output: expect.stringContaining('Compilation completed') as string,
    });
    const made = readdirSync(join(folder, 'src/__generated__')).sort();
    expect(made).toContain('appMeasuresPageQuery.graphql.ts');
    expect(made).toContain('appMeasureQuery.graphql.ts');
    const refetch = readFileSync(join(folder, 'src/__generated__/appMeasureQuery.graphql.ts'), 'utf8');
    expect(refetch).toContain('node(id: $id)');
  });

  it("'s compiler would say what it does not take", () => {
    const { status, output } = compile(source.replace('totalCount', 'totalCounts'));
    expect(status).not.toBe(0);
    expect(output).toContain('totalCounts');
  });
});
