import { encodeId, idPrefixes, newId, type IdType } from '@keelson/platform';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { administrator, startScenario, type Ask, type Scenario } from '../scenario.js';
import { askDeeply, variablesOf, type Supply } from './compose-request.js';
import { any, idTypes } from './id-types.js';
import { idPathsOf, readSchema, type IdPath } from './schema-paths.js';
import { seedTenant, startWorker } from './seed-tenant.js';
import { supplyOf } from './supply.js';
import type { Tenant } from './tenant.scenario.js';

let scenario: Scenario;
let endWorker: () => Promise<void>;
let schema: GraphQLSchema;
let theirs: Tenant;
let ofOurs: Supply;
let ofTheirs: Supply;

beforeAll(async () => {
  scenario = await startScenario();
  endWorker = await startWorker(scenario);
  const founder = scenario.as(await scenario.signIn(administrator.email, administrator.password));
  const ours = await seedTenant(scenario, founder, { text: 'markoak', number: 73104000 });
  theirs = await seedTenant(scenario, founder, { text: 'markelm', number: 66209000 });
  schema = await readSchema(theirs.backbone);
  [ofOurs, ofTheirs] = [await supplyOf(ours, schema), await supplyOf(theirs, schema)];
}, 240_000);
afterAll(async () => {
  await endWorker?.();
  await scenario?.stop();
}, 30_000);

/** What is drawn anew for every answer; two that differ in nothing else are the same. */
function normalised(answer: unknown, sent: string): string {
  return JSON.stringify(answer)
    .replaceAll(sent, 'THE ID SENT')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'A UUID')
    .replace(/\b([a-z]{3,4})_[0-9a-hjkmnp-tv-z]{26}\b/g, '$1_SOME')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'A MOMENT')
    .replace(/kls_[\w-]+|#[\w-]{20,}/g, 'A SECRET')
    .replace(/"(startCursor|endCursor|cursor)":"[^"]*"/g, '"$1":"A CURSOR"');
}

function put(variables: Record<string, unknown>, path: readonly string[], id: string): Record<string, unknown> {
  const copy = structuredClone(variables);
  let place = copy as Record<string, unknown>;
  for (const step of path.slice(0, -1)) place = place[step] as Record<string, unknown>;
  place[path.at(-1)!] = id;
  return copy;
}

/** What their backbone is answered when it sends this id at the end of the path. */
async function answerTo(ask: Ask, { operation, path }: IdPath, id: string): Promise<string> {
  const variables = put(variablesOf(operation, ofTheirs, path), path, id);
  return normalised(await askDeeply(ask, operation, variables), id);
}

const typesFor = (coordinate: string): IdType[] => {
  const type = idTypes[coordinate]!;
  return type === any ? (Object.keys(ofOurs.ids) as IdType[]) : [type];
};

describe('an id of another coalition', () => {
  it('has a row for every argument and input field that takes one, and no row without', () => {
    const coordinates = [...new Set(idPathsOf(schema).map(({ coordinate }) => coordinate))];
    expect(Object.keys(idTypes).sort()).toEqual(coordinates.sort());
  });

  it('is there for every type of node, so that each is asked for', () => {
    const nodes = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
    );
    const without = nodes.map(({ name }) => name).filter((name) => !ofOurs.ids[name as IdType]);
    expect(without).toEqual([]);
    expect(nodes.map(({ name }) => name).filter((name) => !(name in idPrefixes))).toEqual([]);
  });

  it('gets what an id gets that nobody has, wherever it is sent', async () => {
    const different: string[] = [];
    const paths = idPathsOf(schema).filter(({ operation }) => operation.kind !== 'Subscription');
    for (const path of paths) {
      for (const type of typesFor(path.coordinate)) {
        const foreign = await answerTo(theirs.backbone, path, ofOurs.ids[type]!);
        const random = await answerTo(theirs.backbone, path, encodeId(type, newId()));
        const refused = /"GRAPHQL_VALIDATION_FAILED"|"BAD_USER_INPUT"(?!,"problems")/.test(random);
        if (refused) different.push(`${path.operation.name} ${path.path.join('.')} is not valid:\n  ${random}`);
        if (foreign !== random) {
          different.push(`${path.operation.name} ${path.path.join('.')} (${type})\n  ${foreign}\n  ${random}`);
        }
      }
    }
    expect(different).toEqual([]);
    expect(paths.length).toBeGreaterThan(120);
  }, 240_000);
});
