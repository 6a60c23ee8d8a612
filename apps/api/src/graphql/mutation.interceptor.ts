import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, map, of, type Observable } from 'rxjs';
import { InvalidInput, InvalidState, type Problem } from '@keelson/platform';

/** What a person can correct comes back as data: `userErrors` in the payload of every mutation. */
@Injectable()
export class MutationInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isMutation =
      context.getType<string>() === 'graphql' &&
      GqlExecutionContext.create(context).getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation';
    if (!isMutation) return next.handle();
    return next.handle().pipe(
      map((payload: object) => ({ userErrors: [], ...payload })),
      catchError((error: unknown) => {
        const problems = problemsOf(error);
        if (!problems) throw error;
        return of({ userErrors: problems });
      }),
    );
  }
}

function problemsOf(error: unknown): Problem[] | null {
  if (error instanceof InvalidInput && !error.malformed) return error.problems;
  if (error instanceof InvalidState) return [{ code: error.code, field: error.field, message: error.message }];
  return null;
}
