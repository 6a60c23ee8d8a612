import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Unauthenticated } from '@keelson/platform';
import type { Authentication } from '../auth/authenticate.js';
import type { RequestContext } from './context.js';
import { rememberRequest } from './format-error.js';

/** Who asks is known before the query is even read: a guest learns nothing, not what is valid either. */
export function createContext(authentication: Authentication) {
  return async (request: RequestContext['request']): Promise<RequestContext> => {
    await authentication.authenticate(request).catch((error: Error) => {
      rememberRequest([error], request.id);
      return refuseGuest(error);
    });
    return { request, loaders: new Map(), related: new Map() };
  };
}

/** 401 with RFC 9110's challenge. What else went wrong stays what it is. */
function refuseGuest(error: Error): never {
  if (!(error instanceof Unauthenticated)) throw error;
  const http = { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer']]) };
  throw new GraphQLError(error.message, { originalError: error, extensions: { http } });
}
