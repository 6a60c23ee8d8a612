import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** However slow the line: a file comes within this time. */
export const uploadDeadline = 10 * 60_000;

/** What a file is sent as; every other route goes on refusing these. */
const types = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

export function isUpload({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): boolean {
  return method === 'POST' && /^\/coalitions\/[^/?]+\/uploads(\?|$)/.test(url);
}

/** Hands a file to its route as it comes in, unread: whoever may not send it is refused before its first byte is kept. */
export function takeUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(types, (request, payload, done) => {
    if (isUpload(request)) done(null, payload);
    else done(new UnsupportedMediaTypeException('Send JSON.'));
  });
}
