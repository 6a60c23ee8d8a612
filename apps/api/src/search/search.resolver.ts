import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor, Page } from '@keelson/platform';
import { SearchService, typeOfHit, type Hit, type HitKind } from '@keelson/search';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, Node } from '../graphql/node.js';
import { SearchHitConnection, SearchHitKindEnum, SearchHitType } from './search-hit.type.js';

@Resolver(() => SearchHitType)
export class SearchResolver {
  constructor(@Inject(SearchService) private readonly service: SearchService) {}

  @Query(() => SearchHitConnection, {
    nullable: true,
    description:
      'Searches conversations (title, topics, names and, where you may read them, notes), decisions, briefs, questions, ' +
      'insights, links, the agenda, the glossary, organizations, stakeholder groups and activities, over what you may ' +
      'see, the best match first. All words must be there; "a phrase", or and -not work. Words are found in all forms ' +
      "that they have in the coalition's language. Names of organizations, groups, terms and activities are also found " +
      'by what is like them, after all that holds the words, unless the text has a quote or a minus. What was withdrawn ' +
      'is not found.',
  })
  search(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('text', { type: () => String, description: 'At most 200 characters.' }) text: string,
    @Args('kinds', { type: () => [SearchHitKindEnum], nullable: true, description: 'All kinds unless told.' })
    kinds: HitKind[] | null,
    @Args() page: PageArgs,
  ): Promise<Page<SearchHitType>> {
    return this.service.search(actor, coalitionId, { text, kinds }, page);
  }

  @ResolveField(() => Node, { nullable: true, description: 'What was found.' })
  async node(@Parent() { kind, id }: Hit, @Context() context: RequestContext) {
    const type = typeOfHit[kind];
    const node = await loadNode(context, type, id);
    return node && Object.assign(node, { __typename: type });
  }
}
