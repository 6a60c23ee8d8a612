import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  Conflict,
  faultOf,
  Forbidden,
  InvalidInput,
  InvalidState,
  isDatabaseAway,
  messageOf,
  NotFound,
  Unauthenticated,
} from '@keelson/platform';

const log = new Logger('GraphQL');
/** What Apollo, graphql-js and the limits say of a request themselves; everything else that is not ours is hidden. */
const passed: Record<string, string> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
  THROTTLED: 'THROTTLED',
};

/** The request that an error is of: Apollo does not tell the formatter. */
const requestIds = new WeakMap<object, string>();

export function rememberRequest(errors: readonly Error[], requestId: string): void {
  errors.forEach((error) => requestIds.set(error, requestId));
}

/** The one translator from our errors to the closed list of codes in `errors[].extensions.code`. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = originalOf(error);
  const { message, locations, path } = formatted;
  const as = (code: string, extensions: Record<string, unknown> = {}) => ({
    message: original instanceof Error ? original.message : message,
    locations,
    path,
    extensions: { code, ...extensions },
  });
  if (original instanceof Unauthenticated) return as('UNAUTHENTICATED');
  if (original instanceof NotFound) return as('NOT_FOUND', { field: original.field });
  if (original instanceof Forbidden) return as('FORBIDDEN');
  if (original instanceof InvalidInput) return as('BAD_USER_INPUT', { problems: original.problems });
  if (original instanceof InvalidState) return as('CONFLICT', { rule: original.rule });
  if (original instanceof Conflict) {
    return as(original.rule === 'idempotency.reused' ? 'IDEMPOTENCY_KEY_REUSED' : 'CONFLICT', { rule: original.rule });
  }
  const { code, ...more } = formatted.extensions ?? {};
  const told = original instanceof GraphQLError ? passed[String(code)] : undefined;
  if (told) {
    return {
      message: withoutSuggestion(message),
      locations,
      path,
      extensions: { code: told, ...publicOf(told, more) },
    };
  }
  const requestId = requestIds.get(error as object) ?? requestIds.get(original as object);
  const extensions = { code: 'INTERNAL_SERVER_ERROR', ...(requestId ? { requestId } : {}) };
  if (isDatabaseAway(original)) {
    log.error({ message: `The database cannot be reached: ${messageOf(original)}`, requestId });
    const away = 'The database cannot be reached right now. Try again in a moment.';
    return { message: away, locations, path, extensions };
  }
  log.error(faultOf(original, requestId));
  const hidden =
    'Something went wrong on our side. Try again (a write with the same idempotency key is safe), and tell us if it stays.';
  return { message: hidden, locations, path, extensions };
}

/** graphql-js names the fields and values that look alike, also where Apollo does not take them out: in variables. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^?]+\?$/, '');
}

/** What a limit adds is for the caller; whatever else stands beside a code is not. */
function publicOf(code: string, extensions: Record<string, unknown>): Record<string, unknown> {
  return code === 'QUERY_TOO_COMPLEX' || code === 'THROTTLED' ? extensions : {};
}

/** Below the wrappings of graphql-js. What a scalar or a rule refused is a GraphQLError to the bottom. */
function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error;
}
