import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Conflict,
  faultOf,
  Forbidden,
  InvalidInput,
  InvalidState,
  isDatabaseAway,
  NotFound,
  Unauthenticated,
  type Database,
} from '@keelson/platform';
import { keepRefusal } from './history/record-refusals.js';

/** Sentences that stand for what is nobody else's business. */
const hidden: Record<string, string> = {
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side.',
  UNAVAILABLE: 'The database cannot be reached right now. Try again in a moment.',
};
/** The others of HTTP's statuses below 500 are BAD_USER_INPUT. */
const codeOfStatus: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'THROTTLED',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'HEALTH',
};

/** Our errors on the REST routes: `{"error": {"code", "message"}}` with the status that HTTP has for it. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('HTTP');

  constructor(private readonly database: Database) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const [status, code] = this.statusOf(error);
    if (status === 500) this.log.error(faultOf(error, String(request.id)));
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    const health = error instanceof HttpException && code === 'HEALTH';
    const body = health ? error.getResponse() : refusalOf(request, code, hidden[code] ?? (error as Error).message);
    void keepRefusal(this.database, request, error).then(() => reply.status(status).send(body));
  }

  private statusOf(error: unknown): [number, string] {
    if (error instanceof Unauthenticated) return [401, 'UNAUTHENTICATED'];
    if (error instanceof NotFound) return [404, 'NOT_FOUND'];
    if (error instanceof Forbidden) return [403, 'FORBIDDEN'];
    if (error instanceof InvalidInput) return [400, 'BAD_USER_INPUT'];
    if (error instanceof InvalidState || error instanceof Conflict) return [409, 'CONFLICT'];
    if (error instanceof HttpException) return [error.getStatus(), codeOfStatus[error.getStatus()] ?? 'BAD_USER_INPUT'];
    if (isDatabaseAway(error)) return [503, 'UNAVAILABLE'];
    return [500, 'INTERNAL_SERVER_ERROR'];
  }
}

export function isGraphql({ url }: Pick<FastifyRequest, 'url'>): boolean {
  return url.split('?')[0] === '/graphql';
}

/** The body of a refusal: in GraphQL's shape where a GraphQL client reads it, which knows no UNAVAILABLE. */
export function refusalOf(request: Pick<FastifyRequest, 'id' | 'url'>, code: string, message: string): object {
  const graphql = isGraphql(request);
  const told = graphql && code === 'UNAVAILABLE' ? 'INTERNAL_SERVER_ERROR' : code;
  const named = told === 'INTERNAL_SERVER_ERROR' ? { requestId: request.id } : {};
  return graphql
    ? { errors: [{ message, extensions: { code: told, ...named } }] }
    : { error: { code, message, ...named } };
}
