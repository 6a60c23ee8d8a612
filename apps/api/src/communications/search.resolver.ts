import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { SearchService, type CommunicationHit, type HitKind } from '@keelson/communications';
import type { Actor, IdType } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, Node } from '../graphql/node.js';
import { CommunicationHitType } from './communication-hit.type.js';

const typeOf: Record<HitKind, IdType> = {
  CONVERSATION: 'Conversation',
  DECISION: 'Decision',
  COMMITMENT: 'Commitment',
};

@Resolver(() => CommunicationHitType)
export class SearchResolver {
  constructor(@Inject(SearchService) private readonly search: SearchService) {}

  @Query(() => [CommunicationHitType], {
    nullable: true,
    description:
      'Searches conversations (title, topics and, where you may read them, notes), decisions and commitments, the best ' +
      'match first. All words must be there; "a phrase", or and -not work. English words are found in all their forms.',
  })
  searchCommunications(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('text', { type: () => String, description: 'At most 200 characters.' }) text: string,
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100, 20 unless told.' }) first?: number | null,
  ): Promise<CommunicationHit[]> {
    return this.search.searchCommunications(actor, coalitionId, text, first ?? undefined);
  }

  @ResolveField(() => Node, { nullable: true, description: 'The conversation, decision or commitment itself.' })
  async node(@Parent() { kind, id }: CommunicationHit, @Context() context: RequestContext) {
    const node = await loadNode(context, typeOf[kind], id);
    return node && Object.assign(node, { __typename: typeOf[kind] });
  }
}
