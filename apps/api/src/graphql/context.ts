import type DataLoader from 'dataloader';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, IdType } from '@keelson/platform';

/** What every resolver of one request shares. */
export interface RequestContext {
  request: FastifyRequest & { actor?: Actor };
  reply: FastifyReply;
  loaders: Map<IdType, DataLoader<string, object | null>>;
}
