import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CellRevision } from '@keelson/submissions';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { PersonType } from '../people/person.type.js';
import { CellRevisionType } from './submission.type.js';

@Resolver(() => CellRevisionType)
export class CellRevisionResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Who wrote it.' })
  person(@Parent() revision: CellRevision, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', revision.personId);
  }
}
