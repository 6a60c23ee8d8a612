import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReaderLanguages } from '@keelson/coalitions';
import { DeskService, tellCaveats, tellStep, tellWhat, tellWhy, type AttentionItem, type Snooze } from '@keelson/desk';
import type { Words } from '@keelson/messages';
import { encodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { readerWords } from '../coalitions/reader-words.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PersonType } from '../people/person.type.js';
import {
  AttentionItemConnection,
  AttentionItemType,
  AttentionSnoozeType,
  AttentionStepType,
} from './attention-item.type.js';
import { AttentionFilterInput, SnoozeAttentionItemInput, UnsnoozeAttentionItemInput } from './desk.inputs.js';

const AttentionItemPayload = payloadOf('AttentionItemPayload', 'attentionItem', AttentionItemType);

@Resolver(() => AttentionItemType)
export class DeskResolver {
  constructor(
    @Inject(DeskService) private readonly desk: DeskService,
    @Inject(ReaderLanguages) private readonly languages: ReaderLanguages,
  ) {}

  @Query(() => AttentionItemConnection, {
    nullable: true,
    description:
      'What needs a backbone team this week: the most severe first, of these the oldest. For backbone staff. Figures are judged by whole periods of the last two calendar years, overdue submissions by those of the last year.',
  })
  attentionItems(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: AttentionFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.desk.attentionItems(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => AttentionItemPayload, {
    description:
      'Puts an item out of the way for up to 30 days. It ends by itself when the item closes; one that opens again is not snoozed. For backbone staff.',
  })
  async snoozeAttentionItem(@CurrentActor() actor: Actor, @Args('input') input: SnoozeAttentionItemInput) {
    return { attentionItem: await this.desk.snoozeAttentionItem(actor, input) };
  }

  @Mutation(() => AttentionItemPayload, { description: 'Puts an item back on the desk. For backbone staff.' })
  async unsnoozeAttentionItem(@CurrentActor() actor: Actor, @Args('input') input: UnsnoozeAttentionItemInput) {
    return { attentionItem: await this.desk.unsnoozeAttentionItem(actor, input) };
  }

  @ResolveField(() => String, {
    description: "What is the case, in one sentence, in the reader's language (see `ScorecardCheck.sentence`).",
  })
  async what(@Parent() item: AttentionItem, @Context() context: RequestContext): Promise<string> {
    return tellWhat(item, await this.wordsFor(item, context));
  }

  @ResolveField(() => String, { description: 'Why it matters: the principle behind the rule.' })
  async why(@Parent() item: AttentionItem, @Context() context: RequestContext): Promise<string> {
    return tellWhy(item, await this.wordsFor(item, context));
  }

  @ResolveField(() => [String], {
    description: 'What to know before it is passed on, e.g. that a figure stands on few organizations or is hidden.',
  })
  async caveats(@Parent() item: AttentionItem, @Context() context: RequestContext): Promise<string[]> {
    return tellCaveats(item, await this.wordsFor(item, context));
  }

  @ResolveField(() => [AttentionStepType], { description: 'Two suggestions.' })
  async steps(@Parent() item: AttentionItem, @Context() context: RequestContext): Promise<AttentionStepType[]> {
    const words = await this.wordsFor(item, context);
    return item.steps.map((code) => ({ code, text: tellStep(code, words) }));
  }

  @ResolveField(() => ID)
  subjectId(@Parent() { subjectType, subjectId }: AttentionItem): string {
    return encodeId(subjectType, subjectId);
  }

  private wordsFor({ coalitionId }: AttentionItem, context: RequestContext): Promise<Words> {
    return readerWords(context, this.languages, coalitionId);
  }
}

@Resolver(() => AttentionSnoozeType)
export class AttentionSnoozesResolver {
  @ResolveField(() => PersonType, { nullable: true })
  by(@Parent() { byId }: Snooze, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', byId);
  }
}
