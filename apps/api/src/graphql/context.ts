import type DataLoader from 'dataloader';
import type { FastifyRequest } from 'fastify';
import type { Actor, IdType, RateCharge } from '@keelson/platform';

export interface Charge extends RateCharge {
  cost: number;
}

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
