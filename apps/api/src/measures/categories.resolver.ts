import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CategoriesService, type Category, type CategoryMerger } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated } from '../graphql/related.js';
import { CategoryMergerType, CategoryType, DimensionType } from './measure.type.js';
import { MergeCategoriesInput } from './dimensions.inputs.js';

const CategoryPayload = payloadOf('CategoryPayload', 'category', CategoryType);
const MergeCategoriesPayload = payloadOf('MergeCategoriesPayload', 'dimension', DimensionType);

@Resolver(() => CategoryType)
export class CategoriesResolver {
  constructor(@Inject(CategoriesService) private readonly categories: CategoriesService) {}

  @Mutation(() => CategoryPayload, {
    description: 'Takes no new values for a category; what was reported for it stays.',
  })
  async retireCategory(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Category') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { category: await this.categories.retireCategory(actor, id, reason) };
  }

  @Mutation(() => CategoryPayload, {
    description: 'Takes new values for a retired category again; not for one that was merged.',
  })
  async reactivateCategory(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Category') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { category: await this.categories.reactivateCategory(actor, id, reason) };
  }

  @Mutation(() => MergeCategoriesPayload, {
    description:
      'Counts categories in another one of their dimension and retires them. Stored values keep their category; figures of additive breakdowns show one series: per partner and period what it reported for the category after the merger, else the sum of what it reported for all of them, marked derived. It cannot be undone.',
  })
  async mergeCategories(@CurrentActor() actor: Actor, @Args('input') input: MergeCategoriesInput) {
    return { dimension: await this.categories.mergeCategories(actor, input) };
  }

  @ResolveField(() => CategoryMergerType, {
    nullable: true,
    description: 'Where its values are counted, if elsewhere.',
  })
  merger(@Parent() { id }: Category, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.categories.loadMergers(actor, ids);
    return loadOneRelated(context, 'Category.merger', id, load, (one) => one.fromCategoryId);
  }
}

@Resolver(() => CategoryMergerType)
export class CategoryMergerResolver {
  @ResolveField(() => CategoryType, { nullable: true, description: 'The category that stands for both.' })
  into(@Parent() { intoCategoryId }: CategoryMerger, @Context() context: RequestContext) {
    return loadNode<CategoryType>(context, 'Category', intoCategoryId);
  }
}
