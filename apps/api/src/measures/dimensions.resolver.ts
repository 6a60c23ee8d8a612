import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DimensionsService, type Dimension } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { CategoryType, DimensionConnection, DimensionType } from './measure.type.js';
import { AddCategoriesInput, CreateDimensionsInput } from './dimensions.inputs.js';

const DimensionPayload = payloadOf('DimensionPayload', 'dimension', DimensionType);

@ObjectType()
class CreateDimensionsPayload extends Payload {
  @Field(() => [DimensionType], { nullable: true })
  dimensions?: DimensionType[];
}

@Resolver(() => DimensionType)
export class DimensionsResolver {
  constructor(@Inject(DimensionsService) private readonly dimensions: DimensionsService) {
    registerNode('Dimension', (actor, ids) => dimensions.loadDimensions(actor, ids));
    registerNode('Category', (actor, ids) => dimensions.loadCategoriesById(actor, ids));
  }

  @Query(() => DimensionType, { nullable: true })
  dimension(@IdArg('id', 'Dimension') id: string, @Context() context: RequestContext) {
    return loadNode<DimensionType>(context, 'Dimension', id);
  }

  @Query(() => DimensionConnection, {
    name: 'dimensions',
    nullable: true,
    description: "A coalition's dimensions, by code.",
  })
  listDimensions(@CurrentActor() actor: Actor, @IdArg('coalitionId', 'Coalition') id: string, @Args() page: PageArgs) {
    return this.dimensions.listDimensions(actor, id, page);
  }

  @Mutation(() => CreateDimensionsPayload, {
    description: 'Makes dimensions with their categories: all of the list or none.',
  })
  async createDimensions(@CurrentActor() actor: Actor, @Args('input') input: CreateDimensionsInput) {
    return { dimensions: await this.dimensions.createDimensions(actor, input.coalitionId, input.dimensions) };
  }

  @Mutation(() => DimensionPayload)
  async addCategories(@CurrentActor() actor: Actor, @Args('input') input: AddCategoriesInput) {
    return { dimension: await this.dimensions.addCategories(actor, input.dimensionId, input.categories) };
  }

  @ResolveField(() => [CategoryType])
  categories(@Parent() dimension: Dimension, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.dimensions.loadCategories(actor, ids);
    return loadRelated(context, 'Dimension.categories', dimension.id, load, (category) => category.dimensionId);
  }
}
