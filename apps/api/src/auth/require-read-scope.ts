import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Forbidden, type Scope } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';

/** Fields of payloads that tell more than the outcome. */
const tellingFields = new Set(['SubmitMeasurementsPayload.warnings']);
/** 1: the mutations; 2: the fields of their payloads; 3: those of the objects that the mutation is about. */
const outcome = 3;

/**
 * Without the scope READ, a mutation answers with its outcome and nothing beyond: the payload, and of each object in it
 * the plain fields. From an object on to others leads a query, also when it is written below a mutation.
 */
export const readScopePlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, schema, document, operation }) {
      const { actor } = contextValue.request;
      if (!actor || !operation) return;
      const field = fieldBeyondScope(schema, document, operation, actor.scopes);
      if (!field) return;
      const error = new Forbidden(`This credential lacks the scope READ, which ${field} needs.`);
      throw new GraphQLError(error.message, {
        originalError: error,
        extensions: { http: { status: 403, headers: new HeaderMap() } },
      });
    },
  }),
};

/** The first field that leads beyond the outcome, as `Type.field`; null when the scopes allow all of them. */
export function fieldBeyondScope(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  scopes: readonly Scope[],
): string | null {
  const root = schema.getMutationType();
  if (scopes.includes('READ') || operation.operation !== 'mutation' || !root) return null;
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );

  const find = (set: SelectionSetNode, type: GraphQLNamedType, depth: number): string | null => {
    for (const selection of set.selections) {
      let found: string | null = null;
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        const target = field && getNamedType(field.type);
        if (!target || isLeafType(target)) continue;
        const name = `${type.name}.${selection.name.value}`;
        if (depth >= outcome || tellingFields.has(name)) return name;
        if (selection.selectionSet) found = find(selection.selectionSet, target, depth + 1);
      } else {
        const part = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const on = part?.typeCondition ? schema.getType(part.typeCondition.name.value) : type;
        if (part && on && isCompositeType(on)) found = find(part.selectionSet, on, depth);
      }
      if (found) return found;
    }
    return null;
  };
  return find(operation.selectionSet, root, 1);
}
