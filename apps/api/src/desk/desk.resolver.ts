import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  caveatWords,
  DeskService,
  fillWords,
  ruleWords,
  stepWords,
  type AttentionItem,
  type Snooze,
} from '@keelson/desk';
import { encodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
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
  constructor(@Inject(DeskService) private readonly desk: DeskService) {}

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

  @ResolveField(() => String, { description: 'What is the case, in one sentence.' })
  what(@Parent() { rule, title, facts }: AttentionItem): string {
    return fillWords(ruleWords[rule].what, { ...facts, title });
  }

  @ResolveField(() => String, { description: 'Why it matters: the principle behind the rule.' })
  why(@Parent() { rule }: AttentionItem): string {
    return ruleWords[rule].why;
  }

  @ResolveField(() => [String], {
    description: 'What to know before it is passed on, e.g. that a figure stands on few organizations or is hidden.',
  })
  caveats(@Parent() { facts }: AttentionItem): string[] {
    return Object.entries(caveatWords).flatMap(([fact, text]) => (facts[fact] ? [fillWords(text, facts)] : []));
  }

  @ResolveField(() => [AttentionStepType], { description: 'Two suggestions.' })
  steps(@Parent() { steps }: AttentionItem): AttentionStepType[] {
    return steps.map((code) => ({ code, text: stepWords[code] ?? code }));
  }

  @ResolveField(() => ID)
  subjectId(@Parent() { subjectType, subjectId }: AttentionItem): string {
    return encodeId(subjectType, subjectId);
  }
}

@Resolver(() => AttentionSnoozeType)
export class AttentionSnoozesResolver {
  @ResolveField(() => PersonType, { nullable: true })
  by(@Parent() { byId }: Snooze, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', byId);
  }
}
