import { Logger } from '@nestjs/common';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import {
  Conflict,
  Forbidden,
  InvalidInput,
  InvalidState,
  isDatabaseAway,
  NotFound,
  Unauthenticated,
} from '@keelson/platform';

const log = new Logger('GraphQL');
/** What Apollo itself says about a request; everything else that is not ours is hidden. */
const passed = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
]);

/** The one translator from our errors to the closed list of codes in `errors[].extensions.code`. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
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
  const code = String(formatted.extensions?.['code'] ?? '');
  if (passed.has(code)) {
    return { message, locations, path, extensions: { code: code === 'UNAUTHENTICATED' ? code : asBadInput(code) } };
  }
  if (isDatabaseAway(original)) {
    log.error(`The database cannot be reached: ${String(original)}`);
    const away = 'The database cannot be reached right now. Try again in a moment.';
    return { message: away, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  log.error(original instanceof Error ? (original.stack ?? original.message) : String(original));
  const hidden =
    'Something went wrong on our side. Try again (a write with the same idempotency key is safe), and tell us if it stays.';
  return { message: hidden, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

function asBadInput(code: string): string {
  return code.startsWith('GRAPHQL_') ? code : 'BAD_USER_INPUT';
}
