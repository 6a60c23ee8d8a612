import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { RequestContext } from './context.js';
import { formatError, rememberRequest } from './format-error.js';
import { parseOptions, validationOptions, validationRules } from './validation-rules.js';

type Read = { document: DocumentNode; operation: OperationDefinitionNode } | { errors: readonly GraphQLError[] };

/** Parses and validates what came over a socket as Apollo does what comes over HTTP. */
export function readSubscription(schema: GraphQLSchema, { query, operationName }: SubscribePayload): Read {
  let document: DocumentNode;
  try {
    document = parse(query, parseOptions);
  } catch (error) {
    return { errors: [withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError)] };
  }
  const findings = validate(schema, document, [...specifiedRules, ...validationRules], validationOptions);
  if (findings.length > 0) return { errors: findings.map((error) => withCode('GRAPHQL_VALIDATION_FAILED', error)) };
  const operation = getOperationAST(document, operationName);
  if (operation?.operation === 'subscription') return { document, operation };
  return { errors: [refuse('BAD_USER_INPUT', 'Only subscriptions are asked for over WebSocket.')] };
}

export function refuse(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** What went wrong before an operation began, as an error that formatError then translates. */
refuse.because = (error: unknown, { request }: RequestContext): GraphQLError => {
  const wrapped = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  rememberRequest([wrapped], request.id);
  return wrapped;
};

/** What Apollo does around formatError. */
export function toFormatted(error: GraphQLError, context?: RequestContext): GraphQLFormattedError {
  if (context) rememberRequest([error], context.request.id);
  const { http: _, code = 'INTERNAL_SERVER_ERROR', ...extensions } = error.extensions;
  return formatError({ ...error.toJSON(), extensions: { code, ...extensions } }, error);
}

function withCode(code: string, error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code },
  });
}
