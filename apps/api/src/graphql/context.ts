import type DataLoader from 'dataloader';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, IdType } from '@keelson/platform';

/** What every resolver of one request shares. */
export interface RequestContext {
  request: FastifyRequest & { actor?: Actor };
  reply: FastifyReply;
  /** Nodes by their ids. */
  loaders: Map<IdType, DataLoader<string, object | null>>;
  /** What belongs to the objects of a page, by field. */
  related: Map<string, DataLoader<string, unknown[]>>;
}
