import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '@keelson/platform';

const log = new Logger('Request');

/** One line for every request that was answered or given up: nothing in it was written by the caller. */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', async (request: FastifyRequest & { actor?: Actor }, reply) => {
    const { method, actor } = request;
    // The pattern, not the address: that holds ids, filters and signed links.
    const route = request.routeOptions.url ?? '(none)';
    const { statusCode: status, elapsedTime } = reply;
    const who = { personId: actor?.personId, keyId: actor?.keyId ?? undefined };
    const milliseconds = Math.round(elapsedTime * 10) / 10;
    const message = `${method} ${route} ${status}`;
    const line = { message, requestId: String(request.id), method, route, status, milliseconds, ...who };
    // Asked for every few seconds, by machines.
    if (route === '/health') log.debug(line);
    else log.log(line);
  });
}
