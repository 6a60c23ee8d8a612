import type { ApolloServerPlugin } from '@apollo/server';
import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { faultOf, isRefusal, recordRefusals, type Actor, type Database, type Refusal } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';

const log = new Logger('Refusals');

/** Whoever is refused is answered all the same when that cannot be written down. */
async function keep(database: Database, request: RequestContext['request'], refusals: Refusal[]): Promise<void> {
  if (!request.actor || refusals.length === 0) return;
  await recordRefusals(database, request.actor, refusals).catch((error: unknown) =>
    log.warn(faultOf(error, String(request.id))),
  );
}

/** What was refused in a GraphQL operation. */
export function refusalsPlugin(database: Database): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue, operation }) => {
        const kind = operation?.operation === 'mutation' ? 'Mutation' : 'Query';
        await keep(
          database,
          contextValue.request,
          errors.flatMap((error) => refusalIn(error, kind)),
        );
      },
    }),
  };
}

/** What was refused on a REST route. */
export function keepRefusal(
  database: Database,
  request: FastifyRequest & { actor?: Actor },
  error: unknown,
): Promise<void> {
  const operation = `${request.method} ${request.routeOptions.url ?? '?'}`;
  return keep(database, request, isRefusal(error) ? [{ operation, error }] : []);
}

/** The field by its name in the schema: aliases and the operation's name are the caller's texts. */
function refusalIn({ originalError, nodes, path }: GraphQLError, kind: string): Refusal[] {
  const field = nodes?.[0]?.kind === 'Field' ? nodes[0].name.value : '?';
  const operation = path?.length === 1 ? `${kind}.${field}` : field;
  return isRefusal(originalError) ? [{ operation, error: originalError }] : [];
}
