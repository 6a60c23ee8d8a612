import { HeaderMap } from '@apollo/server';
import type DataLoader from 'dataloader';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { Unauthenticated, type Actor, type IdType } from '@keelson/platform';
import type { Authentication } from '../auth/authenticate.js';
import type { Charge } from '../limits/charge-request.js';
import { rememberRequest } from './format-error.js';

/** What every resolver of one request shares. */
export interface RequestContext {
  request: FastifyRequest & { actor?: Actor };
  /** Nodes by their ids. */
  loaders: Map<IdType, DataLoader<string, object | null>>;
  /** What belongs to the objects of a page, by field. */
  related: Map<string, DataLoader<string, unknown[]>>;
  /** What the operation was charged. */
  charge?: Charge;
  /** In a subscription, before each event: the credential must still hold, and nothing loaded before stays. */
  renew?: () => Promise<Actor>;
}

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
