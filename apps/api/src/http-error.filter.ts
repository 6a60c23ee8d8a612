import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  Conflict,
  Forbidden,
  InvalidInput,
  InvalidState,
  isDatabaseAway,
  NotFound,
  Unauthenticated,
} from '@keelson/platform';

/** Sentences that stand for what is nobody else's business. */
const hidden: Record<string, string> = {
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side.',
  UNAVAILABLE: 'The database cannot be reached right now. Try again in a moment.',
};

/** Our errors on the REST routes: `{"error": {"code", "message"}}` with the status that HTTP has for it. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw error;
    const [status, code] = this.statusOf(error);
    if (status === 500) this.log.error(error instanceof Error ? error.stack : String(error));
    const message = hidden[code] ?? (error as Error).message;
    const body =
      error instanceof HttpException && code === 'HEALTH' ? error.getResponse() : { error: { code, message } };
    void host.switchToHttp().getResponse<FastifyReply>().status(status).send(body);
  }

  private statusOf(error: unknown): [number, string] {
    if (error instanceof Unauthenticated) return [401, 'UNAUTHENTICATED'];
    if (error instanceof NotFound) return [404, 'NOT_FOUND'];
    if (error instanceof Forbidden) return [403, 'FORBIDDEN'];
    if (error instanceof InvalidInput) return [400, 'BAD_USER_INPUT'];
    if (error instanceof InvalidState || error instanceof Conflict) return [409, 'CONFLICT'];
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return [
        status,
        status === 503
          ? 'HEALTH'
          : status === 404
            ? 'NOT_FOUND'
            : status === 401
              ? 'UNAUTHENTICATED'
              : 'BAD_USER_INPUT',
      ];
    }
    if (isDatabaseAway(error)) return [503, 'UNAVAILABLE'];
    return [500, 'INTERNAL_SERVER_ERROR'];
  }
}
