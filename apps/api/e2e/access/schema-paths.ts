import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { dataOf, type Ask } from '../scenario.js';

/** A query, mutation or subscription of the running API. */
export interface Operation {
  kind: 'Query' | 'Mutation' | 'Subscription';
  /** As in access.ts: "Query.measure". */
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** Where an id goes into an operation. */
export interface IdPath {
  operation: Operation;
  /** Through the variables, "0" for the items of lists: ["input", "values", "0", "organizationId"]. */
  path: string[];
  /** The schema coordinate of the argument or input field, which id-types.ts knows: "MoveActivityInput.id". */
  coordinate: string;
}

export async function readSchema(ask: Ask): Promise<GraphQLSchema> {
  const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true });
  return buildClientSchema(dataOf(await ask<IntrospectionQuery & Record<string, never>>(query)));
}

export function operationsOf(schema: GraphQLSchema): Operation[] {
  return (['Query', 'Mutation', 'Subscription'] as const).flatMap((kind) =>
    Object.values(schema.getType(kind) ? Object.values(fieldsOf(schema, kind)) : []).map((field) => ({
      kind,
      name: `${kind}.${field.name}`,
      field,
    })),
  );
}

/** Every place of the whole schema where an id is sent. */
export function idPathsOf(schema: GraphQLSchema): IdPath[] {
  return operationsOf(schema).flatMap((operation) =>
    operation.field.args.flatMap((argument) =>
      pathsIn(argument.type, [argument.name], `${operation.name}.${argument.name}`, []).map((found) => ({
        operation,
        ...found,
      })),
    ),
  );
}

function pathsIn(
  type: GraphQLInputType,
  path: string[],
  coordinate: string,
  within: GraphQLInputObjectType[],
): { path: string[]; coordinate: string }[] {
  const named = getNamedType(type);
  const here = String(type).startsWith('[') ? [...path, '0'] : path;
  if (named.name === 'ID') return [{ path: here, coordinate }];
  if (!isInputObjectType(named) || within.includes(named)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    pathsIn(field.type, [...here, field.name], `${named.name}.${field.name}`, [...within, named]),
  );
}

function fieldsOf(schema: GraphQLSchema, kind: Operation['kind']): Record<string, GraphQLField<unknown, unknown>> {
  const root = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  };
  return root[kind]?.getFields() ?? {};
}
