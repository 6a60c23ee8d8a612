import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DigestsService, writeHeading, writeItem, type Digest } from '@keelson/digests';
import { wordsIn } from '@keelson/messages';
import { encodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { DigestConnection, DigestSectionType, DigestType } from './digest.type.js';

@Resolver(() => DigestType)
export class DigestsResolver {
  constructor(@Inject(DigestsService) private readonly digests: DigestsService) {
    registerNode('Digest', (actor, ids) => digests.loadDigests(actor, ids));
  }

  @Query(() => DigestType, { nullable: true, description: 'One of your own.' })
  digest(@IdArg('id', 'Digest') id: string, @Context() context: RequestContext) {
    return loadNode<DigestType>(context, 'Digest', id);
  }

  @Query(() => DigestConnection, {
    nullable: true,
    name: 'digests',
    description: 'Your weekly digests in a coalition, the latest first. A week without anything to tell has none.',
  })
  listDigests(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.digests.listDigests(actor, coalitionId, page);
  }

  @ResolveField(() => [DigestSectionType])
  sections(@Parent() { content, language }: Digest): DigestSectionType[] {
    const words = wordsIn(language);
    return (content?.sections ?? []).map((section) => ({
      ...{ part: section.part, heading: writeHeading(section, words), more: section.more },
      items: section.items.map((item) => ({
        ...item,
        ...{ text: writeItem(item, words), subjectId: encodeId(item.subjectType, item.subjectId) },
      })),
    }));
  }
}
