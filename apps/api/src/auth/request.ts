import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { RequestContext } from '../graphql/context.js';

/** The HTTP request behind a resolver or a controller. */
export function requestOf(context: ExecutionContext): RequestContext['request'] {
  return context.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<RequestContext>().request
    : context.switchToHttp().getRequest<RequestContext['request']>();
}
