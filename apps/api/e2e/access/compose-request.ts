import { randomUUID } from 'node:crypto';
import type { IdType } from '@keelson/platform';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import type { Answer, Ask } from '../scenario.js';
import { any, idTypes } from './id-types.js';
import type { Operation } from './schema-paths.js';

/** What values are made of: ids by type, and texts, codes and periods by the name of the field that takes them. */
export interface Supply {
  ids: Partial<Record<IdType | typeof any, string>>;
  byName: Record<string, () => unknown>;
}

const byScalar: Record<string, unknown> = {
  ...{ String: 'a text', Int: 1, Boolean: false, Decimal: '1', Period: '2024-01', Date: '2024-02-01' },
  ...{ DateTime: '2027-02-01T09:00:00Z', Attributes: {}, JSON: {}, EmailAddress: 'somebody@example.org' },
};

/** What the generated minimum would get wrong for every field of the name. */
export const usualNames: Supply['byName'] = {
  code: () => `c-${randomUUID()}`,
  dueOn: () => '2999-01-01',
  // A grey pixel as a PNG.
  data: () => 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  email: () => `${randomUUID()}@example.org`,
  idempotencyKey: () => randomUUID(),
  frequency: () => 'MONTH',
  language: () => 'en',
  lastPeriod: () => '2024-02',
  numberKind: () => 'COUNT',
  role: () => 'OBSERVER',
  organizationIds: () => [],
  time: () => '06:00',
  timeZone: () => 'UTC',
  url: () => 'https://192.0.2.1/',
};

/**
 * The smallest valid variables of an operation. Along `through`, also what need not be sent is sent, so that an id can
 * be put where the path ends.
 */
export function variablesOf(
  operation: Operation,
  supply: Supply,
  through: readonly string[] = [],
): Record<string, unknown> {
  const [next, ...rest] = through;
  return Object.fromEntries(
    operation.field.args
      .filter((argument) => isRequiredArgument(argument) || argument.name === next)
      .map(({ name, type }) => {
        return [name, valueOf(type, name, `${operation.name}.${name}`, supply, name === next ? rest : [])];
      }),
  );
}

function valueOf(
  type: GraphQLInputType,
  name: string,
  coordinate: string,
  supply: Supply,
  through: readonly string[],
): unknown {
  const bare = getNullableType(type);
  if (through.length === 0 && supply.byName[name]) return supply.byName[name]();
  if (isListType(bare)) return [valueOf(bare.ofType as GraphQLInputType, name, coordinate, supply, through.slice(1))];
  if (getNamedType(bare).name === 'ID') return idFor(coordinate, supply);
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (!isInputObjectType(bare)) {
    if (!(bare.name in byScalar)) throw new Error(`No value for the scalar ${bare.name}: give it one here.`);
    return byScalar[bare.name];
  }
  const [next, ...rest] = through;
  const fields = Object.values(bare.getFields());
  const chosen = bare.isOneOf
    ? [fields.find((field) => field.name === (next ?? 'value')) ?? fields[0]!]
    : fields.filter((field) => isRequiredInputField(field) || field.name === next);
  return Object.fromEntries(
    chosen.map((field) => {
      const inside = field.name === next ? rest : [];
      return [field.name, valueOf(field.type, field.name, `${bare.name}.${field.name}`, supply, inside)];
    }),
  );
}

function idFor(coordinate: string, { ids }: Supply): string {
  const type = idTypes[coordinate];
  if (!type) throw new Error(`${coordinate} takes an id of a type that id-types.ts does not tell: add its row there.`);
  const id = ids[type === any ? 'Measure' : type];
  if (!id) throw new Error(`The seeded coalition has no ${type}: give it one.`);
  return id;
}

/** The parser's limit is 1,500 tokens (graphql.module.ts); names and braces count. */
const mostTokens = 1_200;

/** The operation with all that it can answer, as deep as the parser's limit lets it be. Lists ask for a whole page. */
export function documentOf(
  operation: Operation,
  variables: Record<string, unknown>,
  { only, deepest = 3 }: { only?: string; deepest?: number } = {},
): string {
  const { kind, field } = operation;
  const connection = getNamedType(field.type).name.endsWith('Connection');
  const sent = field.args.filter(({ name }) => name in variables);
  const types = sent.map(({ name, type }) => `$${name}: ${type}`);
  const values = [...(connection ? ['first: 100'] : []), ...sent.map(({ name }) => `${name}: $${name}`)];
  const head = `${kind.toLowerCase()}${types.length ? `(${types.join(', ')})` : ''}`;
  for (let depth = deepest; ; depth--) {
    const selection = only ?? selectionOf(field.type, depth, []);
    const text = `${head} { ${field.name}${values.length ? `(${values.join(', ')})` : ''} ${selection} }`;
    if (depth === 0 || (text.match(/\w+|[{}()[\]:!$]/g) ?? []).length <= mostTokens) return text;
  }
}

/** Asks an operation as deep as the limits of one query let it be. */
export async function askDeeply(ask: Ask, operation: Operation, variables: Record<string, unknown>): Promise<Answer> {
  for (let deepest = 3; ; deepest--) {
    const answer = await ask<Record<string, unknown>>(documentOf(operation, variables, { deepest }), variables);
    if (answer.errors?.[0]?.extensions.code !== 'QUERY_TOO_COMPLEX') return answer;
    if (deepest === 0) throw new Error(`${operation.name} costs too much even as it is.`);
  }
}

/** All fields that ask for no argument, objects `depth` levels down; no type within itself. */
function selectionOf(type: GraphQLOutputType, depth: number, within: readonly string[]): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named)) return '{ __typename id }';
  const passing = /(Connection|Edge|Payload)$/.test(named.name);
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.name === 'edges' || field.args.some((argument) => isRequiredArgument(argument))) return [];
    const of = getNamedType(field.type);
    if (isLeafType(of)) return [field.name];
    if ((depth === 0 && !passing) || within.includes(of.name)) return [];
    const inside = selectionOf(field.type, passing ? depth : depth - 1, [...within, named.name]);
    return [`${field.name} ${inside}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Whether the operation's answer may be null, which is how a look-up says that there is nothing. */
export function isLookUp({ kind, field }: Operation): boolean {
  const items = getNullableType(field.type);
  const mayBeNull = !isNonNullType(field.type) || (isListType(items) && !isNonNullType(items.ofType));
  return kind === 'Query' && mayBeNull && !isLeafType(getNamedType(field.type));
}
