import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { refusalOf } from '../http-error.filter.js';
import { TooManyAttempts } from './attempts.js';

/** THROTTLED, and when to come back. */
@Catch(TooManyAttempts)
export class TooManyAttemptsFilter implements ExceptionFilter {
  catch({ message, retryAfter }: TooManyAttempts, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') {
      throw new GraphQLError(message, { extensions: { code: 'THROTTLED', retryAfter } });
    }
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply
      .header('retry-after', String(retryAfter))
      .status(429)
      .send(refusalOf(request, 'THROTTLED', message));
  }
}
