import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusalOf } from '../http-error.filter.js';

/**
 * Answers 503 when nothing was answered in time. Fastify's own `handlerTimeout` also cuts what is streaming by then, and
 * a download may take longer than any query; here the clock stops as the answer starts.
 */
export function keepDeadline(fastify: FastifyInstance, milliseconds: (request: FastifyRequest) => number): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const stop = async (request: FastifyRequest) => clearTimeout(timers.get(request));
  fastify.addHook('onRequest', async (request, reply) => {
    const refuse = () => {
      if (reply.sent) return;
      void reply
        .code(503)
        .header('content-type', 'application/json; charset=utf-8')
        .send(refusalOf(request, 'UNAVAILABLE', 'This took too long. Ask for less, or try again in a moment.'));
    };
    timers.set(request, setTimeout(refuse, milliseconds(request)));
  });
  fastify.addHook('onSend', stop);
  fastify.addHook('onRequestAbort', stop);
}
