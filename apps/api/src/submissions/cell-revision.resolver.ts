import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CellRevision } from '@keelson/submissions';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { ApiKeyType, PersonType } from '../people/person.type.js';
import { CellRevisionType } from './submission.type.js';

@Resolver(() => CellRevisionType)
export class CellRevisionResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it.' })
  person(@Parent() revision: CellRevision, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', revision.personId);
  }

  @ResolveField(() => ApiKeyType, {
    nullable: true,
    description: 'The API key that wrote it; null without one, or where it is not yours to see.',
  })
  apiKey(@Parent() { keyId }: CellRevision, @Context() context: RequestContext) {
    return keyId && loadNode<ApiKeyType>(context, 'ApiKey', keyId);
  }
}
