import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { newId, type Config } from '@keelson/platform';
import { isUpload, uploadDeadline } from './exchange/take-uploads.js';
import { isGraphql, refusalOf } from './http-error.filter.js';
import { keepDeadline } from './limits/keep-deadline.js';
import { downloadDeadline, isDownload } from './reports/send-report.js';

const megabyte = 1024 * 1024;
/** From the request's arrival until its answer starts. */
const deadline = 15_000;

/** Fastify, with an answer of our shape and a request id also for what it refuses before any route is found. */
export function createAdapter({ KEELSON_TRUSTED_PROXIES: proxies }: Config): FastifyAdapter {
  return new FastifyAdapter({
    // Limits by address count whom the proxy names, and nobody else's word for it.
    trustProxy: proxies.length > 0 ? proxies : false,
    bodyLimit: megabyte,
    genReqId: () => newId(),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      stamp(request, reply);
      void reply.code(error.statusCode ?? 400).send(refusalOf(request, 'BAD_USER_INPUT', 'This address is malformed.'));
    },
    clientErrorHandler: refuseBrokenHttp,
  });
}

function deadlineOf(request: FastifyRequest): number {
  if (isUpload(request)) return uploadDeadline;
  return isDownload(request) ? downloadDeadline : deadline;
}

/** What holds for every answer and every request, before Nest has added its routes. */
export async function hardenHttp(app: NestFastifyApplication, { KEELSON_ORIGINS }: Config): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  keepDeadline(fastify, deadlineOf);
  fastify.addHook('onRequest', async (request) => refuseOtherBodies(request));
  fastify.addHook('onSend', async (request, reply) => stamp(request, reply));
  await app.register(helmet, {
    // For answers that are data. A page that the API serves names its own sources.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
  if (KEELSON_ORIGINS.length > 0) {
    app.enableCors({
      origin: KEELSON_ORIGINS,
      credentials: true,
      methods: ['GET', 'POST', 'DELETE'],
      exposedHeaders: ['content-disposition', 'retry-after', 'www-authenticate', 'x-request-id'],
      maxAge: 600,
    });
  }
}

function stamp(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}

/** A body is never inflated: a megabyte of gzip may hold a gigabyte. A query comes as JSON: browsers send forms unasked. */
function refuseOtherBodies(request: FastifyRequest): void {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = request.headers;
  if (encoding !== 'identity') {
    throw new UnsupportedMediaTypeException('Send the body as it is, without a content-encoding.');
  }
  if (request.method === 'POST' && isGraphql(request) && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new UnsupportedMediaTypeException('Send the query as application/json.');
  }
}

const statusOfCode: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function refuseBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const body = JSON.stringify({ error: { code: 'BAD_USER_INPUT', message: 'This is not a request of HTTP.' } });
  const head = [
    `HTTP/1.1 ${statusOfCode[error.code ?? ''] ?? '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    `x-request-id: ${newId()}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
