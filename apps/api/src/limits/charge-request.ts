import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import {
  chargeBuckets,
  coalitionIdsOf,
  Config,
  Database,
  type Actor,
  type RateBucket,
  type RateCharge,
} from '@keelson/platform';
import type { Charge, RequestContext } from '../graphql/context.js';
import { estimateCost } from './estimate-cost.js';

/** No operation may cost more: a page of 100 activities with all that belongs to each is 3,200. */
export const mostPoints = 4_000;
/** A coalition's keys and people together have so many times what one of them has. */
const coalitionFactor = 4;

export interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
}

/** What an operation costs, and whether whoever asks still has that much. */
@Injectable()
export class Charges {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
  ) {}

  /** Charges the operation before it runs; nothing is given back for what then proves empty. */
  async charge(context: RequestContext, operation: Operation): Promise<void> {
    const { actor } = context.request;
    if (!actor) throw new Error('A request is charged that has no actor.');
    const cost = costOf(operation);
    const most = Math.min(mostPoints, this.config.KEELSON_RATE_POINTS);
    if (cost > most) {
      const message = `This query costs ${cost} points, and one query may cost ${most}. Ask for smaller pages or fewer fields.`;
      throw refusal('QUERY_TOO_COMPLEX', 400, message, { cost, maximum: most });
    }
    context.charge = { cost, ...(await chargeBuckets(this.database, actor, this.bucketsOf(actor), cost)) };
    if (context.charge.granted) return;
    const retryAfter = Math.max(1, Math.ceil(context.charge.wait));
    const message = `Your points are spent; this query's ${cost} are there again in ${retryAfter} s.`;
    throw refusal('THROTTLED', 429, message, { retryAfter }, [['retry-after', String(retryAfter)]]);
  }

  /**
   * The key's or the person's own bucket, and the coalition's where there is one only: a key is of one coalition. Which
   * of several coalitions a person's query will touch is not known before it runs, and charging all of them would let
   * one person spend the points of many; so such a person has the own bucket alone.
   */
  private bucketsOf(actor: Actor): RateBucket[] {
    const { KEELSON_RATE_POINTS: size, KEELSON_RATE_RESTORE: restore } = this.config;
    const own = { key: actor.keyId ? `key:${actor.keyId}` : `person:${actor.personId}`, size, restore };
    const [coalitionId, ...others] = coalitionIdsOf(actor);
    if (!coalitionId || others.length > 0) return [own];
    const key = `coalition:${coalitionId}`;
    return [own, { key, size: size * coalitionFactor, restore: restore * coalitionFactor }];
  }
}

/** Where the charge stands in the life of a GraphQL request over HTTP. */
export function chargePlugin(charges: Charges): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue, schema, document, operation, request }) {
        if (!operation) return; // which operation is meant is not clear; Apollo says so next
        if (operation.operation === 'subscription') {
          throw refusal('BAD_USER_INPUT', 400, 'Subscriptions are asked for over WebSocket (graphql-transport-ws).');
        }
        await charges.charge(contextValue, { schema, document, operation, variables: request.variables ?? {} });
      },
      async willSendResponse({ contextValue, response }) {
        const { body } = response;
        if (!contextValue.charge || body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost: costExtension(contextValue.charge) };
      },
    }),
  };
}

/** The bucket that has least left, which is the one that will refuse first. */
export function tightestBucket({ buckets }: RateCharge) {
  const [tightest] = [...buckets].sort((a, b) => a.available - b.available);
  if (!tightest) throw new Error('A charge without a bucket.');
  return {
    maximumAvailable: tightest.size,
    currentlyAvailable: Math.floor(tightest.available),
    restoreRate: tightest.restore,
  };
}

function costExtension(charge: Charge) {
  return {
    requestedQueryCost: charge.cost,
    actualQueryCost: charge.granted ? charge.cost : null,
    throttleStatus: tightestBucket(charge),
  };
}

function costOf({ schema, document, operation, variables }: Operation): number {
  // All that is wrong with the variables is told by the execution; here the first is enough to stop.
  try {
    return estimateCost({ schema, query: document, variables, operationName: operation.name?.value });
  } catch (error) {
    // An argument without a value, or more nodes than the library walks (10,000).
    throw error instanceof GraphQLError ? badInput(error) : error;
  }
}

function badInput(error: GraphQLError): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400, headers: new HeaderMap() } };
  return new GraphQLError(error.message, { nodes: error.nodes, extensions });
}

function refusal(
  code: string,
  status: number,
  message: string,
  extensions: object = {},
  headers: [string, string][] = [],
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, ...extensions, http: { status, headers: new HeaderMap(headers) } },
  });
}
